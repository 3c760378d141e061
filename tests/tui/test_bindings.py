from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widget import Widget

from reader.keymap import COMMANDS, Place, build
from reader.tui.bindings import bindings, key_name, keymap_of, owner, rebound, run, shown
from tests.tui.hosting import Host

if TYPE_CHECKING:
    from textual.binding import Binding


def _bindings(*places: Place) -> dict[str, Binding]:
    return {binding.id or "": binding for binding in bindings(*places) if not isinstance(binding, tuple)}


def test_every_command_of_a_place_is_bound_under_its_id() -> None:
    made = _bindings(Place.LIST)
    assert made.keys() == {command.id for command in COMMANDS if command.place is Place.LIST}
    assert made["list.down"].key == "j,down"
    assert made["list.down"].action == "step(1)"
    assert made["list.open"].show
    assert not made["list.down"].show


def test_sequences_are_left_to_the_reading_pane() -> None:
    assert "moving.highlight_next" not in _bindings(Place.MOVING)


def test_one_can_quit_from_everywhere() -> None:
    made = _bindings(Place.EVERYWHERE)
    assert made["everywhere.quit"].priority
    assert not made["everywhere.back"].priority


def test_only_what_a_person_changed_is_rebound() -> None:
    keymap, problems = build({"list.down": "ctrl+n, n", "moving.highlight_next": "g h"})
    assert not problems
    assert rebound(keymap)["list.down"] == "ctrl+n,n"
    assert rebound(keymap).keys() == {"list.down"}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("m", "m"),
        ("] h", "]h"),
        ("escape", "esc"),
        ("ctrl+d", "ctrl+d"),
        ("shift+left", "shift+←"),
        ("pagedown", "pgdn"),
        ("space", "space"),
        ("?", "?"),
        ("+", "+"),
    ],
)
def test_a_key_is_shown_as_people_read_it(key: str, expected: str) -> None:
    assert shown(key) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Key("right_square_bracket", "]"), "]"),
        (Key("M", "M"), "M"),
        (Key("quotation_mark", '"'), '"'),
        (Key("dollar_sign", None), "$"),
        (Key("space", " "), "space"),
        (Key("escape", "\x1b"), "escape"),
        (Key("ctrl+r", "\x12"), "ctrl+r"),
        (Key("down", None), "down"),
        (Key("ö", "ö"), "ö"),
    ],
)
def test_an_event_has_the_name_that_stands_in_the_table(event: Key, expected: str) -> None:
    assert key_name(event) == expected


class _Actor(Widget):
    done: tuple[int, ...] = ()

    def action_count(self, step: int) -> None:
        self.done = (*self.done, step)


async def test_an_action_runs_where_it_is_known() -> None:
    outer, inner = _Actor(), Widget()
    host = Host(outer)
    async with host.driven():
        await outer.mount(inner)
        assert owner(inner, "count(3)") is outer
        assert await run(inner, "count(3)")
        assert outer.done == (3,)
        assert owner(inner, "nobody_knows") is None
        assert not await run(inner, "nobody_knows")


async def test_an_app_without_a_table_has_the_one_that_is_shipped() -> None:
    host = Host()
    async with host.driven():
        assert keymap_of(host).commands == COMMANDS
