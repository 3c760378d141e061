from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import at_rest, being_written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader


def test_a_sound_library_is_told_in_one_line(desk: Reader) -> None:
    desk("mark", "bridge", "--quote", "It was the wrong question.")
    assert desk("doctor") == (0, "The library is sound: 2 articles, 1 highlight.\n", "")
    assert desk("doctor", "--json") == (0, "[]\n", "")


def test_an_empty_library_is_sound(reader: Reader, root: Path) -> None:
    (root / "articles").mkdir(parents=True)
    assert reader("doctor") == (0, "The library is sound: 0 articles, 0 highlights.\n", "")


def test_a_library_that_is_not_there_is_not_sound_and_not_made(reader: Reader, root: Path) -> None:
    result = reader("doctor")
    assert (result.code, result.out) == (4, "")
    assert f"There is no library at {root}." in result.err
    assert not root.exists()


def test_each_problem_is_named(desk: Reader, root: Path) -> None:
    houses = desk("mark", "houses", "--quote", "a volunteer survey found 1,204", "--json").data
    bridge = desk("mark", "bridge", "--quote", "It was the wrong question.", "--json").data
    survey = root / "articles" / "houses.md"
    survey.write_text(survey.read_text("utf-8").replace("volunteer survey found 1,204", "count"), "utf-8")
    torn = root / "notes" / f"{bridge['article_id']}.json"
    torn.write_text("{ torn")
    being_written(torn)
    (root / "articles" / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    result = desk("doctor")
    assert (result.code, result.out) == (1, "")
    assert "articles/image.md" in result.err
    assert f"notes/{bridge['article_id']}.json: It is damaged: it is not JSON from line 1" in result.err
    assert f"notes/{houses['article_id']}.json: “a volunteer survey found 1,204” is no longer" in result.err
    assert result.err.count("reader: ") == 3


def test_problems_have_the_keys_of_the_contract(desk: Reader, root: Path) -> None:
    (root / "articles" / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    result = desk("doctor", "--json")
    assert result.code == 1
    (problem,) = result.data
    assert list(problem) == ["path", "severity", "message", "fixed"]
    assert (problem["path"], problem["severity"]) == ("articles/image.md", "error")
    assert "image.md" in result.err


def test_notes_without_an_article_that_cannot_be_read_are_named_once(desk: Reader, root: Path) -> None:
    desk("list")
    torn = root / "notes" / "gone.json"
    torn.write_text("{ torn")
    being_written(torn)
    (root / "notes" / "folder.json").mkdir()
    result = desk("doctor")
    assert result.code == 1
    assert result.err.count("gone.json: It is damaged") == result.err.count("folder.json cannot be read") == 1


def test_a_command_that_meets_damaged_notes_mends_them_says_so_and_goes_on(desk: Reader, root: Path) -> None:
    made = desk("mark", "bridge", "--quote", "It was the wrong question.", "--json").data
    path = root / "notes" / f"{made['article_id']}.json"
    path.write_bytes(path.read_bytes()[:-20])
    at_rest(path)
    result = desk("notes", "--json")
    assert result.code == 1
    assert [note["id"] for note in result.data] == [made["id"]]
    assert result.err.count("was damaged") == 1
    assert desk("notes", "--json") == (0, result.out, "")
