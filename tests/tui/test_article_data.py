"""An article's data edited: from the keys to the file and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (50, 10)])
async def test_the_data_is_changed_in_the_file_and_taken_back(
    library: Library, root: Path, size: tuple[int, int]
) -> None:
    path = root / "articles" / "houses.md"
    before = path.read_bytes()
    async with desk(library, *size) as driver:
        await driver.press("slash")
        await driver.type("volunteer")
        await driver.press("enter", "e")
        await driver.press("home", "ctrl+k")
        await driver.type("Empty town")
        await driver.press("tab", "home", "ctrl+k")
        await driver.press("enter")
        assert path.read_text("utf-8").startswith("---\ntitle: Empty town\nsource: The Harbour Review\n")
        assert path.read_bytes().endswith(before[before.index(b"---\nFor") :])
        assert "title, author of “The town" in driver.screen
        assert driver.desk.articles.current is not None
        assert driver.desk.articles.current.article.title == "Empty town"
        await driver.press("escape", "u")
        assert path.read_bytes() == before
        assert "undone: title, author of" in driver.screen
        assert "The town that counted" in driver.screen


async def test_what_cannot_be_kept_is_said_and_can_be_corrected(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.press("slash")
        await driver.type("houses")
        await driver.press("enter", "e", "down", "down", "down", "home", "ctrl+k")
        await driver.type("soon")
        await driver.press("enter")
        assert "“soon” is no date" in driver.screen
        await driver.press("home", "ctrl+k")
        await driver.type("May 2026")
        await driver.press("ctrl+s")
        assert "published: 2026-05\n" in (root / "articles" / "houses.md").read_text("utf-8")


async def test_escape_changes_nothing(library: Library, root: Path) -> None:
    path = root / "articles" / "houses.md"
    before = path.read_bytes()
    async with desk(library) as driver:
        await driver.press("e")
        await driver.type("x")
        await driver.press("escape")
        assert path.read_bytes() == before
        await driver.press("e", "enter")
        assert path.read_bytes() == before


async def test_what_was_typed_is_not_thrown_away_by_quitting(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("e", "ctrl+q")
        assert not driver.app.is_running
    async with desk(library) as driver:
        await driver.press("e")
        await driver.type("x")
        await driver.press("ctrl+q")
        assert driver.app.is_running
        assert "not saved: enter saves it, esc leaves it" in driver.screen
        await driver.press("escape", "ctrl+q")
        assert not driver.app.is_running
