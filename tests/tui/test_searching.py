"""Searching in the article: live, with a count, and exactly back with esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.desk import desk

if TYPE_CHECKING:
    from reader.library import Library


async def test_matches_are_shown_and_counted_while_one_types(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("slash")
        await driver.type("qu")
        assert "‸question we were" in driver.marked
        assert "1 of 2" in driver.screen
        await driver.press("down")
        assert "wrong ‸question" in driver.marked
        assert "2 of 2" in driver.screen
        await driver.type("ez")
        assert "nothing says quez" in driver.screen
        assert driver.marked.startswith("‸")


async def test_tab_asks_for_whole_words(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("slash")
        await driver.type("the")
        assert "1 of 9" in driver.screen
        await driver.press("tab")
        assert "search whole words" in driver.screen
        assert "1 of 8" in driver.screen
        await driver.press("enter", "n", "n")
        assert "3 of 8 matches" in driver.screen


async def test_esc_shows_exactly_what_one_saw(library: Library) -> None:
    path = library.root / "articles" / "long.md"
    path.write_text("\n\n".join(f"Paragraph {number} stands here." for number in range(200)), "utf-8")
    library.refresh()
    async with desk(library, 100, 20) as driver:
        await driver.open("Paragraph 0")
        await driver.press("space", "space", "j")
        before = driver.screen
        await driver.press("slash")
        await driver.type("150")
        assert "‸150" in driver.marked
        await driver.press("escape")
        assert driver.screen == before
        assert not driver.desk.page.caret_shown
        await driver.press("w", "v", "w")
        before = driver.screen
        await driver.press("slash")
        await driver.type("9")
        await driver.press("escape")
        assert driver.screen == before


async def test_steps_wrap_around_and_say_so_and_are_one_jump(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("w", "slash")
        await driver.type("bridge")
        await driver.press("enter", "n", "n")
        assert "on from the start" in driver.screen
        await driver.press("N")
        assert "on from the end" in driver.screen
        await driver.press("ctrl+o")
        assert "The ‸harbour" in driver.marked


async def test_a_search_that_finds_nothing_keeps_the_one_before(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("slash")
        await driver.type("bridge")
        await driver.press("enter", "slash")
        await driver.type("zz")
        await driver.press("enter")
        assert "nothing says zz" in driver.screen
        await driver.press("n")
        assert "2 of 2 matches" in driver.screen
