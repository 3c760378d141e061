from __future__ import annotations

import io
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader


@pytest.fixture
def marked(desk: Reader) -> Reader:
    """A library of two articles, one of them with two notes."""
    desk("mark", "houses", "--quote", "a volunteer survey", "--note", "ask them")
    desk("mark", "houses", "--quote", "eleven years")
    return desk


def test_an_article_goes_to_the_trash_is_listed_and_comes_back(marked: Reader, root: Path) -> None:
    result = marked("trash", "put", "empty houses")
    assert (result.code, result.out) == (
        0,
        "“The town that counted its empty houses” moved to the trash with its 2 notes\n",
    )
    assert [article["id"] for article in marked("list", "houses", "--json").data] == []
    (listed,) = marked("trash", "--json").data
    assert list(listed) == [
        "kind",
        "id",
        "article_id",
        "article_title",
        "trashed",
        "notes",
        "quote",
        "note",
        "path",
    ]
    assert (listed["kind"], listed["notes"], listed["path"]) == ("article", 2, "articles/houses.md")
    assert "with 2 notes" in marked("trash").out
    assert marked("doctor").code == 0
    result = marked("trash", "restore", "empty houses")
    assert (result.code, result.out) == (0, "“The town that counted its empty houses” restored with its 2 notes\n")
    assert len(marked("notes", "--json").data) == 2
    assert (root / "articles" / "houses.md").is_file()
    assert marked("trash", "restore", "empty houses").code == 3


def test_a_deleted_note_is_in_the_trash_and_comes_back_by_its_id(marked: Reader) -> None:
    marked("undo")
    (listed,) = marked("trash", "list", "--json").data
    assert (listed["kind"], listed["quote"]) == ("note", "eleven years")
    assert "“eleven years” in The town" in marked("trash").out
    assert marked("trash", "restore", listed["id"]).code == 0
    assert len(marked("notes", "--json").data) == 2
    assert marked("trash", "--json").data == []


def test_emptying_asks_and_says_how_many_notes_go(marked: Reader, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    marked("trash", "put", "houses")
    result = marked("trash", "empty")
    assert (result.code, result.out) == (2, "")
    assert "--yes" in result.err
    for answer, count in (("n\n", 1), ("y\n", 0)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        result = marked("trash", "empty")
        assert result.code == 0
        assert "Delete 1 article with 2 notes for ever? [y/N]" in result.err
        assert len(marked("trash", "--json").data) == count
    assert result.out == "Deleted for ever: 1 article and 2 notes.\n"
    assert "still in the history" in result.err
    assert [*(root / "trash").iterdir()] == []
    assert marked("trash", "empty", "--yes").err == "reader: The trash is empty.\n"
    assert "trash emptied" in marked("log").out


def test_only_what_is_old_is_emptied(marked: Reader) -> None:
    marked("trash", "put", "houses")
    result = marked("trash", "empty", "--older-than", "30", "--yes")
    assert (result.code, result.out) == (0, "")
    assert "Nothing is in the trash for so long" in result.err
    assert len(marked("trash", "--json").data) == 1


def test_what_was_added_is_put_into_the_trash_by_undo(marked: Reader, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("# New\n\nWords.\n", "utf-8")
    marked("add", str(tmp_path / "new.md"))
    assert marked("undo").out == "undone: “New” added\n"
    (listed,) = marked("trash", "--json").data
    assert listed["article_title"] == "New"
    assert marked("undo", "--redo").out == "done again: “New” added\n"
    assert len(marked("list", "New", "--json").data) == 1


def test_what_one_command_added_is_one_step(marked: Reader, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.md" for name in ("one", "two")]
    for path in paths:
        path.write_text(f"# {path.stem}\n\nWords of {path.stem}.\n", "utf-8")
    marked("add", *map(str, paths))
    assert marked("log", "-n", "1", "--json").data[0]["label"] == "2 articles added"
    assert marked("undo").out == "undone: 2 articles added\n"
    assert len(marked("trash", "--json").data) == 2


def test_what_is_named_twice_comes_back_once(marked: Reader) -> None:
    marked("trash", "put", "houses")
    assert marked("trash", "restore", "houses", "empty houses").out.count("restored") == 1
    assert marked("undo").out.startswith("undone: “The town that counted its empty houses” restored")
    assert marked("list", "houses", "--json").data == []


def test_what_is_thrown_away_while_somebody_is_asked_stays(
    marked: Reader, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    class Slow(io.StringIO):
        def isatty(self) -> bool:
            return True

        def readline(self, _: int | None = -1, /) -> str:  # type: ignore[override]
            other = Library.open(root, clock=lambda: datetime.now(UTC) + timedelta(hours=1))
            other.trash.put([other.find("bridge").article.id])
            other.close()
            return "y\n"

    marked("trash", "put", "houses")
    monkeypatch.setattr(sys, "stdin", Slow())
    assert marked("trash", "empty").out == "Deleted for ever: 1 article and 2 notes.\n"
    assert [thrown["article_title"][:11] for thrown in marked("trash", "--json").data] == ["The harbour"]
