from __future__ import annotations

import pytest

from reader.keymap import COMMANDS, Place, build
from reader.tui.bindings import TABLE, shown
from reader.tui.key_line import KeyLine
from reader.tui.screens.help import HelpScreen, HelpText
from reader.tui.screens.help_text import MOUSE_HEADING, OBJECTS_HEADING, SEARCH_HEADING, Line, lines, sections
from tests.tui.hosting import Host, hit, screen_text, write


def _text(found: tuple[Line, ...]) -> str:
    return "\n".join("".join(piece for _, piece in line).rstrip() for line in found)


def test_every_command_is_in_the_help() -> None:
    said = _text(lines(sections(TABLE, Place.LIST), "", 100))
    for command in COMMANDS:
        if ".favourite_" not in command.id:
            assert command.help.replace("`", "")[:40] in said
            assert all(shown(key) in said for key in command.keys)


def test_the_place_one_is_in_comes_first() -> None:
    for place, first in ((Place.LIST, Place.LIST), (Place.MARKING, Place.MOVING), (Place.NOTES, Place.NOTES)):
        headings = [part.heading for part in sections(TABLE, place)]
        assert headings[0] == first
        assert {*headings} == {*Place, OBJECTS_HEADING, MOUSE_HEADING, SEARCH_HEADING}


def test_a_search_wants_all_of_its_words() -> None:
    found = _text(lines(sections(TABLE, Place.LIST), "next quotation", 80))
    assert "next direct quotation" in found
    assert "previous" not in found


def test_a_key_is_looked_up_as_a_key_first() -> None:
    found = _text(lines(sections(TABLE, Place.LIST), "]h", 80)).splitlines()
    assert found[0] == "The key ]h"
    assert found[1].split()[0] == "]h"


def test_what_is_not_there_is_told() -> None:
    assert _text(lines(sections(TABLE, Place.LIST), "[red]xyzzy", 80)) == "Nothing in the help says [red]xyzzy"


def test_a_person_s_own_keys_are_shown() -> None:
    keymap, _ = build({"list.star": "ctrl+y"})
    assert "ctrl+y" in _text(lines(sections(keymap, Place.LIST), "star", 80))


async def test_the_help_is_searched_and_closed_by_keys() -> None:
    host = Host(dialog=HelpScreen(TABLE, Place.LIST))
    async with host.driven() as pilot:
        assert "Article list" in screen_text(pilot.app)
        await hit(pilot, "slash")
        await write(pilot, "quotation")
        assert "next direct quotation" in screen_text(pilot.app)
        assert "Article list" not in screen_text(pilot.app)
        await hit(pilot, "escape")
        await pilot.pause()
        assert "Article list" in screen_text(pilot.app)
        await hit(pilot, "q")
    assert host.results == [None]


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_any_of_three_keys_closes_the_help(key: str) -> None:
    host = Host(dialog=HelpScreen(TABLE, Place.LIST))
    async with host.driven() as pilot:
        await hit(pilot, key)
    assert host.results == [None]


async def test_the_help_is_scrolled_by_keys_and_mouse() -> None:
    host = Host(dialog=HelpScreen(TABLE, Place.LIST))
    async with host.driven() as pilot:
        text = pilot.app.screen.query_one(HelpText)
        await hit(pilot, "j", "j")
        assert text.scroll_offset.y == 2
        await hit(pilot, "space", "b", "k", "k", "G")
        assert text.scroll_offset.y == text.virtual_size.height - text.size.height
        await hit(pilot, "g")
        assert text.scroll_offset.y == 0
        await pilot.click(KeyLine, offset=(24, 0))
        assert text.scroll_offset.y == text.size.height - 1
        await pilot.click(KeyLine, offset=(12, 0))
    assert host.results == [None]


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (3, 2), (1, 1)])
async def test_it_lives_on_any_screen(size: tuple[int, int]) -> None:
    host = Host(dialog=HelpScreen(TABLE, Place.NOTES))
    async with host.driven(*size) as pilot:
        await hit(pilot, "j", "space", "slash", "m")
        await pilot.pause()
        assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())
        await hit(pilot, "escape", "escape")
    assert host.results == [None]
