"""Whatever happens to the index, the catalogue goes on: on a new file, or in memory."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.index import database
from reader.index.catalogue import Catalogue
from reader.index.query import parse
from reader.index.schema import VERSION
from reader.model.article import Listing
from tests.index.samples import STAMP, article, note, put, put_notes

if TYPE_CHECKING:
    from pathlib import Path


def filled(path: Path, count: int = 3) -> None:
    with closing(Catalogue(path)) as catalogue, catalogue.batch():
        for number in range(count):
            put(catalogue, f"a{number}", body="opened")


def ids(path: Path) -> list[str]:
    with closing(Catalogue(path)) as catalogue:
        return catalogue.ids(None, "title")


def check_new(path: Path) -> None:
    """The catalogue is empty, says so, and keeps what it is told."""
    with closing(Catalogue(path)) as catalogue:
        assert catalogue.is_stale
        assert catalogue.ids() == []
        put(catalogue, "new", body="opened")
    assert ids(path) == ["new"]


def test_a_new_index_is_stale_until_everything_is_read(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        states = [catalogue.is_stale]
        catalogue.be_fresh()
        states.append(catalogue.is_stale)
    with closing(Catalogue(path)) as catalogue:
        states.append(catalogue.is_stale)
    assert states == [True, False, False]


@pytest.mark.parametrize(
    "content", [b"no database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 5000, b"SQLite format 3\x00"]
)
def test_a_file_that_is_no_database_is_made_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    check_new(path)


def test_an_empty_file_becomes_an_index(path: Path) -> None:
    path.touch()
    check_new(path)


def test_a_torn_file_is_made_anew(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:6000])
    with closing(Catalogue(path)) as catalogue:
        assert catalogue.ids(parse("opened")) == []
        assert catalogue.is_stale
        put(catalogue, "new")
    assert ids(path) == ["new"]


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("version", [0, VERSION - 2, VERSION + 1])
def test_an_index_of_another_version_is_made_anew(path: Path, version: int) -> None:
    filled(path)
    change(path, f"PRAGMA user_version = {version}")
    check_new(path)


@pytest.mark.parametrize("table", ["article", "note_words", "dead", "theme"])
def test_an_index_that_lacks_a_table_is_made_anew(path: Path, table: str) -> None:
    filled(path)
    change(path, f"DROP TABLE {table}")
    with closing(Catalogue(path)) as catalogue:
        catalogue.ids(parse("opened OR theme:law"))
        put_notes(catalogue, "a0", note("1", themes=("law",)))
        assert catalogue.is_stale
        assert catalogue.ids() == []
    assert ids(path) == []


def test_damage_while_it_is_open_loses_nothing_but_the_index(path: Path) -> None:
    filled(path, 300)
    with closing(Catalogue(path)) as catalogue:
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096))
        assert catalogue.ids() == []
        assert catalogue.is_stale
        put(catalogue, "new")
        assert catalogue.ids() == ["new"]
    assert ids(path) == ["new"]


def test_damage_in_the_middle_of_a_batch_does_not_end_it(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        with catalogue.batch():
            put(catalogue, "before")
            change_under(catalogue, "DROP TABLE theme")
            put_notes(catalogue, "x", note("1", themes=("law",)))
            put(catalogue, "after")
        assert catalogue.ids() == ["after"]
        assert catalogue.themes() == [("law", 1, 1)]
    assert ids(path) == ["after"]


def change_under(catalogue: Catalogue, statement: str) -> None:
    catalogue._database._connection.execute(statement)


def test_an_index_that_another_program_holds_is_left_to_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.02)
    filled(path)
    with closing(Catalogue(path)) as catalogue, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        put(catalogue, "new")
        assert catalogue.is_stale
        assert catalogue.ids() == ["new"]
        other.rollback()
    assert ids(path) == ["a0", "a1", "a2"]


def test_where_there_can_be_no_file_it_lives_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with closing(Catalogue(tmp_path / "file" / "index.sqlite")) as catalogue:
        assert catalogue.is_stale
        put(catalogue, "new", body="opened")
        assert catalogue.ids(parse("opened")) == ["new"]


def test_on_a_full_disk_it_goes_on_in_memory(path: Path) -> None:
    filled(path)
    with closing(Catalogue(path)) as catalogue:
        change_under(catalogue, "PRAGMA max_page_count = 1")
        put(catalogue, "new", body="word " * 100_000)
        assert catalogue.is_stale
        assert catalogue.ids() == ["new"]
    assert ids(path) == ["a0", "a1", "a2"]


def test_a_read_only_file_is_replaced_in_memory(path: Path) -> None:
    filled(path)
    with closing(Catalogue(path)) as catalogue:
        change_under(catalogue, "PRAGMA query_only = ON")
        put(catalogue, "new")
        assert catalogue.ids() == ["new"]
    assert ids(path) == ["a0", "a1", "a2"]


def test_an_index_of_mostly_dead_rows_is_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MAX_DEAD", 4)
    with closing(Catalogue(path)) as catalogue:
        for number in range(5):
            put(catalogue, "a", body=f"{number}", text_hash=f"{number}")
    assert ids(path) == ["a"]
    with closing(Catalogue(path)) as catalogue:
        put(catalogue, "a", body="6", text_hash="6")
    check_new(path)


def test_a_mistake_of_ours_is_loud_and_leaves_the_index_whole(catalogue: Catalogue) -> None:
    put(catalogue, "a")
    with pytest.raises(UnicodeEncodeError):
        put(catalogue, "b", title="lone \ud800")
    with pytest.raises(KeyError):
        catalogue.page(None, "no such order")
    assert catalogue.ids() == ["a"]
    assert not catalogue.is_stale


def test_a_closed_catalogue_is_closed(path: Path) -> None:
    catalogue = Catalogue(path)
    catalogue.close()
    catalogue.close()
    with pytest.raises(sqlite3.ProgrammingError):
        catalogue.ids()


def test_what_was_put_before_a_batch_failed_is_there(path: Path) -> None:
    def put_and_fail(catalogue: Catalogue) -> None:
        with catalogue.batch():
            put(catalogue, "a")
            raise RuntimeError

    with closing(Catalogue(path)) as catalogue:
        with pytest.raises(RuntimeError):
            put_and_fail(catalogue)
        assert catalogue.ids() == ["a"]
    assert ids(path) == ["a"]


def test_others_see_a_long_batch_before_its_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "HOLD", 0)
    with closing(Catalogue(path)) as catalogue, closing(Catalogue(path)) as other, catalogue.batch():
        for number in range(5):
            put(catalogue, f"a{number}")
        assert other.count() == 5


def test_a_batch_that_is_open_at_the_end_is_written(path: Path) -> None:
    with closing(Catalogue(path)) as catalogue:
        catalogue._database._batches = 1
        put(catalogue, "a")
    assert ids(path) == ["a"]


def test_threads_share_one_catalogue(catalogue: Catalogue) -> None:
    def work(number: int) -> int:
        with catalogue.batch():
            put(catalogue, f"a{number}", body=f"word{number}")
            put_notes(catalogue, f"a{number}", note(f"n{number}", themes=("law",)))
        assert catalogue.ids(parse(f"word{number}")) == [f"a{number}"]
        return len(catalogue.page(None, "title", 0, 5))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(60)))
    assert catalogue.count() == 60
    assert catalogue.themes() == [("law", 60, 60)]
    assert not catalogue.is_stale


WRITE = """
import sys
from contextlib import closing
from pathlib import Path
from reader.index.catalogue import Catalogue
from tests.index.samples import put
print("ready", flush=True)
sys.stdin.readline()
with closing(Catalogue(Path(sys.argv[1]))) as catalogue:
    for number in range(25):
        put(catalogue, f"{sys.argv[2]}-{number}", body="opened")
    print(catalogue._database.read("PRAGMA database_list")[0][2])
"""


def test_programs_that_start_at_once_share_one_index(path: Path) -> None:
    command = [sys.executable, "-c", WRITE, str(path)]
    pipe = subprocess.PIPE
    programs = [subprocess.Popen([*command, name], stdin=pipe, stdout=pipe, text=True) for name in ("x", "y", "z")]
    assert {program.stdout.readline() for program in programs if program.stdout} == {"ready\n"}
    for program in programs:
        if program.stdin:
            program.stdin.write("go\n")
            program.stdin.flush()
    assert {program.communicate(timeout=50)[0] for program in programs} == {f"{path}\n"}
    with closing(Catalogue(path)) as catalogue:
        assert catalogue.count(parse("opened")) == 75


def test_the_catalogue_is_imported_without_sqlite() -> None:
    check = "import sys, reader.index.catalogue, reader.index.query; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_an_article_may_be_put_from_a_listing_of_another_catalogue(catalogue: Catalogue) -> None:
    given = Listing(article("a"), highlights=3, themes=("law",))
    catalogue.put(given, STAMP, "")
    assert catalogue.get("a") == given
