"""Quitting: nothing that was written is lost unasked, and nothing is asked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import StoreError
from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.library import Library


def _full(*_: object) -> None:
    raise StoreError("notes cannot be written: No space left on device.")


async def test_a_note_that_is_being_written_is_asked_about(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("M", "s", "i")
        await driver.type("look")
        await driver.press("ctrl+q")
        assert driver.app.is_running
        assert "Keep the note?" in driver.screen
        await driver.press("y")
        assert [note["note"] for note in notes(root)] == ["look"]
        await driver.press("ctrl+q")
        assert not driver.app.is_running


async def test_a_note_that_is_only_looked_at_holds_nothing_up(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("M", "s", "i", "ctrl+q")
        assert not driver.app.is_running


async def test_what_is_asked_is_asked_once_and_says_what_is_unsaved(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library) as driver:
        monkeypatch.setattr(library.notes_store, "set_state", _full)
        await driver.press("s")
        assert "1 change unsaved" in driver.screen
        await driver.press("q", "ctrl+q", "ctrl+q")
        assert "1 change could not be saved" in driver.screen
        await driver.press("n")
        assert driver.desk.is_current
