"""Files that git left with its conflict markers: both sides of them."""

from __future__ import annotations

from enum import Enum, auto
from io import StringIO

_MARK = b"<<<<<<<"
"""Begins a line where two sides begin; in JSON no line of a text does, since its line ends are escaped."""

_LENGTH = 7
"""How often git writes the character of a marker."""


class _Part(Enum):
    BOTH = auto()
    OURS = auto()
    BASE = auto()
    THEIRS = auto()


_NEXT = {
    (_Part.BOTH, "<"): _Part.OURS,
    (_Part.OURS, "|"): _Part.BASE,
    (_Part.OURS, "="): _Part.THEIRS,
    (_Part.BASE, "="): _Part.THEIRS,
    (_Part.THEIRS, ">"): _Part.BOTH,
}


def is_marked(data: bytes) -> bool:
    """Has a file both sides of something?"""
    return data.startswith(_MARK) or b"\n" + _MARK in data


def unmark(text: str) -> tuple[str, ...]:
    """Our side of a text and theirs; the text alone where no conflict is marked, or one does not end."""
    ours: list[str] = []
    theirs: list[str] = []
    part, is_marked = _Part.BOTH, False
    for line in StringIO(text, newline="\n"):
        following = _NEXT.get((part, _marker(line)))
        if following is not None:
            part, is_marked = following, True
            continue
        if part in (_Part.BOTH, _Part.OURS):
            ours.append(line)
        if part in (_Part.BOTH, _Part.THEIRS):
            theirs.append(line)
    return ("".join(ours), "".join(theirs)) if is_marked and part is _Part.BOTH else (text,)


def _marker(line: str) -> str:
    """The character of the marker that a line is; empty where it is none."""
    sign = line[:1]
    rest = line[_LENGTH:].strip("\r\n")
    is_one = sign in "<|=>" and line[:_LENGTH] == sign * _LENGTH and (not rest or rest[0] == " ")
    return sign if is_one else ""
