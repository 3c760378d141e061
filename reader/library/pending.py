"""Operations over many files: written down first, so that one that was interrupted is brought to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library.standing import Disk, Standing
from reader.library.values import Problem
from reader.store import atomic, operations, salvage
from reader.store.files import PENDING
from reader.store.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.library.applying import Applying
    from reader.library.door import Library
    from reader.store.operations import Change, Operation

    Progress = Callable[[int, int], None]

PATIENCE = 120.0
"""Seconds to wait for another program's operation over many files."""


def is_large(operation: Operation) -> bool:
    """Does it need more than one file to be written, so that half of it could be left undone?"""
    kinds = {change.kind for change in operation.changes}
    articles = {change.article for change in operation.changes if change.article}
    remakes_theme = any(change.kind == "theme" and change.before is not None for change in operation.changes)
    return bool(len(articles) > 1 or kinds & {"file", "text"} or (remakes_theme and len(operation.changes) > 1))


class Pending:
    """What is under way in one library, over many files."""

    def __init__(self, library: Library, applying: Applying) -> None:
        self._library, self._applying = library, applying
        self._folder = library.root / PENDING
        lock = library.root / ".reader" / "locks" / "operations.lock"
        self._lock, self._try = Lock(lock, PATIENCE), Lock(lock, 0.0)

    def carry_out(self, operation: Operation, progress: Progress | None = None) -> None:
        """Make an operation durable, wholly, also when it is interrupted: then whoever opens the library goes on."""
        path = self._folder / f"{operation.id}.json"
        with self._lock:
            if not path.exists():
                atomic.make_folder(self._folder)
                atomic.write(path, operations.line(operation))
            self._end(operation, path, progress)

    def finish(self) -> int:
        """Bring to its end what was interrupted; how many operations that were.

        What another running program is just doing is left to it.
        """
        if not self._waiting():
            return 0
        try:
            self._try.__enter__()
        except StoreError:
            return 0
        count = 0
        try:
            for operation, path in self._readable():
                self._end(operation, path)
                count += 1
        finally:
            self._try.__exit__(None, None, None)
        return count

    def finished(self) -> list[Problem]:
        """Bring to its end what was interrupted; what stands in the way of that."""
        try:
            self.finish()
        except StoreError as error:
            return [Problem(PENDING, f"A change of many notes was interrupted and cannot be finished yet: {error}")]
        return []

    def _waiting(self) -> list[Path]:
        try:
            return sorted(self._folder.glob("[!.]*.json"))
        except OSError:  # what cannot be looked at says so where it is to be written
            return []

    def _readable(self) -> list[tuple[Operation, Path]]:
        """What waits, in the order in which it was done; what a newer version wrote is left to that one."""
        read = []
        for path in self._waiting():
            found = atomic.read(path)
            operation = operations.parse(found[0]) if found else None
            if operation is not None:
                read.append((operation, path))
            elif found is not None and not salvage.is_newer(found[0]):
                atomic.remove(path)
        return sorted(read, key=lambda each: each[0].at)

    def _end(self, operation: Operation, path: Path, progress: Progress | None = None) -> None:
        """Do what is not done yet, and forget about it."""
        history = self._library.history
        if not history.has(operation):
            history.record(operation)
        history.settle()
        self._do(operation.changes, progress)
        atomic.remove(path)

    def _do(self, changes: Sequence[Change], progress: Progress | None = None) -> None:
        """Make those changes that are not made yet, an article after the other."""
        groups = _grouped(changes)
        for done, group in enumerate(groups, 1):
            disk = Disk(self._library)
            ready = [change for change in group if disk.standing(change) is Standing.READY]
            self._applying.write(ready)
            if progress is not None:
                progress(done, len(groups))


def is_coming(change: Change) -> bool:
    """Does a file get words?"""
    return change.kind == "text" and change.after is not None


def _grouped(changes: Sequence[Change]) -> list[list[Change]]:
    """Themes that come, feeds, files, notes by article, files of words that go, themes that go."""
    coming = [change for change in changes if change.kind == "theme" and change.after is not None]
    going = [change for change in changes if change.kind == "theme" and change.after is None]
    feeds = [change for change in changes if change.kind == "feed"]
    files = [[change] for change in changes if change.kind in {"file", "metadata"} or is_coming(change)]
    leaving = [[change] for change in changes if change.kind == "text" and change.after is None]
    articles: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind in {"note", "state", "conflict", "line"}:
            articles.setdefault(change.article, []).append(change)
    return [group for group in (coming, feeds, *files, *articles.values(), *leaving, going) if group]
