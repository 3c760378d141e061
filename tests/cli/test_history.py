from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader

BRIDGE = "highlight made in “The harbour board of Port Alder voted on Tuesda…”: the old bridge"


@pytest.fixture
def marked(desk: Reader) -> Reader:
    """A library in which two things were done."""
    desk("mark", "bridge", "--quote", "the old bridge", "--theme", "bridges")
    desk("mark", "houses", "--quote", "a volunteer survey")
    return desk


def test_what_was_done_is_listed_the_last_first(marked: Reader) -> None:
    lines = marked("log").out.splitlines()
    assert [line.split("  ")[1] for line in lines] == [
        "highlight made in “The town that counted its empty houses”: a volunteer survey",
        BRIDGE,
    ]
    first, second = marked("log", "--json").data
    assert list(first) == ["id", "at", "label", "undone", "kinds", "changes", "articles"]
    assert first["articles"][0]["title"] == "The town that counted its empty houses"
    assert second["kinds"] == ["theme", "note"]
    assert second["at"].endswith("+00:00")


def test_the_log_of_an_article_and_of_a_query(marked: Reader) -> None:
    for words in (("--article", "bridge"), ("ferry",)):
        (one,) = marked("log", "--json", *words).data
        assert one["label"] == BRIDGE
    assert marked("log", "--article", "nowhere").code == 3
    nothing = marked("log", "is:starred")
    assert (nothing.code, nothing.out) == (0, "")
    assert "Nothing was done there yet" in nothing.err


def test_only_so_many_are_listed_and_that_there_is_more_is_said(marked: Reader) -> None:
    result = marked("log", "-n", "1")
    assert len(result.out.splitlines()) == 1
    assert "There is more" in result.err
    assert marked("log", "-n", "0").err == ""


def test_undo_and_redo_name_each_step_and_the_log_marks_what_was_undone(marked: Reader) -> None:
    result = marked("undo")
    assert (result.code, result.out) == (
        0,
        "undone: highlight made in “The town that counted its empty houses”: a volunteer survey\n",
    )
    assert len(marked("notes", "--json").data) == 1
    assert [done["undone"] for done in marked("log", "--json").data] == [True, False]
    assert "(undone)" in marked("log").out
    assert marked("undo", "--redo").out.startswith("done again: highlight made in “The town")
    assert len(marked("notes", "--json").data) == 2
    result = marked("undo", "-n", "5")
    assert (result.code, len(result.out.splitlines())) == (1, 2)
    assert "2 of 5 steps" in result.err
    assert marked("notes", "--json").data == marked("themes", "--json").data == []
    result = marked("undo")
    assert (result.code, result.out) == (3, "")
    assert "nothing to undo" in result.err


def test_what_was_changed_since_is_left_and_named(marked: Reader, root: Path) -> None:
    article = marked("list", "ferry", "--json").data[0]["id"]
    path = root / "notes" / f"{article}.json"
    path.write_text(path.read_text("utf-8").replace('"note": ""', '"note": "by hand"'), "utf-8")
    result = marked("undo", "-n", "2")
    assert (result.code, len(result.out.splitlines())) == (1, 1)
    assert "changed elsewhere since: highlight made in “The harbour" in result.err
    assert [note["note"] for note in marked("notes", "--json").data] == ["by hand"]


def test_what_was_pruned_is_said_at_the_end_of_the_log_and_by_doctor(marked: Reader, root: Path) -> None:
    (root / "history" / "2001-01-0badcafe.jsonl").write_text(
        '{"id": "1", "at": "2001-01-01", "label": "", "changes": []}\n'
    )
    library = Library.open(root)
    library.tidy(24)
    library.close()
    for words in (("log",), ("doctor",)):
        result = marked(*words)
        assert result.code == 0
        assert "(1 operation) was taken away" in result.err
    assert "taken away" not in marked("log", "-n", "1").err
