"""Every change that a person made, with what was before and after: one line of JSON for each.

There is a file for each month and machine, so that two machines never write to the same one, and what they write
merges without a conflict. Files of before that, named by their month alone, are read like the others.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from heapq import merge
from itertools import groupby, islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from reader.store import atomic, codec, faults, machine
from reader.store.backwards import lines
from reader.store.locks import Lock
from reader.store.operations import Change, Operation, Value, line, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

__all__ = ["Change", "History", "Operation", "Pruned", "Value"]

FOLDER = "history"
"""Below the library's root."""

_SUFFIX = ".jsonl"
_MONTH = len("2026-03")
_DRIFT = timedelta(hours=1)
_KEYS = re.compile(rb'"key": "([^"\\]*)"')
_PRUNED = "pruned-"
"""Begins the name of the file in which a machine says what it took away."""


class Pruned(NamedTuple):
    """What was taken away because it was older than the history is kept."""

    before: str = ""
    """A month, as in `2026-03`: what was done earlier is gone. Empty: nothing was taken away."""

    operations: int = 0


class History:
    """What was done in a library. Threads and processes may record at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / FOLDER
        self._lock = Lock(root / ".reader" / "locks" / "history.lock")
        self._unsettled: set[Path] = set()

    def record(self, operation: Operation) -> None:
        """Write down an operation; on the disk for sure it is once `settle` was called."""
        path = self._folder / f"{codec.moment_text(operation.at)[:_MONTH]}-{machine.name(self._root)}{_SUFFIX}"
        with self._lock:
            atomic.append(path, line(operation), synced=False)
            self._unsettled.add(path)

    def settle(self) -> None:
        """Make what was recorded durable."""
        while self._unsettled:
            path = self._unsettled.pop()
            try:
                atomic.sync(path)
            except BaseException:
                self._unsettled.add(path)
                raise

    def operations(self, limit: int | None = None) -> tuple[Operation, ...]:
        """The last operations, newest first, at most `limit`; lines that a crash left broken are passed over."""
        return tuple(islice(self.newest_first(), limit))

    def newest_first(
        self, until: Mapping[str, int] | None = None, keys: Collection[str] | None = None
    ) -> Iterator[Operation]:
        """All operations, read from the end as far as somebody asks for them.

        `until` says by file how many bytes of it count: the sizes of the files at some time before. `keys` are those of
        changes: where they are given, only operations with one of them, found without reading the others.
        """
        by_month = groupby(sorted(self._files(), reverse=True, key=_month), key=_month)
        for _, paths in by_month:
            each = [
                self._in_file(path, None if until is None else until.get(path.name, 0), keys) for path in sorted(paths)
            ]
            # Within a file the order is that of the lines: a clock that was set back does not change it.
            yield from each[0] if len(each) == 1 else merge(*each, key=lambda operation: operation.at, reverse=True)

    def has(self, operation: Operation) -> bool:
        """Was it recorded? It is looked for as far back as a clock may be wrong."""
        earliest = operation.at - _DRIFT
        recent = takewhile(lambda known: known.at >= earliest, self.newest_first())
        return any(known.id == operation.id for known in recent)

    def keep(self, months: int, now: datetime, tell: Callable[[str], None]) -> None:
        """Take away what was done more than so many months ago, and tell it."""
        count = now.year * 12 + now.month - 1 - months
        before = f"{count // 12:04}-{count % 12 + 1:02}"
        taken = self.prune(before)
        if taken:
            tell(told(Pruned(before, taken)))

    def prune(self, before: str) -> int:
        """Take away the months before one, as in `2026-03`, and note how much that was; how many operations."""
        old = [path for path in self._files() if _month(path) < before]
        if not old:
            return 0
        count = sum(1 for path in old for _ in self._in_file(path))
        known = self._pruned_here()
        total = {"before": max(before, known.before), "operations": known.operations + count}
        with self._lock:
            # First the note: what is told to be gone and is not is no loss.
            atomic.write(self._pruned_path(), (json.dumps(total) + "\n").encode())
            for path in old:
                atomic.remove(path)
        return count

    def pruned(self) -> Pruned:
        """What was taken away, on all machines that share the library."""
        notes = [_pruned(path) for path in self._listed() if path.name.startswith(_PRUNED)]
        return Pruned(max((note.before for note in notes), default=""), sum(note.operations for note in notes))

    def _pruned_path(self) -> Path:
        return self._folder / f"{_PRUNED}{machine.name(self._root)}.json"

    def _pruned_here(self) -> Pruned:
        return _pruned(self._pruned_path())

    def _in_file(self, path: Path, size: int | None = None, keys: Collection[str] | None = None) -> Iterator[Operation]:
        wanted = None if keys is None else {key.encode("utf-8", "replace") for key in keys}
        for each in lines(path, size):
            if wanted is not None and wanted.isdisjoint(_KEYS.findall(each)):
                continue
            operation = parse(each)
            if operation is not None:
                yield operation

    def _files(self) -> list[Path]:
        return [path for path in self._listed() if path.suffix == _SUFFIX and path.name[0] != "."]

    def _listed(self) -> list[Path]:
        try:
            return list(self._folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise faults.unreadable(self._folder, error) from error


def told(pruned: Pruned) -> str:
    """What was taken away, in words."""
    count = f"{pruned.operations:,} operation{'' if pruned.operations == 1 else 's'}"
    return (
        f"The history of before {pruned.before} ({count}) was taken away, as it is older than it is kept; "
        '`[history] keep = "all"` in the configuration keeps everything.'
    )


def _month(path: Path) -> str:
    return path.name[:_MONTH]


def _pruned(path: Path) -> Pruned:
    found = atomic.read(path)
    try:
        document = json.loads(found[0]) if found else {}
        return Pruned(str(document.get("before", "")), int(document.get("operations", 0)))
    except (ValueError, AttributeError, TypeError):
        return Pruned()
