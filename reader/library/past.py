"""What the history tells of notes that are not here: deleted by a person, taken back with their making, thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.store.replay import UNDO

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet

    from reader.library.door import Library
    from reader.store.history import History


class Last(NamedTuple):
    """What was done to a note last."""

    article: str
    """The id of the one it was on."""

    is_gone: bool
    """Was it deleted, or taken back?"""

    is_undone: bool
    """Was it taken back?"""


def last(history: History, notes: Collection[str]) -> dict[str, Last]:
    """What was done last to those of `notes` that the history knows."""
    found: dict[str, Last] = {}
    if not notes:
        return found
    for operation in history.newest_first(keys=notes):
        is_undo = operation.turns.startswith(UNDO)
        now: dict[str, Last] = {}
        for change in operation.changes:
            if change.kind == "note" and change.key in notes and change.key not in found:
                is_gone = change.after is None
                # One that is moved goes in one article and comes in another.
                if not (is_gone and change.key in now):
                    now[change.key] = Last(change.article, is_gone, is_gone and is_undo)
        found |= now
        if len(found) == len(notes):
            break
    return found


def owners(library: Library, notes: AbstractSet[str]) -> dict[str, str]:
    """The articles of those of `notes` that came before, also of those that were deleted or thrown away since."""
    known = {note: article for article, note in library.catalogue.annotations() if note in notes}
    done = last(library.history, notes - known.keys())
    thrown = library.trash.ids() if done else frozenset()
    gone = {
        note: what.article
        for note, what in done.items()
        if (what.is_gone and not what.is_undone) or (not what.is_gone and what.article in thrown)
    }
    return known | gone
