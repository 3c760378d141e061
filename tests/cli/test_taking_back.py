"""What was written into an export comes back into the library when that is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

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
