from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.keymap import build
from reader.settings import Settings
from reader.tui.panes.reading_keys import OverMotion, OverObject, Pending, Run, Unknown, Waiting
from tests.tui.desk import desk

if TYPE_CHECKING:
    from reader.library import Library


def typed(keys: str, operator: str = "", *, selecting: bool = False) -> tuple[Pending, object]:
    """What the last of some keys means."""
    pending = Pending(build()[0])
    if operator:
        pending.begin(operator)
    outcome: object = None
    for key in keys.split():
        outcome = pending.feed(key, selecting=selecting)
    return pending, outcome


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("s", OverObject("mark", "sentence", 1)),
        ("q", OverObject("mark", "quotation", 1)),
        ("l", OverObject("mark", "line", 1)),
        ("m", OverObject("mark", "sentence", 1)),
        ("3 s", OverObject("mark", "sentence", 3)),
        ("i w", OverObject("mark", "inner_word", 1)),
        ("2 a p", OverObject("mark", "a_paragraph", 2)),
        (")", OverMotion("mark", "sentence_next", 1)),
        ("1 0 }", OverMotion("mark", "paragraph_next", 10)),
        ("$", OverMotion("mark", "line_end", 1)),
        ("b", OverMotion("mark", "word_back", 1)),
        ("] ]", OverMotion("mark", "heading_next", 1)),
        ("x", Unknown("mx")),
        ("y", Unknown("my")),
        ("i x", Unknown("mix")),
    ],
)
def test_an_operator_takes_an_object_or_a_motion(keys: str, outcome: object) -> None:
    pending, last = typed(keys, "mark")
    assert last == outcome
    assert pending.is_empty


def test_a_doubled_operator_means_the_sentence() -> None:
    assert typed("y", "copy")[1] == OverObject("copy", "sentence", 1)
    assert typed("Y", "quote")[1] == OverObject("quote", "sentence", 1)
    assert typed("M", "mark_again")[1] == OverObject("mark_again", "sentence", 1)


def test_brackets_wait_for_their_second_key() -> None:
    assert typed("] h")[1] == Run("move('highlight_next')")
    assert typed("[ n")[1] == Run("move('note_back')")
    assert typed("] x")[1] == Unknown("]x")
    pending, outcome = typed("]")
    assert outcome == Waiting()
    assert pending.shown == "]"


def test_i_and_a_take_an_object_only_in_a_selection() -> None:
    assert typed("i")[1] is None
    assert typed("i s", selecting=True)[1] == OverObject("", "inner_sentence", 1)


def test_what_is_pending_is_shown() -> None:
    assert typed("2 i", "mark")[0].shown == "m2i"


def test_a_rebound_operator_doubles_under_its_own_key() -> None:
    keymap, problems = build({"marking.mark": "p"})
    pending = Pending(keymap)
    pending.begin("mark")
    assert problems == ()
    assert pending.feed("p") == OverObject("mark", "sentence", 1)


async def test_a_person_may_make_one_key_of_two_and_two_of_one(library: Library) -> None:
    keys = {"moving.heading_next": "L", "moving.word_next": "g w"}
    async with desk(library, settings=Settings(keys=keys)) as driver:
        await driver.open("town")
        await driver.press("w")
        assert driver.marked.startswith("‸For")
        await driver.press("g", "w")
        assert driver.marked.startswith("For ‸eleven")
        await driver.press("L")
        assert "‸What the survey found" in driver.marked
