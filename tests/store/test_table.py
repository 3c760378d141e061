"""TinyDB does what we build on: these tests fail loudly when a new TinyDB does not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document, Table
from tinydb.version import __version__

from reader.errors import DamagedError, StoreError
from reader.store import atomic
from reader.store.locks import Lock
from reader.store.table import NotesDB, NotesTable

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from pathlib import Path

    from reader.store.jsonfile import Tables

CHANGES: dict[str, Callable[[NotesTable], object]] = {
    "insert": lambda table: table.insert({"id": "b"}),
    "insert_multiple": lambda table: table.insert_multiple([{"id": "b"}, {"id": "c"}]),
    "update": lambda table: table.update({"note": "new"}),
    "update_multiple": lambda table: table.update_multiple([({"note": "new"}, where("id") == "a")]),
    "upsert": lambda table: table.upsert({"id": "a", "note": "new"}, where("id") == "a"),
    "remove": lambda table: table.remove(where("id") == "a"),
    "truncate": lambda table: table.truncate(),
}
"""Every way in which TinyDB changes a table."""

NEWER = b'{"_meta": {"1": {"schema": 99}}, "_default": {"1": {}}}'
READS = {"all", "search", "get", "contains", "count", "clear_cache", "name", "storage"}
CONSTANTS = {"document_class", "document_id_class", "query_cache_class", "default_query_cache_capacity"}


class Watched(Lock):
    """A lock that tells whether it is held."""

    held = 0

    def __enter__(self) -> None:
        super().__enter__()
        self.held += 1

    def __exit__(self, *error: object) -> None:
        self.held -= 1
        super().__exit__(*error)  # type: ignore[arg-type] # passed on as it came


def refuse_bad(tables: Tables, path: Path) -> None:
    if "bad" in tables:
        raise DamagedError(str(path))


@pytest.fixture
def lock(root: Path) -> Watched:
    return Watched(root / ".reader" / "locks" / "test.lock")


@pytest.fixture
def database(root: Path, lock: Watched) -> NotesDB:
    return NotesDB(root / "notes", lock, refuse_bad)


def test_this_is_a_tinydb_that_these_tests_know() -> None:
    major, minor, *_ = (int(part) for part in __version__.split("."))
    assert major == 4
    assert minor >= 8
    public = {name for name in vars(Table) if not name.startswith("_")}
    assert public - READS - CONSTANTS == set(CHANGES)
    assert {"_get_next_id", "_read_table", "_update_table"} <= set(vars(Table))


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_read_made_and_written_under_the_lock(
    change: str, database: NotesDB, lock: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.table("harbour").insert({"id": "a"})
    seen: list[str] = []
    read, write = atomic.read, atomic.write

    def seen_read(path: Path) -> Any:
        assert lock.held
        seen.append("read")
        return read(path)

    def seen_write(path: Path, data: bytes) -> Any:
        assert lock.held
        seen.append("write")
        return write(path, data)

    monkeypatch.setattr(atomic, "read", seen_read)
    monkeypatch.setattr(atomic, "write", seen_write)
    CHANGES[change](database.table("harbour"))
    assert seen == ["read", "write"]


def test_a_table_is_a_plain_tinydb_file(root: Path, database: NotesDB) -> None:
    number = database.table("harbour").insert({"id": "a"})
    database.table("harbour/_meta").insert(Document({"schema": 1}, 1))
    with TinyDB(root / "notes" / "harbour.json") as plain:
        assert plain.all() == [{"id": "a"}]
        assert plain.all()[0].doc_id == number
        assert plain.table("_meta").get(doc_id=1) == {"schema": 1}
        plain.insert({"id": "b"})
    assert [note["id"] for note in database.table("harbour")] == ["a", "b"]


def test_nothing_that_was_read_is_remembered(root: Path, database: NotesDB) -> None:
    table = database.table("harbour")
    table.insert({"id": "a"})
    query = where("id") == "a"
    found = table.search(query)
    found[0]["note"] = "changed in memory"
    assert table.search(query) == [{"id": "a"}]
    with TinyDB(root / "notes" / "harbour.json") as plain:
        plain.update({"note": "by another program"})
    assert table.search(query) == [{"id": "a", "note": "by another program"}]
    assert NotesTable.default_query_cache_capacity == 0
    assert table._query_cache.capacity == 0


def test_ids_sort_by_time_fit_63_bits_and_are_never_given_twice(database: NotesDB) -> None:
    table = database.table("harbour")
    numbers = [table.insert({}) for _ in range(3)] + table.insert_multiple({} for _ in range(1000))
    assert numbers == sorted(set(numbers))
    assert 0 < numbers[0] < numbers[-1] < 2**63
    assert len(table) == len(numbers)


def test_an_id_that_another_program_took_is_not_given(database: NotesDB, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 0)
    monkeypatch.setattr("os.urandom", bytes)
    database.table("harbour").insert_multiple([Document({"id": "a"}, 1), Document({"id": "b"}, 2)])
    assert database.table("harbour").insert({"id": "c"}) == 3


def test_a_transaction_is_one_write(database: NotesDB, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    write = atomic.write

    def seen_write(path: Path, data: bytes) -> Any:
        written.append(path)
        return write(path, data)

    monkeypatch.setattr(atomic, "write", seen_write)
    with database.transaction():
        database.table("harbour").insert({"id": "a"})
        database.table("harbour/_meta").insert({"schema": 1})
        database.table("harbour").insert({"id": "b"})
        assert len(database.table("harbour")) == 2
        assert not written
    assert [path.name for path in written] == ["harbour.json"]


def test_an_error_inside_a_transaction_drops_everything(root: Path, database: NotesDB) -> None:
    table = database.table("harbour")
    table.insert({"id": "a"})
    (root / "notes" / "newer.json").write_bytes(NEWER)

    def broken(document: MutableMapping[str, Any]) -> None:
        document["note"] = "half"
        raise KeyError

    with pytest.raises(KeyError):
        table.update(broken)

    def half() -> None:
        with database.transaction():
            table.insert({"id": "b"})
            database.table("newer").insert({"id": "b"})

    with pytest.raises(StoreError):
        half()
    assert table.all() == [{"id": "a"}]


def test_another_thread_does_not_see_an_open_transaction(database: NotesDB) -> None:
    seen: list[int] = []
    with database.transaction():
        database.table("harbour").insert({"id": "a"})
        thread = threading.Thread(target=lambda: seen.append(len(database.table("harbour"))))
        thread.start()
        thread.join()
    assert seen == [0]


def test_other_tables_of_a_file_stay(root: Path, database: NotesDB) -> None:
    with TinyDB(root / "notes" / "harbour.json") as plain:
        plain.table("_conflicts").insert({"id": "x"})
    database.table("harbour").insert({"id": "a"})
    with TinyDB(root / "notes" / "harbour.json") as plain:
        assert plain.table("_conflicts").all() == [{"id": "x"}]


def test_a_table_can_be_dropped_but_not_the_folder(root: Path, database: NotesDB) -> None:
    database.table("harbour").insert({"id": "a"})
    database.table("harbour/_meta").insert({"schema": 1})
    assert database.tables() == {"harbour"}
    database.drop_table("harbour")
    assert database.table("harbour").all() == []
    assert database.table("harbour/_meta").all() == [{"schema": 1}]
    with pytest.raises(TypeError, match="table by table"):
        database.drop_tables()


def test_a_file_that_is_not_to_be_touched_is_not_written(root: Path, database: NotesDB) -> None:
    bad = b'{"bad": {}}'
    (root / "notes" / "bad.json").write_bytes(bad)
    (root / "notes" / "newer.json").write_bytes(NEWER)
    with pytest.raises(DamagedError):
        database.table("bad").insert({"id": "a"})
    with pytest.raises(StoreError, match="newer version"):
        database.table("newer").insert({"id": "a"})
    with pytest.raises(StoreError, match="newer version"):
        database.drop_table("newer")
    assert database.table("newer").all() == [{}]
    assert (root / "notes" / "bad.json").read_bytes() == bad
    assert (root / "notes" / "newer.json").read_bytes() == NEWER
