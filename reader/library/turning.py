"""Undo and redo: through what was done in this run, then through what the history tells of before."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING

from reader.errors import ChangedSinceError
from reader.library.pending import is_large
from reader.library.standing import Disk, Standing, upon
from reader.model.annotation import Annotation
from reader.store import replay
from reader.store.replay import REDO, UNDO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.library.applying import Applying
    from reader.library.door import Library
    from reader.library.pending import Pending
    from reader.store.operations import Change, Operation, Value

PATIENCE = 1_000
"""Operations in a row that the disk shows nothing of, after which no further one is looked for."""


class Turning:
    """The way back in one library, and forth again.

    What another running program did meanwhile is not on it; `began` says how far the history counts as before this
    run. Threads may do things at once: while one of them turns something, the others wait.
    """

    def __init__(
        self, library: Library, applying: Applying, pending: Pending, began: Mapping[str, int] | None = None
    ) -> None:
        self._library, self._applying, self._pending, self._began = library, applying, pending, began
        self._done: list[Operation] = []
        self._sequels: list[Operation] = []
        """What goes on with the last one, and is joined to it when somebody asks: there may be thousands."""

        self._undone: list[Operation] | None = None
        """None: what was undone before this run can be done again."""

        self._past: Iterator[Operation] | None = None
        self._lock = RLock()

    @property
    def last(self) -> Operation | None:
        """What was done last in this run; None when nothing was."""
        with self._lock:
            return self._whole_last()

    def add(self, operation: Operation) -> None:
        """Something was done."""
        with self._lock:
            if operation.joins and self._done and self._done[-1].id == operation.joins:
                self._sequels.append(operation)
            else:
                self._whole_last()
                self._done.append(operation)
            self._undone = []

    def _whole_last(self) -> Operation | None:
        """What was done last, with all that went on with it; None when nothing was."""
        if self._sequels:
            self._done[-1] = replay.joined(self._done[-1], *self._sequels)
            self._sequels.clear()
        return self._done[-1] if self._done else None

    def undo(self) -> Operation | None:
        """Take the last operation back that stands; None when there is none.

        Raises ChangedSinceError when what it changed has been changed since, or it is nothing that can be taken back;
        the next call goes on to the one before.
        """
        with self._lock:
            return self._undo()

    def _undo(self) -> Operation | None:
        undone = self._redoable()
        for _ in range(PATIENCE):
            if not self._fill():
                break
            last = self._done[-1]
            turned = self._turned(self._done, UNDO)
            if turned is not None:
                undone.append(replace(turned, id=last.id, turns="", label=last.label))
                return turned
        return None

    def redo(self) -> Operation | None:
        """Do again what was undone last; None when nothing was."""
        with self._lock:
            return self._redo()

    def _redo(self) -> Operation | None:
        undone = self._redoable()
        while undone:
            last = undone[-1]
            turned = self._turned(undone, REDO)
            if turned is not None:
                self._done.append(replace(turned, id=last.id, turns="", label=last.label))
                return turned
        return None

    def _redoable(self) -> list[Operation]:
        if self._undone is None:
            self._undone = replay.redoable(self._recorded())
        return self._undone

    def _fill(self) -> bool:
        """Is there something to take back? What was done before this run comes after all that was done in it."""
        self._whole_last()
        if not self._done:
            if self._past is None:
                steps = replay.steps(self._recorded())
                self._past = (step.operation for step in steps if not step.is_undone)
            self._done.extend(islice(self._past, 1))
        return bool(self._done)

    def _recorded(self) -> Iterator[Operation]:
        """What was done before this run, the last first.

        Of the last one it is made sure that it was done: it may have been recorded just before the program ended.
        """
        recorded = self._library.history.newest_first(self._began)
        for last in islice(recorded, 1):
            disk = Disk(self._library)
            was_made = not last.turns or any(disk.standing(change) is not Standing.READY for change in last.changes)
            yield from (last,) if was_made else ()
        yield from recorded

    def _turned(self, stack: list[Operation], what: str) -> Operation | None:
        """Turn the last operation of a stack; None when the disk is as if that was done already."""
        last = stack[-1]
        if not last.changes:
            stack.pop()
            raise ChangedSinceError(
                f"This cannot be taken back: {last.label}. "
                "Undo once more (`reader undo -n 2`) takes the step before it."
            )
        self._pending.finish()
        changes, left = self._possible(last)
        if not changes:
            stack.pop()
            if left:
                raise ChangedSinceError(f"Left as it is, for it was changed elsewhere since: {last.label}")
            return None
        operation = replace(self._library.operation(last.label, *changes), turns=f"{what}:{last.id}")
        if is_large(operation):
            self._pending.carry_out(operation)
        else:
            operation = self._applying.make(operation)
        stack.pop()
        if left:
            kept = "1 of its changes was" if left == 1 else f"{left} of its changes were"
            operation = replace(operation, label=f"{last.label}; {kept} changed elsewhere since and stays")
        return operation

    def _possible(self, operation: Operation) -> tuple[list[Change], int]:
        """The way back of those changes that the disk still has, and how many were changed since."""
        disk = Disk(self._library)
        backs = [self._back(change) for change in reversed(operation.changes)]
        possible: list[Change] = []
        left = 0
        for back in backs:
            standing = disk.standing(back)
            if standing is Standing.READY:
                possible.append(upon(disk.current(back), back) if back.kind == "note" else back)
            elif standing is Standing.OTHER and not _is_coinage(back):
                left += 1
        if all(map(_is_coinage, possible)) and not all(map(_is_coinage, backs)):
            return [], left
        return [change for change in possible if not self._is_needed(change, possible)], left

    def _is_needed(self, change: Change, others: Sequence[Change]) -> bool:
        """Is it a theme that would go while notes have it that keep it?"""
        if not (change.kind == "theme" and change.after is None):
            return False
        used = {name: count for name, count, _ in self._library.catalogue.themes()}
        losing = sum(
            _has(other.before, change.key) and not _has(other.after, change.key)
            for other in others
            if other.kind == "note"
        )
        return used.get(change.key, 0) > losing

    def _back(self, change: Change) -> Change:
        """The way back; what is put back counts as written now, so that a merge takes it for the newer version."""
        if change.kind == "file":
            return self._way_back(change)
        after = change.before
        if isinstance(after, Annotation):
            after = replace(after, modified=max(self._library.clock(), after.created))
        return replace(change, before=change.after, after=after)

    def _way_back(self, change: Change) -> Change:
        """A file's way back from wherever it is now; one that came from nowhere goes to the trash."""
        before, after = change.after, change.before
        if after is None or (isinstance(after, str) and after.startswith("trash/")):
            listing = self._library.catalogue.get(change.article)
            before = listing.article.path if listing else before
            after = None
        else:
            before = self._library.trash.where(change.article) or before
        return self._library.trash.placed(replace(change, before=before, after=after))


def _is_coinage(change: Change) -> bool:
    """Does a theme only come or go along with the notes that have it?"""
    return change.kind == "theme" and (change.before is None or change.after is None)


def _has(value: Value, theme: str) -> bool:
    return isinstance(value, Annotation) and theme in value.themes
