"""Commands on a disk that cannot be written: what reads works, what writes says why and ends with 4."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from reader.index import database
from reader.store import atomic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.running import Reader

WRONG = "It was the wrong question."


def forbid(*_: Any, **__: Any) -> Any:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.fixture
def kept(desk: Reader, root: Path) -> Iterator[Reader]:
    """A library with a note, on a disk that cannot be written any more; one of its folders is missing."""
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law")
    (root / "trash").rmdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "_open", forbid)
        patch.setattr(atomic, "_make_folder", forbid)
        patch.setattr("reader.store.locks.Flock.acquire", forbid)
        yield desk


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("list",), "The town that counted its empty houses"),
        (("show", "bridge"), WRONG),
        (("notes",), WRONG),
        (("themes",), "law"),
        (("export",), WRONG),
        (("log",), "highlight made"),
        (("doctor",), "The library is sound: 2 articles, 1 highlight."),
    ],
)
def test_what_reads_works(command: tuple[str, ...], words: str, kept: Reader) -> None:
    result = kept(*command)
    assert (result.code, result.err) == (0, "")
    assert words in result.out


@pytest.mark.parametrize(
    "command", [("mark", "bridge", "--quote", "the old bridge"), ("undo",), ("themes", "rename", "law", "justice")]
)
def test_what_writes_says_why_and_leaves_everything(command: tuple[str, ...], kept: Reader, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.json*")}
    result = kept(*command)
    assert result.code == 4
    assert "Read-only file system" in result.err
    assert {path: path.read_bytes() for path in root.rglob("*.json*")} == before


def test_an_index_that_cannot_be_written_hides_no_article(
    desk: Reader, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = desk("list").out
    opened = database._open

    def full(path: Path | str) -> tuple[sqlite3.Connection, bool]:
        """A disk on which no file may grow."""
        connection, is_new = opened(path)
        if path != ":memory:":
            connection.execute("PRAGMA max_page_count = 1")
        return connection, is_new

    monkeypatch.setattr(database, "_open", full)
    (root / "articles" / "new.md").write_text("words " * 100_000, "utf-8")
    result = desk("list")
    assert (result.code, result.err) == (0, "")
    assert set(listed.splitlines()) < set(result.out.splitlines())
    monkeypatch.setattr(atomic, "_open", forbid)
    result = desk("mark", "bridge", "--quote", "the old bridge")
    assert result.code == 4
    assert "Read-only file system" in result.err
