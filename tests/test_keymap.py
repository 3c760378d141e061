from __future__ import annotations

from collections import Counter

import pytest

from reader.keymap import COMMANDS, NEVER, Place, build


def test_every_command_has_a_name_of_its_own_and_says_what_it_does() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []
    assert all(command.label and command.help for command in COMMANDS)


@pytest.mark.parametrize("place", Place)
def test_no_key_means_two_things_in_one_place_and_none_is_one_that_terminals_confuse(place: Place) -> None:
    keys = [key for command in COMMANDS if command.place is place for key in command.keys]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert not NEVER.intersection(keys)


def test_a_person_s_keys_take_the_place_of_ours() -> None:
    keymap, problems = build({"list.star": "*, f2"})
    assert problems == ()
    star = next(command for command in keymap.commands if command.id == "list.star")
    assert star.keys == ("*", "f2")
    assert keymap.by_key(Place.LIST)["*"] is star
    assert "s" not in keymap.by_key(Place.LIST)


@pytest.mark.parametrize(
    ("overrides", "complaint"),
    [
        ({"list.sing": "x"}, "has no command 'list.sing'"),
        ({"list.star": " , "}, "names no key"),
        ({"list.star": "r"}, "bound to both"),
        ({"list.star": "g s"}, "only while one reads"),
        ({"list.star": "ctrl+m"}, "cannot tell 'ctrl+m'"),
    ],
)
def test_a_key_that_cannot_be_is_complained_of(overrides: dict[str, str], complaint: str) -> None:
    _, problems = build(overrides)
    assert any(complaint in problem for problem in problems)
