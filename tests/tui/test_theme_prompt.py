from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.tui.dialogs.theme_list import ThemeChips, ThemeList
from reader.tui.dialogs.theme_prompt import ThemePrompt
from reader.tui.key_line import KeyLine
from tests.tui.hosting import Host, hit, screen_text, write
from tests.tui.samples import USES

if TYPE_CHECKING:
    from collections.abc import Iterable

LAST = ("numbers", "testimony")
QUOTE = "fewer than two hundred homes [red]stood[/red] empty"


def _host(chosen: Iterable[str] = (), last: Iterable[str] = LAST) -> Host:
    return Host(dialog=ThemePrompt(USES, tuple(chosen), tuple(last), QUOTE))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("economy/tariffs, testimony", ("economy/tariffs", "testimony")),
        ("TESTIMONY", ("testimony",)),
        ("brand new", ("brand new",)),
        ("tes", ("tes",)),
        ("testimony,", ("testimony",)),
        ("testimony, Testimony", ("testimony",)),
        (",,", LAST),
    ],
)
async def test_enter_takes_what_is_typed_as_it_is(keys: str, expected: tuple[str, ...]) -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, keys)
        await hit(pilot, "enter")
    assert host.results == [expected]


async def test_enter_alone_takes_the_last_themes() -> None:
    host = _host()
    async with host.driven() as pilot:
        assert "enter alone takes numbers, testimony" in screen_text(pilot.app)
        await hit(pilot, "enter")
    assert host.results == [LAST]


async def test_escape_leaves_everything_as_it_is() -> None:
    host = _host(("housing",))
    async with host.driven() as pilot:
        await write(pilot, "testimony")
        await hit(pilot, "escape")
    assert host.results == [None]


async def test_tab_completes_and_a_comma_comes_by_itself() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "tes")
        await hit(pilot, "tab")
        await write(pilot, "economy/ta")
        await hit(pilot, "tab", "enter")
    assert host.results == [("testimony", "economy/tariffs")]


async def test_tab_behind_a_whole_name_begins_another() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "tes")
        await hit(pilot, "tab", "tab")
        await write(pilot, "num")
        await hit(pilot, "tab", "enter")
    assert host.results == [("testimony", "numbers")]


async def test_a_slash_behind_a_completed_name_nests() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "num")
        await hit(pilot, "tab")
        await write(pilot, "/first")
        await hit(pilot, "enter")
    assert host.results == [("numbers/first",)]


async def test_a_space_behind_a_completed_name_begins_another() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "tes")
        await hit(pilot, "tab", "space")
        await write(pilot, "to v")
        await hit(pilot, "tab", "enter")
    assert host.results == [("testimony", "to verify")]


async def test_a_comma_behind_a_completed_name_is_not_doubled() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "tes")
        await hit(pilot, "tab")
        await write(pilot, ", num")
        await hit(pilot, "tab", "enter")
    assert host.results == [("testimony", "numbers")]


async def test_a_theme_reached_by_the_arrows_is_what_enter_takes() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "numbers, t")
        await hit(pilot, "down", "down", "enter")
    assert host.results == [("numbers", "to verify")]


async def test_up_from_the_first_theme_leaves_the_list() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "t")
        await hit(pilot, "down", "up", "enter")
    assert host.results == [("t",)]


async def test_space_takes_themes_from_the_list_and_gives_them_back() -> None:
    host = _host()
    async with host.driven() as pilot:
        await hit(pilot, "down", "space", "down", "space")
        await pilot.pause()
        assert "▎ housing ×  ▎ testimony ×" in screen_text(pilot.app)
        assert "✓ ▎ housing" in screen_text(pilot.app)
        await hit(pilot, "space", "up", "up", "enter")
    assert host.results == [("housing",)]


async def test_a_theme_taken_from_the_list_uses_up_the_word_that_led_to_it() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "numbers, tes")
        await hit(pilot, "down", "space", "up", "up", "up", "enter")
    assert sorted(host.results[0] or ()) == ["numbers", "testimony"]  # type: ignore[call-overload]


async def test_a_click_takes_a_theme_and_another_gives_it_back() -> None:
    host = _host()
    async with host.driven() as pilot:
        await pilot.click(ThemeList, offset=(10, 0))
        await pilot.click(ThemeList, offset=(10, 1))
        await pilot.click(ThemeList, offset=(10, 0))
        await hit(pilot, "enter")
    assert host.results == [("testimony",)]


async def test_everything_can_be_done_by_mouse() -> None:
    host = _host(("numbers", "housing"))
    async with host.driven() as pilot:
        await pilot.click(ThemeChips, offset=(10, 0))
        await pilot.click(ThemeList, offset=(10, 1))
        await pilot.click(KeyLine, offset=(2, 0))
    assert host.results == [("housing", "testimony")]


async def test_what_was_chosen_before_is_kept() -> None:
    host = _host(("housing",))
    async with host.driven() as pilot:
        await write(pilot, "numbers")
        await hit(pilot, "enter")
    assert host.results == [("housing", "numbers")]


async def test_all_themes_can_be_taken_away() -> None:
    host = _host(("housing", "numbers"))
    async with host.driven() as pilot:
        await hit(pilot, "backspace", "backspace", "backspace", "enter")
    assert host.results == [()]


async def test_a_click_on_a_chip_that_was_typed_takes_its_word_away() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "brand new, testimony")
        await pilot.click(ThemeChips, offset=(3, 0))
        await hit(pilot, "enter")
    assert host.results == [("testimony",)]


async def test_it_shows_what_enter_would_do() -> None:
    host = _host(("housing",))
    async with host.driven() as pilot:
        await write(pilot, "TESTIMONY, brand new")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "▎ housing ×  ▎ testimony ×  ▎ new: brand new ×" in shown
        assert "No theme like brand new yet" in shown
        assert QUOTE in shown


async def test_names_are_shown_letter_for_letter() -> None:
    host = _host(("[@click=app.quit]x[/]",))
    async with host.driven() as pilot:
        await write(pilot, "alert")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "[red]alert[/red]" in shown
        assert "[@click=app.quit]x[/]" in shown


async def test_without_any_theme_it_says_how_to_make_one() -> None:
    host = Host(dialog=ThemePrompt(()))
    async with host.driven() as pilot:
        assert "No themes yet" in screen_text(pilot.app)
        await hit(pilot, "down", "up", "tab", "enter")
    assert host.results == [()]


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (8, 3), (1, 1), (60, 14)])
async def test_it_works_on_small_screens(size: tuple[int, int]) -> None:
    host = _host(("housing", "economy/tariffs"))
    async with host.driven(*size) as pilot:
        await hit(pilot, "down", "down", "space", "up", "up", "up")
        await write(pilot, "brand new")
        await pilot.pause()
        assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())
        await hit(pilot, "enter")
    assert host.results == [("housing", "economy/tariffs", "testimony", "brand new")]


async def test_on_a_small_screen_input_and_offers_are_seen() -> None:
    host = _host()
    async with host.driven(40, 10) as pilot:
        await write(pilot, "tes")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "❯ tes" in shown
        assert "▎ testimony" in shown
        assert "enter Take" in shown
