"""Terminals too small for anything, and what is done in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

SIZES = [(1, 1), (4, 3), (20, 5)]


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_everything_opens_in_a_terminal_of_any_size(library: Library, width: int, height: int) -> None:
    async with desk(library, width, height) as driver:
        await driver.press("ctrl+p", "a", "escape", "question_mark", "escape", "slash", "b", "enter", "enter")
        await driver.press("m", "m", "a", "enter", "i", "b", "ctrl+s", "tab", "j", "q", "z", "slash", "e", "escape")
        await driver.pilot.resize_terminal(100, 30)
        await driver.settle()
        assert "The harbour board" in driver.screen


async def test_a_highlight_that_was_deleted_where_there_was_no_room_is_not_seen_later(
    library: Library, root: Path
) -> None:
    library.mark(library.find("bridge").article.id, "The harbour board")
    async with desk(library, 3, 3) as driver:
        await driver.open("bridge")
        await driver.press("w", "d")
        assert notes(root) == []
        await driver.pilot.resize_terminal(100, 30)
        await driver.settle()
        assert "no highlights" in driver.screen
        assert "▎" not in driver.screen


@pytest.mark.parametrize(
    "keys", [["enter"], ["enter", "m", "m"], ["enter", "m", "m", "escape", "i"], ["ctrl+p"], ["question_mark"]]
)
async def test_a_terminal_may_change_its_size_below_a_dialog(library: Library, keys: list[str]) -> None:
    async with desk(library) as driver:
        await driver.press(*keys)
        for width, height in (*SIZES, (200, 60), (120, 36)):
            await driver.pilot.resize_terminal(width, height)
            await driver.settle()
        assert driver.app.is_running
