"""What was written into an export comes back into the library when that is asked for."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader

HOUSES = "The town that counted its empty houses.md"


@pytest.fixture
def vault(desk: Reader, tmp_path: Path) -> Path:
    """An export in a folder, whose notes a person has changed."""
    desk("mark", "houses", "--quote", "a volunteer survey", "--theme", "people", "--note", "Who asked?")
    desk("mark", "houses", "--quote", "stood empty")
    folder = tmp_path / "vault"
    desk("export", "--format", "obsidian", "-o", str(folder))
    path = folder / HOUSES
    text = path.read_text("utf-8").replace("Who asked?", "Asked *whom*?")
    path.write_text(text.replace("stood empty", "STOOD empty"), "utf-8")
    return folder


def note_on(desk: Reader, words: str) -> str:
    """The note on the passage with such words."""
    found = [each for each in json.loads(desk("notes", "--json").out) if words in each["quote"]]
    return str(found[0]["note"])


def test_a_changed_note_is_taken_and_can_be_undone(desk: Reader, vault: Path) -> None:
    result = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert f"{HOUSES}: takes back the note “Asked *whom*?”" in result.err
    assert note_on(desk, "survey") == "Asked *whom*?"
    again = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert "takes back" not in again.err
    assert "1 unchanged" in again.err
    desk("undo")
    assert note_on(desk, "survey") == "Who asked?"


def test_changed_words_of_a_quotation_are_never_taken(desk: Reader, vault: Path) -> None:
    result = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert "of “stood empty” more was changed than the note" in result.err
    assert "STOOD empty" in (vault / HOUSES).read_text("utf-8")
    assert note_on(desk, "stood empty") == ""


def test_a_dry_run_takes_nothing(desk: Reader, vault: Path) -> None:
    result = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back", "--dry-run")
    assert "would take back the note “Asked *whom*?”" in result.err
    assert note_on(desk, "survey") == "Who asked?"


def test_without_being_asked_nothing_is_taken_and_theirs_stays(desk: Reader, vault: Path) -> None:
    before = (vault / HOUSES).read_bytes()
    desk("export", "--format", "obsidian", "-o", str(vault))
    assert note_on(desk, "survey") == "Who asked?"
    assert (vault / HOUSES).read_bytes() == before


def test_a_note_that_was_changed_in_the_library_too_is_not_taken_unasked(desk: Reader, vault: Path, root: Path) -> None:
    with closing(Library.open(root)) as library:
        listing, noted = next(
            (at, each.annotation) for at, group in library.notes() for each in group if each.annotation.note
        )
        library.notes_store.put(listing.article, [replace(noted, note="Who counted?")])
    result = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert "the note on “a volunteer survey” was changed in the library as well" in result.err
    assert note_on(desk, "survey") == "Who counted?"
    text = (vault / HOUSES).read_text("utf-8")
    assert "- Note: Asked *whom*?" in text
    assert "- Note: Who counted?" in text


def test_of_two_files_with_other_words_on_a_passage_none_loses_them(desk: Reader, vault: Path) -> None:
    copy = vault / "A copy.md"
    copy.write_text((vault / HOUSES).read_text("utf-8").replace("Asked *whom*?", "Asked how?"), "utf-8")
    result = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert "in other words: this one stays there" in result.err
    kept = [path.read_text("utf-8") for path in (copy, vault / HOUSES)]
    assert any("Asked how?" in text for text in kept)
    assert any("Asked *whom*?" in text for text in kept)


@pytest.mark.parametrize("arguments", [(), ("--format", "csv", "-o", "x.csv")])
def test_where_there_are_no_notes_none_can_be_taken(desk: Reader, arguments: tuple[str, ...]) -> None:
    result = desk("export", "--take-back", *arguments)
    assert (result.code, result.out) == (2, "")
    assert "--take-back is for notes in a folder" in result.err


def test_what_is_taken_is_made_harmless_and_taken_once(desk: Reader, vault: Path) -> None:
    text = (vault / HOUSES).read_text("utf-8")
    (vault / HOUSES).write_text(text.replace("Asked *whom*?", "Ole\u0301 \u202e\x1b[31m"), "utf-8")
    desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert note_on(desk, "survey") == "Ol\xe9 \u200b\ufffd[31m"
    text = (vault / HOUSES).read_text("utf-8")
    assert "Ol\xe9" in text
    (vault / HOUSES).write_text(text.replace("Ol\xe9", "Ole\u0301"), "utf-8")
    again = desk("export", "--format", "obsidian", "-o", str(vault), "--take-back")
    assert "takes back" not in again.err


def test_what_the_export_escaped_in_a_note_is_not_taken_for_a_persons(desk: Reader, tmp_path: Path) -> None:
    desk("mark", "houses", "--quote", "a volunteer survey", "--note", "<b>Who</b> asked, 5 %% of all?")
    desk("export", "--format", "obsidian", "-o", str(tmp_path / "vault"))
    path = tmp_path / "vault" / HOUSES
    text = path.read_text("utf-8")
    assert "\\<b>Who\\</b> asked, 5 \\%% of all?" in text
    path.write_text(text.replace("of all?", "of them?"), "utf-8")
    desk("export", "--format", "obsidian", "-o", str(tmp_path / "vault"), "--take-back")
    assert note_on(desk, "survey") == "<b>Who</b> asked, 5 %% of them?"
