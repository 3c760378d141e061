"""A TinyDB storage that keeps each table in a file of its own, itself a plain TinyDB file."""

from __future__ import annotations

import threading
from collections.abc import MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from tinydb.storages import Storage

from reader.store import atomic, jsonfile, snapshots
from reader.store.migrations import written_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.store.jsonfile import Document, Tables
    from reader.store.locks import Lock
    from reader.store.stamp import Stamp

    Check: TypeAlias = Callable[[Tables, Path], None]

SUFFIX = ".json"


class Shards(MutableMapping[str, "dict[str, Document]"]):
    """The tables of a folder, each read when it is asked for and written if it was changed.

    `harbour` is the `_default` table of `harbour.json`, `harbour/_meta` its `_meta` table. `check` raises
    DamagedError for content that must not be touched.
    """

    def __init__(self, folder: Path, check: Check) -> None:
        self._folder = folder
        self._check = check
        self._files: dict[str, Tables] = {}
        self._changed: set[str] = set()
        self._older: dict[str, bytes] = {}
        """What files hold that an older version wrote."""

        self.stamps: dict[str, Stamp] = {}
        """Of the files that were written."""

    def file(self, stem: str) -> Tables:
        """All tables of one file; none when there is no such file."""
        if stem not in self._files:
            path = self._path(stem)
            found = atomic.read(path)
            tables = jsonfile.parse(found[0], path) if found else {}
            self._check(tables, path)
            self._files[stem] = tables
            if found and written_as(found[0]) < jsonfile.SCHEMA:
                self._older[stem] = found[0]
        return self._files[stem]

    def flush(self) -> None:
        """Write the files whose tables were changed."""
        for stem in sorted(self._changed):
            if stem in self._older:
                snapshots.keep(self._path(stem), self._older.pop(stem))
            self.stamps[stem] = atomic.write(self._path(stem), jsonfile.dump(self.file(stem)))
        self._changed.clear()

    def __getitem__(self, name: str) -> dict[str, Document]:
        stem, table = _split(name)
        return self.file(stem)[table]

    def __setitem__(self, name: str, documents: dict[str, Document]) -> None:
        stem, table = _split(name)
        tables = self.file(stem)
        jsonfile.refuse_newer(tables, self._path(stem))
        tables[table] = documents
        self._changed.add(stem)

    def __delitem__(self, name: str) -> None:
        stem, table = _split(name)
        tables = self.file(stem)
        jsonfile.refuse_newer(tables, self._path(stem))
        del tables[table]
        self._changed.add(stem)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({path.stem for path in self._folder.glob(f"[!.]*{SUFFIX}")} | self._changed))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, stem: str) -> Path:
        return self._folder / f"{stem}{SUFFIX}"


class ShardStorage(Storage):
    """A folder of TinyDB files with a lock."""

    def __init__(self, folder: Path, lock: Lock, check: Check) -> None:
        self._folder = folder
        self._lock = lock
        self._check = check
        self._mine = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[Shards]:
        """Hold the lock; what is changed inside is written when the outermost transaction ends without an error.

        Nothing is remembered from one to the next, so there is nothing that could be stale.
        """
        with self._lock:
            shards = self._current()
            if shards is not None:
                yield shards
                return
            shards = self._mine.shards = Shards(self._folder, self._check)
            try:
                yield shards
                shards.flush()
            finally:
                self._mine.shards = None

    def read(self) -> Any:
        """The tables, in this thread's transaction if there is one."""
        shards = self._current()
        return Shards(self._folder, self._check) if shards is None else shards

    def write(self, data: Any) -> None:
        """Leave it to the transaction to write what `read` gave and what was changed in it."""
        if data is None or data is not self._current():
            raise TypeError("a folder of notes is changed in a transaction, table by table")

    def _current(self) -> Shards | None:
        shards: Shards | None = getattr(self._mine, "shards", None)
        return shards


def _split(name: str) -> tuple[str, str]:
    stem, _, table = name.partition("/")
    return stem, table or jsonfile.NOTES
