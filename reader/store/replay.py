"""What the recorded operations come to: which of them stand, and which were taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.store.operations import Change, Operation

UNDO, REDO = "undo", "redo"
"""What an operation that turns another one does with it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person did in one go, with what it went on to."""

    operation: Operation
    is_undone: bool


def steps(newest_first: Iterable[Operation]) -> Iterator[Step]:
    """What people did, the last first; that something was taken back is said of what was."""
    undone: dict[str, bool] = {}
    sequels: dict[str, list[Operation]] = {}
    for operation in newest_first:
        if operation.turns:
            what, _, turned = operation.turns.partition(":")
            undone.setdefault(turned, what == UNDO)
        elif operation.joins:
            sequels.setdefault(operation.joins, []).append(operation)
        else:
            whole = joined(operation, *reversed(sequels.pop(operation.id, [])))
            yield Step(whole, undone.pop(operation.id, False))


def redoable(newest_first: Iterable[Operation]) -> list[Operation]:
    """What can be done again, what was taken back last at the end: nothing that came before the last new change.

    Each is the taking back, under the id of what was taken back.
    """
    seen: set[str] = set()
    found: list[Operation] = []
    for operation in newest_first:
        what, _, turned = operation.turns.partition(":")
        if not what and operation.changes:
            break
        if what and turned not in seen:
            seen.add(turned)
            if what == UNDO:
                found.append(replace(operation, id=turned, turns=""))
    return found[::-1]


def joined(first: Operation, *sequels: Operation) -> Operation:
    """All as one: from what was before the first to what was after the last."""
    if not sequels:
        return first
    changes = {_place(change): change for change in first.changes}
    label = first.label
    for sequel in sequels:
        for change in sequel.changes:
            known = changes.get(_place(change))
            changes[_place(change)] = change if known is None else replace(known, after=change.after)
            # One file after the other came in: the last label says how many.
            label = sequel.label if change.kind == "file" else label
    # A theme comes before the notes that have it, and is taken away after them.
    ordered = sorted(changes.values(), key=lambda change: change.kind != "theme")
    return replace(first, label=label, changes=tuple(ordered))


def _place(change: Change) -> tuple[str, str, str]:
    return change.kind, change.article, change.key
