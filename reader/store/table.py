"""A TinyDB table whose changes are made under the lock, and its database."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from reader.store.shards import ShardStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reader.store.jsonfile import Document
    from reader.store.locks import Lock
    from reader.store.shards import Check, Shards

_RANDOM_BITS = 15
"""Below 48 bits of milliseconds: an id fits 63 bits, sorts by time, and two machines rarely choose the same."""


class NotesTable(Table):
    """A table that re-reads before it writes, while nobody else can write."""

    # TinyDB's query cache hands out live documents and does not see what other processes write.
    default_query_cache_capacity = 0

    def __init__(
        self, storage: ShardStorage, name: str, cache_size: int = default_query_cache_capacity, **options: Any
    ) -> None:
        self._shards = storage
        self._last_id = 0
        super().__init__(storage, name, cache_size=cache_size, **options)

    def edit(self, change: Callable[[dict[int, Document]], None]) -> None:
        """Apply `change` to the documents by id: it may add, replace and remove."""
        self._update_table(change)  # type: ignore[arg-type] # TinyDB says Mapping for what is a dict

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; its id is chosen while nobody else can take it."""
        with self._shards.transaction():
            return super().insert(document)

    def new_id(self) -> int:
        """A document id that is free in the file and after all that this table has given."""
        return self._get_next_id()

    def _get_next_id(self) -> int:
        now = time.time_ns() // 1_000_000
        candidate = max(now << _RANDOM_BITS | int.from_bytes(os.urandom(2)) >> 1, self._last_id + 1)
        taken = self._read_table()
        while str(candidate) in taken:
            candidate += 1
        self._last_id = candidate
        return candidate

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._shards.transaction():
            super()._update_table(updater)


class NotesDB(TinyDB):
    """TinyDB over a folder of files: `table("ARTICLE")` is the `_default` table of `ARTICLE.json`."""

    table_class = NotesTable  # type: ignore[assignment] # it serves one kind of storage only

    def __init__(self, folder: Path, lock: Lock, check: Check) -> None:
        self._shards = ShardStorage(folder, lock, check)
        super().__init__(storage=lambda: self._shards)

    def transaction(self) -> AbstractContextManager[Shards]:
        """What is changed inside, in any table, is written when it ends without an error."""
        return self._shards.transaction()

    def table(self, name: str, **kwargs: Any) -> NotesTable:
        """The table of that name."""
        return cast("NotesTable", super().table(name, **kwargs))

    def drop_table(self, name: str) -> None:
        """Remove the table of that name; the other tables of its file stay."""
        with self.transaction():
            super().drop_table(name)
