from __future__ import annotations

import pytest

from reader.tui.status_line import StatusLine
from tests.tui.hosting import Host, screen_text


async def test_two_texts_stand_at_the_ends_of_the_line() -> None:
    line = StatusLine()
    async with Host(line).driven(40, 2) as pilot:
        line.show("3 of 60", "7 highlights · 45%")
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == " 3 of 60             7 highlights · 45%"


async def test_where_there_is_little_room_the_right_text_loses_its_parts() -> None:
    line = StatusLine()
    async with Host(line).driven(26, 2) as pilot:
        line.show("[red]a title[/red]", "7 highlights · 45%")
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == " [red]a title[/red]   45%"
        await pilot.resize_terminal(16, 2)
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == " [red]a title[…"


async def test_what_gave_way_to_a_long_message_comes_back_after_it() -> None:
    line = StatusLine()
    async with Host(line).driven(40, 2) as pilot:
        line.show(" a very long message about what was done", "2 highlights · 3 min left · 45%")
        await pilot.pause()
        line.show(" short", "2 highlights · 3 min left · 45%")
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == " short  2 highlights · 3 min left · 45%"


async def test_an_alarm_is_told_without_colour_too() -> None:
    line = StatusLine()
    async with Host(line).driven(40, 2) as pilot:
        line.show("  3 unsaved", "", alarm=True)
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == " ! 3 unsaved"


@pytest.mark.parametrize("width", [1, 2, 3])
async def test_it_lives_on_any_screen(width: int) -> None:
    line = StatusLine()
    async with Host(line).driven(width, 1) as pilot:
        line.show("港町", "45%", alarm=True)
        await pilot.pause()
        assert len(screen_text(pilot.app)) <= width
