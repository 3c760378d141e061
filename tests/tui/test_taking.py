"""What is put into a watched folder appears in the list while one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.settings import Settings
from tests.tui.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.library import Library


async def test_what_is_put_into_a_folder_appears_and_what_cannot_be_read_is_said_once(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.screens.taking.EVERY", 0.1)
    monkeypatch.setattr("reader.library.watched.REST", 0.0)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    async with desk(library, 140, 40, settings=Settings(folders=(str(inbox),))) as driver:
        (inbox / "a.md").write_text("# The tide tables\n\nThey lie.\n", "utf-8")
        await driver.until(lambda: "The tide tables" in driver.screen)
        await driver.until(lambda: "“The tide tables” came from a watched folder; u takes it back" in driver.screen)
        (inbox / "b.md").write_bytes(bytes(9))
        await driver.until(lambda: "b.md is no text" in driver.screen)
        await driver.press("u")
        await driver.until(lambda: "They lie." not in driver.screen and library.count() == 2)
    assert sorted(each.name for each in inbox.iterdir()) == ["a.md", "b.md"]
