from __future__ import annotations

import pytest

from reader.keymap import COMMANDS, Keymap, Place
from reader.tui.key_line import Button, KeyLine
from tests.tui.hosting import Host, screen_text

LIST = [
    command
    for command in Keymap(COMMANDS).at(Place.LIST, Place.EVERYWHERE)
    if command.footer or command.id == "everywhere.back"
]


async def test_the_pane_s_own_keys_stand_left_and_those_for_everywhere_right() -> None:
    line = KeyLine()
    async with Host(line).driven(80, 2) as pilot:
        line.show(LIST)
        await pilot.pause()
        row = screen_text(pilot.app).splitlines()[0]
        assert row.startswith(" enter Read  a Add  r Read/unread  s Star  S Sort")
        assert row.endswith("/ Search  ? Help  q Back")
        assert len(row) == 79


async def test_where_there_is_little_room_help_and_back_stay() -> None:
    line = KeyLine()
    async with Host(line).driven(30, 2) as pilot:
        line.show(LIST)
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == "     / Search  ? Help  q Back"
        await pilot.resize_terminal(20, 2)
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == "     ? Help  q Back"


@pytest.mark.parametrize("width", [1, 2, 5, 9, 20])
async def test_it_is_never_wider_than_the_screen(width: int) -> None:
    line = KeyLine()
    async with Host(line).driven(width, 2) as pilot:
        line.show(LIST, "Keep the note?")
        await pilot.pause()
        assert all(len(row) <= width for row in screen_text(pilot.app).splitlines())


async def test_a_click_on_a_key_or_its_word_presses_it() -> None:
    line = KeyLine()
    host = Host(line)
    async with host.driven(80, 2) as pilot:
        line.show(LIST)
        await pilot.click(line, offset=(1, 0))
        await pilot.click(line, offset=(14, 0))
        await pilot.click(line, offset=(78, 0))
        assert [message.command.action for message in host.posted(KeyLine.Pressed)] == ["open", "screen.add", "leave"]


async def test_a_click_beside_the_keys_presses_nothing() -> None:
    line = KeyLine()
    host = Host(line)
    async with host.driven(80, 2) as pilot:
        line.show(LIST)
        await pilot.click(line, offset=(0, 0))
        await pilot.click(line, offset=(50, 0))
        assert not host.posted(KeyLine.Pressed)


async def test_keys_may_answer_a_question() -> None:
    line = KeyLine()
    host = Host(line)
    async with host.driven(60, 2) as pilot:
        line.show((Button("yes", ("y",), "answer", "Keep"), Button("no", ("n",), "answer", "Discard")), "Keep it?")
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == " Keep it?  y Keep  n Discard"
        await pilot.click(line, offset=(13, 0))
        assert [message.command.id for message in host.posted(KeyLine.Pressed)] == ["yes"]
