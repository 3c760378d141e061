"""How the text is set: changed while one reads, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.settings import Settings
from reader.store import desk as desks
from tests.tui.desk import Driver, desk

if TYPE_CHECKING:
    from reader.library import Library


async def choose(hands: Driver, words: str) -> None:
    """Run a command from the palette."""
    await hands.press("ctrl+p")
    await hands.type(words)
    await hands.app.workers.wait_for_complete()
    await hands.pilot.pause()
    await hands.press("enter")
    await hands.pilot.pause()


async def test_plus_and_minus_change_the_measure_which_is_remembered(library: Library) -> None:
    async with desk(library, 220) as hands:
        await hands.press("enter")
        await hands.press("plus", "plus")
        assert hands.desk.page.typesetting.measure == 76
        assert "lines of 76 characters" in hands.screen
        await hands.press("minus")
        assert hands.desk.page.shown_measure == 74
        await hands.press("ctrl+q")
    assert desks.load(library.root).measure == 74
    async with desk(library, 220) as hands:
        await hands.press("enter")
        assert hands.desk.page.shown_measure == 74


async def test_a_measure_that_is_too_long_is_refused_in_words(library: Library) -> None:
    async with desk(library, 160, settings=Settings(measure=110)) as hands:
        await hands.press("enter", "plus")
        assert hands.desk.page.typesetting.measure == 110
        assert "longer ones do not read well" in hands.screen


async def test_where_there_is_no_room_for_the_measure_the_status_line_says_so(library: Library) -> None:
    async with desk(library, 60) as hands:
        await hands.press("enter", "plus")
        assert "here is room for 52" in hands.screen


async def test_justification_spacing_paragraphs_and_hyphens_are_in_the_palette(library: Library) -> None:
    async with desk(library, 120) as hands:
        await hands.press("enter")
        for words in ("justify", "hyphenate", "line spacing", "paragraph style"):
            await choose(hands, words)
        setting = hands.desk.page.typesetting
        assert (setting.justify, setting.hyphenate, setting.spacing, setting.paragraphs) == (True, True, 2, "indent")
        await hands.press("ctrl+q")
    found = desks.load(library.root)
    assert (found.justify, found.hyphenate, found.line_spacing, found.paragraphs) == (True, True, 2, "indent")


async def test_what_is_configured_holds_until_something_else_is_chosen(library: Library) -> None:
    settings = Settings(measure=66, line_spacing=2, paragraphs="indent", justify=True, hyphenate=True)
    async with desk(library, 200, settings=settings) as hands:
        await hands.press("enter")
        assert hands.desk.page.typesetting.spacing == 2
        await choose(hands, "justify")
        setting = hands.desk.page.typesetting
        assert (setting.measure, setting.justify, setting.hyphenate) == (66, False, True)
        assert "lines ragged" in hands.screen


async def test_after_a_resize_the_status_line_says_how_much_is_in_view(library: Library) -> None:
    async with desk(library, 80, 40) as hands:
        await hands.press("enter")
        assert "100%" in hands.screen
        await hands.pilot.resize_terminal(80, 8)
        await hands.settle()
        assert "100%" not in hands.screen
        await hands.pilot.resize_terminal(80, 40)
        await hands.settle()
        assert "100%" in hands.screen
