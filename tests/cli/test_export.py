from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader

WRONG = "It was the wrong question."
HOUSES = "The town that counted its empty houses.md"


@pytest.fixture
def marked(desk: Reader) -> Reader:
    """A library with a highlight in each of its two articles."""
    desk("mark", "bridge", "--quote", WRONG, "--theme", "law", "--theme", "people")
    desk("mark", "houses", "--quote", "a volunteer survey", "--theme", "people", "--note", "Who asked?")
    return desk


@pytest.mark.parametrize("where", [(), ("-o", "-"), ("--format", "markdown")])
def test_the_export_goes_to_standard_output(marked: Reader, where: tuple[str, ...]) -> None:
    result = marked("export", *where)
    assert (result.code, result.err) == (0, "")
    assert f"> {WRONG}" in result.out
    assert "> a volunteer survey" in result.out
    assert result.out.count("reader_id") == 2


def test_the_export_is_of_what_matches(marked: Reader) -> None:
    out = marked("export", "theme:law").out
    assert WRONG in out
    assert "survey" not in out


def test_a_folder_gets_a_file_for_each_article_and_a_summary_is_told(marked: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert marked("export", "-o", str(folder)) == (0, "", "reader: 2 new, 0 updated, 0 unchanged.\n")
    assert HOUSES in [path.name for path in folder.iterdir()]
    assert marked("export", "-o", str(folder)).err == "reader: 0 new, 0 updated, 2 unchanged.\n"
    marked("mark", "bridge", "--quote", "carried my grandmother")
    assert marked("export", "-o", str(folder)).err == "reader: 0 new, 1 updated, 1 unchanged.\n"


def test_a_file_that_was_edited_is_left_and_told(marked: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    marked("export", "-o", str(folder))
    (folder / HOUSES).write_text("my own words")
    result = marked("export", "-o", str(folder))
    assert result.code == 0
    assert f"{HOUSES} is no export, and is left as it is" in result.err
    assert len([*folder.iterdir()]) == 3
    assert (folder / HOUSES).read_text() == "my own words"


def test_an_export_by_theme_has_a_file_for_each_theme(marked: Reader, tmp_path: Path) -> None:
    marked("mark", "houses", "--quote", "stood empty")
    result = marked("export", "--by", "theme", "-o", str(tmp_path / "out"))
    assert "1 highlight has no theme" in result.err
    assert "2 new, 0 updated" in result.err
    people = (tmp_path / "out" / "people.md").read_text("utf-8")
    assert WRONG in people
    assert "a volunteer survey" in people
    assert "survey" not in (tmp_path / "out" / "law.md").read_text("utf-8")


def test_a_name_with_md_is_a_file(marked: Reader, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "law.md"
    assert marked("export", "theme:law", "-o", str(path)).err == "reader: 1 new, 0 updated, 0 unchanged.\n"
    assert WRONG in path.read_text("utf-8")
    assert marked("export", "theme:law", "-o", str(path)).err == "reader: 0 new, 0 updated, 1 unchanged.\n"
    before = path.read_bytes()
    result = marked("export", "houses", "-o", str(path))
    assert result.code == 1
    assert "is no export of this" in result.err
    assert path.read_bytes() == before


def test_a_file_of_someone_else_is_left_as_it_is(marked: Reader, tmp_path: Path) -> None:
    path = tmp_path / "law.md"
    path.write_text("my own words")
    result = marked("export", "theme:law", "-o", str(path))
    assert result.code == 1
    assert "it is left as it is" in result.err
    assert path.read_text() == "my own words"


def test_one_file_for_several_articles_is_wrong_use(marked: Reader, tmp_path: Path) -> None:
    result = marked("export", "-o", str(tmp_path / "all.md"))
    assert result.code == 2
    assert "name a folder" in result.err
    assert not (tmp_path / "all.md").exists()


@pytest.mark.parametrize("place", ["out", "out.md"])
def test_a_dry_run_says_what_would_be_written_and_writes_nothing(marked: Reader, tmp_path: Path, place: str) -> None:
    result = marked("export", "houses", "-o", str(tmp_path / place), "--dry-run")
    assert result.code == 0
    assert '+title: "The town that counted its empty houses"' in result.out
    assert "1 new, 0 updated, 0 unchanged; nothing was written." in result.err
    assert not (tmp_path / place).exists()


def test_a_dry_run_tells_new_from_updated(marked: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    marked("export", "houses", "-o", str(folder))
    before = (folder / HOUSES).read_bytes()
    marked("mark", "houses", "--quote", "stood empty")
    assert "1 new, 1 updated, 0 unchanged; nothing" in marked("export", "-o", str(folder), "--dry-run").err
    assert [path.read_bytes() for path in folder.iterdir()] == [before]


def test_a_dry_run_of_standard_output_prints_no_words(marked: Reader) -> None:
    result = marked("export", "--dry-run")
    assert (result.code, result.out) == (0, "")
    assert HOUSES in result.err


def test_nothing_to_export_is_told(desk: Reader, tmp_path: Path) -> None:
    result = desk("export", "-o", str(tmp_path / "out"))
    assert (result.code, result.out) == (0, "")
    assert "Nothing is highlighted yet." in result.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_trouble(marked: Reader, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = marked("export", "-o", str(tmp_path / "file" / "out"))
    assert result.code == 1
    assert "cannot be written" in result.err


def test_an_empty_place_is_not_the_folder_that_one_is_in(
    desk: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk("mark", "houses", "--quote", "eleven years")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    result = desk("export", "-o", "")
    assert (result.code, result.out) == (2, "")
    assert "-o is empty" in result.err
    assert not [*(tmp_path / "here").iterdir()]
