"""What is typed comes out as Textual's own parser has it, a lone Escape only sooner."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from reader.tui.escapes import ALONE, Escapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

TYPED = ("a", "é", "港", "\r", "\x7f", "\x11", "\x1b[A", "\x1b[1;5C", "\x1bOP", "\x1b[3~", "\x1b[<0;12;5M", "\x1b[I")
PASTED = ("\x1b[200~two\nlines\x1b[201~", "\x1b[200~\x1b[201~", "\x1b[200~with \x1b in it\x1b[201~")


def _said(messages: Iterable[Message]) -> list[tuple[object, ...]]:
    """What the messages say, without when they were made."""
    said: list[tuple[object, ...]] = []
    for message in messages:
        match message:
            case events.Key():
                said.append((message.key, message.character))
            case events.Paste():
                said.append(("paste", message.text))
            case events.MouseEvent():
                said.append((type(message).__name__, message.x, message.y, message.button))
            case _:
                said.append((type(message).__name__,))
    return said


def _in_pieces(text: str, cuts: set[int]) -> list[str]:
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@given(st.lists(st.sampled_from(TYPED + PASTED), min_size=1, max_size=8), st.sets(st.integers(1, 80)))
def test_in_whatever_pieces_it_arrives_it_is_what_textual_s_parser_makes_of_it(
    typed: list[str], cuts: set[int]
) -> None:
    text = "".join(typed)
    ours, now = Escapes(), 0.0
    said: list[tuple[object, ...]] = []
    for piece in _in_pieces(text, cuts):
        said += _said(ours.feed(piece, now))
        now += ALONE * 0.9  # just too soon for a lone Escape
        said += _said(ours.tick(now))
    assert said == _said(XTermParser().feed(text))


def test_an_escape_alone_is_the_key_as_soon_as_nothing_followed_for_a_moment() -> None:
    ours = Escapes()
    assert not _said(ours.feed("\x1b", 1.0))
    assert ours.patience(1.0) == pytest.approx(ALONE)
    assert not _said(ours.tick(1.0 + ALONE / 2))
    assert _said(ours.tick(1.001 + ALONE)) == [("escape", "\x1b")]
    assert ours.patience(1.001 + ALONE) is None
    assert _said(ours.feed("[A", 2.0)) == [("left_square_bracket", "["), ("A", "A")]


def test_escape_and_a_letter_in_one_piece_are_alt_and_that_letter() -> None:
    ours, theirs = Escapes(), XTermParser()
    assert _said(ours.feed("\x1bx", 1.0)) == _said(theirs.feed("\x1bx"))


def test_two_escapes_are_two() -> None:
    ours = Escapes()
    assert not _said(ours.feed("\x1b\x1b", 1.0))
    assert _said(ours.tick(2.0)) == [("escape", "\x1b")] * 2


def test_a_sequence_that_has_begun_is_waited_for_longer() -> None:
    ours = Escapes()
    assert not _said(ours.feed("\x1b[", 1.0))
    assert not _said(ours.tick(1.0 + 2 * ALONE))
    assert _said(ours.feed("A", 1.0 + 3 * ALONE)) == [("up", None)]


def test_the_end_of_something_pasted_may_come_late() -> None:
    ours = Escapes()
    assert not _said(ours.feed("\x1b[200~words\x1b", 1.0))
    assert not _said(ours.tick(1.05))
    assert _said(ours.feed("[201~", 1.05)) == [("paste", "words")]


def test_nothing_is_waited_for_after_a_letter() -> None:
    ours = Escapes()
    assert _said(ours.feed("j", 1.0)) == [("j", "j")]
    assert ours.patience(1.0) is None


def test_what_was_set_by_hand_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCDELAY", "300")
    ours = Escapes()
    assert not _said(ours.feed("\x1b", 1.0))
    assert not _said(ours.tick(1.25))
    assert _said(ours.tick(1.301)) == [("escape", "\x1b")]
