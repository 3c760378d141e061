from __future__ import annotations

import pytest

from reader.tui.selection_bar import ON_HIGHLIGHT, ON_SELECTION, SelectionBar
from tests.tui.hosting import Host, screen_text


async def test_it_shows_under_the_selection_what_can_be_done_with_it() -> None:
    bar = SelectionBar()
    async with Host(bar).driven(60, 20) as pilot:
        bar.show_at(10, 4)
        await pilot.pause()
        rows = screen_text(pilot.app).splitlines()
        assert rows[5] == "         Highlight · Theme · Note · Copy"
        bar.show_at(10, 4, on_highlight=True)
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[5] == "         Themes · Note · Copy · Delete"
        bar.hide()
        await pilot.pause()
        assert not bar.is_shown
        assert not screen_text(pilot.app).strip()


@pytest.mark.parametrize("at", [(59, 19), (0, 0), (59, 0), (0, 19), (30, 17)])
async def test_it_stays_on_the_screen_and_off_the_last_lines(at: tuple[int, int]) -> None:
    bar = SelectionBar()
    async with Host(bar).driven(60, 20) as pilot:
        bar.show_at(*at)
        await pilot.pause()
        rows = screen_text(pilot.app).splitlines()
        (row,) = [number for number, text in enumerate(rows) if "Highlight · Theme · Note · Copy" in text]
        assert row != at[1]


@pytest.mark.parametrize(("x", "number"), [(2, 0), (14, 1), (22, 2), (29, 3)])
async def test_a_click_asks_for_what_the_word_says_and_the_bar_goes(x: int, number: int) -> None:
    bar = SelectionBar()
    host = Host(bar)
    async with host.driven(60, 20) as pilot:
        bar.show_at(10, 4)
        await pilot.pause()
        await pilot.click(bar, offset=(x, 0))
        assert [message.action for message in host.posted(SelectionBar.Chosen)] == [ON_SELECTION[number][1]]
        assert not bar.is_shown


async def test_a_click_between_two_words_does_nothing() -> None:
    bar = SelectionBar()
    host = Host(bar)
    async with host.driven(60, 20) as pilot:
        bar.show_at(10, 4, on_highlight=True)
        await pilot.pause()
        await pilot.hover(bar, offset=(2, 0))
        await pilot.click(bar, offset=(8, 0))
        assert not host.posted(SelectionBar.Chosen)
        await pilot.click(bar, offset=(2, 0))
        assert [message.action for message in host.posted(SelectionBar.Chosen)] == [ON_HIGHLIGHT[0][1]]


async def test_it_lives_on_a_tiny_screen() -> None:
    bar = SelectionBar()
    async with Host(bar).driven(20, 5) as pilot:
        bar.show_at(15, 3)
        await pilot.pause()
        assert "Highlight · Theme" in screen_text(pilot.app)
