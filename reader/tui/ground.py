"""Whether the terminal's ground is light or dark: asked with OSC 11 at the start, known when it answers, if it does.

Nothing waits for the answer. Until it comes, the ground is as it was the last time, or as COLORFGBG says, or dark.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.store.desk import Desk

QUESTION = "\x1b]11;?\x07"

BEGINNING = "\x1b]11;"
"""What only an answer begins with."""

_ANSWER = re.compile(r"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
_BEGUN = re.compile(r"\x1b\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?\Z")
_COLOR = re.compile(r"(?:rgba?:|#)([0-9a-fA-F]{1,4})/?([0-9a-fA-F]{1,4})/?([0-9a-fA-F]{1,4})")
_DEAF = ("linux", "dumb", "unknown", "vt", "cons")
"""How the names of terminals begin that do not understand the question."""


class GroundKnown(Message):
    """The terminal has said what its ground is."""

    def __init__(self, *, is_dark: bool) -> None:
        super().__init__()
        self.is_dark = is_dark


def may_ask(environ: Mapping[str, str]) -> bool:
    """Does the terminal understand the question, or pass over it?"""
    return not environ.get("TERM", "dumb").startswith(_DEAF)


def guess(environ: Mapping[str, str]) -> str:
    """`light` or `dark` as COLORFGBG says (ink;ground, each one of sixteen); empty where it says nothing."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not ground.isdecimal():
        return ""
    return "light" if int(ground) in {7, 9, 10, 11, 12, 13, 14, 15} else "dark"


def ground_colors(desk: Desk) -> str:
    """The palette for the terminal's ground, as far as that is known."""
    return "paper" if (desk.ground or guess(os.environ)) == "light" else "ink"


def split(text: str) -> tuple[str, list[bool], str]:
    """What was typed, whether each answer in it said dark, and the beginning of one at the end, which may go on."""
    begun = _BEGUN.search(text)
    partial = begun[0] if begun else ""
    if partial:
        text = text[: -len(partial)]
    answers = [dark for found in _ANSWER.finditer(text) if (dark := _is_dark(found[1])) is not None]
    return _ANSWER.sub("", text), answers, partial


def _is_dark(color: str) -> bool | None:
    """Is a colour as X11 writes it dark? None for what is no colour."""
    found = _COLOR.match(color)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5)
