from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.importing import FORMATS
from reader.sources.notes.formats import NAMES
from tests.sources.notes.reading import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader

CLIPPINGS = str(CORPUS / "kindle-english.txt")


def test_the_formats_are_those_that_are_known() -> None:
    assert ("auto", *NAMES) == FORMATS


def test_an_import_says_what_came_and_where_and_the_second_one_that_it_is_here(desk: Reader) -> None:
    result = desk("import", CLIPPINGS)
    assert (result.code, result.out) == (0, "The Salt Road (its passages alone): 1 new\n1 new\n")
    assert "bookmark" in result.err
    assert desk("import", CLIPPINGS).out.endswith("Nothing changed: 1 here already\n")
    (note,) = desk("notes", "salt", "--json").data
    assert (note["note"], note["status"]) == ("Who says nobody?", "anchored")
    assert "1 note imported from Kindle into 1 article" in desk("undo").out
    assert desk("notes", "--json").data == []


def test_a_dry_run_says_what_would_come_and_why_and_changes_nothing(desk: Reader, root: Path) -> None:
    desk("mark", "houses", "--quote", "For eleven years", "--theme", "time")
    before = sorted(root.rglob("*"))
    result = desk("import", "--dry-run", str(CORPUS / "hypothesis-export.json"))
    assert (
        result.out == "The town that counted its empty houses (by its address): 1 new, 1 merged\n"
        "  “For eleven years”: The passage is marked here already: it gets the themes and the note that it lacks.\n"
        "This would be: 1 new, 1 merged\n"
    )
    records = desk("import", "--dry-run", "--json", str(CORPUS / "hypothesis-export.json")).data
    assert [(record["fate"], record["found_by"]) for record in records] == [("merged", "address"), ("new", "address")]
    assert sorted(root.rglob("*")) == before


def test_exit_codes_tell_what_became_of_the_files(desk: Reader, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.csv"
    rubbish.write_text("a,b\n1,2\n", "utf-8")
    assert desk("import", str(tmp_path / "none.csv")).code == 3
    assert desk("import", "--format", "paper", CLIPPINGS).code == 2
    assert desk("import").code == 2
    result = desk("import", str(rubbish))
    assert result.code == 1
    assert "KOReader" in result.err
    result = desk("import", str(rubbish), str(tmp_path / "none.csv"), CLIPPINGS)
    assert result.code == 1
    assert "none.csv" in result.err
    assert "rubbish.csv" in result.err
    assert "1 new" in result.out
    assert desk("import", str(tmp_path)).code == 1


def test_a_file_without_notes_is_trouble(desk: Reader) -> None:
    result = desk("import", "--format", "readwise", str(CORPUS / "koreader-book.json"))
    assert result.code == 1
    assert "No notes were found in" in result.err


def test_titles_of_strangers_reach_no_terminal(desk: Reader, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("Highlight,Title\nwords \x1b[31m red,\x1b]0;owned\x07[bold]title\n", "utf-8")
    result = desk("import", str(path))
    assert "\x1b" not in result.out + result.err
    assert "[bold]title" in result.out
