"""What the history tells of notes that are gone: deleted by a person, or taken back with what had made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.store.replay import UNDO

if TYPE_CHECKING:
    from reader.store.history import History


def undone(history: History, notes: frozenset[str]) -> frozenset[str]:
    """Those of `notes`, all of them gone, whose making was undone."""
    waiting, found = set(notes), set()
    for operation in history.newest_first():
        if not waiting:
            break
        for change in operation.changes:
            if change.kind == "note" and change.key in waiting:
                waiting.remove(change.key)
                if change.after is None and operation.turns.startswith(UNDO):
                    found.add(change.key)
    return frozenset(found)
