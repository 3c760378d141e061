"""The app follows the terminal's light or dark ground where that is told, and waits for nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.settings import Settings
from reader.store import desk as desks
from reader.tui.escapes import UNFINISHED, Escapes
from reader.tui.ground import GroundKnown, guess, may_ask
from tests.tui.desk import desk

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.message import Message

    from reader.library import Library

WHITE, BLACK = "\x1b]11;rgb:ffff/ffff/ffff", "\x1b]11;rgb:1616/1818/1d1d"


def read(*pieces: str) -> list[object]:
    """What comes out when pieces are read one soon after the other, then nothing for a while."""
    escapes = Escapes(has_asked=True)
    found: list[Message] = []
    for number, piece in enumerate(pieces):
        found += escapes.feed(piece, number / 1000)
    found += escapes.tick(number / 1000 + UNFINISHED)
    return [*said(found)]


def said(messages: Iterable[Message]) -> Iterable[object]:
    for message in messages:
        if isinstance(message, GroundKnown):
            yield "dark" if message.is_dark else "light"
        elif isinstance(message, events.Key):
            yield message.key


@pytest.mark.parametrize(
    ("answer", "ground"),
    [
        (f"{WHITE}\x07", "light"),
        (f"{BLACK}\x1b\\", "dark"),
        ("\x1b]11;rgba:f0f0/f0f0/f0f0/ffff\x07", "light"),
        ("\x1b]11;#101010\x07", "dark"),
    ],
)
def test_an_answer_is_understood_and_no_key(answer: str, ground: str) -> None:
    assert read(f"a{answer}b") == [ground, "a", "b"]
    for at in range(1, len(answer)):
        assert [one for one in read(answer[:at], answer[at:]) if one in {"light", "dark"}] == [ground]
        assert read(answer[:at], answer[at:]) == [ground]


def test_an_answer_that_never_ends_is_no_key_either() -> None:
    assert read("\x1b]11;rgb:ff") == []
    assert read("\x1b]11;nothing\x07x") == ["x"]


def test_keys_are_keys_though_an_answer_may_come() -> None:
    assert read("\x1b[A", "j", "\x1b") == ["up", "j", "escape"]


@pytest.mark.parametrize(
    ("value", "ground"), [("15;0", "dark"), ("0;15", "light"), ("0;default;7", "light"), ("", ""), ("x;y", "")]
)
def test_colorfgbg_is_a_first_guess(value: str, ground: str) -> None:
    assert guess({"COLORFGBG": value}) == ground


def test_a_terminal_that_would_not_understand_is_not_asked() -> None:
    assert may_ask({"TERM": "xterm-256color"})
    assert not may_ask({"TERM": "linux"})
    assert not may_ask({})


async def test_a_light_ground_is_paper_and_remembered(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        assert driver.app.theme == "ink"
        driver.app.post_message(GroundKnown(is_dark=False))
        await driver.settle()
        assert driver.app.theme == "paper"
        await driver.press("ctrl+q")
    assert desks.load(root).ground == "light"


async def test_a_colour_that_was_chosen_wins(library: Library) -> None:
    async with desk(library, settings=Settings(colors="sepia")) as driver:
        driver.app.post_message(GroundKnown(is_dark=False))
        await driver.settle()
        assert driver.app.theme == "sepia"
        await driver.press("ctrl+t")
        assert driver.app.theme == "contrast"
        driver.app.post_message(GroundKnown(is_dark=True))
        await driver.settle()
        assert driver.app.theme == "contrast"


async def test_after_the_last_palette_comes_the_terminals_ground_again(library: Library) -> None:
    async with desk(library) as driver:
        seen = []
        for _ in range(4):
            await driver.press("ctrl+t")
            seen.append(driver.app.theme)
        assert seen == ["paper", "sepia", "contrast", "ink"]
        assert "as the terminal’s ground is" in driver.screen
        driver.app.post_message(GroundKnown(is_dark=False))
        await driver.settle()
        assert driver.app.theme == "paper"


pytest.importorskip("termios", reason="a pseudo-terminal is a thing of Unix")

if os.name == "posix":
    from tests.tui.test_driver import Terminal, terminal

    __all__ = ["terminal"]

    PAPER_GROUND, INK_GROUND = b"48;2;250;247;240", b"48;2;22;24;29"

    def test_a_terminal_that_answers_gets_its_palette(terminal: Terminal) -> None:
        terminal.until(b"\x1b]11;?\x07")
        terminal.press(f"{WHITE}\x1b\\".encode())
        terminal.until(b"empty houses")
        terminal.settle()
        if PAPER_GROUND not in terminal.output:
            terminal.until(PAPER_GROUND)
        terminal.press(b"?")
        terminal.until(b"Article list")

    def test_a_terminal_that_does_not_answer_is_dark_and_waits_for_nothing(terminal: Terminal) -> None:
        terminal.until(b"empty houses")
        assert INK_GROUND in terminal.output
        assert PAPER_GROUND not in terminal.output
