"""Transcripts in plain text: which lines begin a turn, because they name who speaks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME = r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?[\])]?\s+(?:-\s+)?)?"
_NAME = r"[^\W\d_](?:[^\W\d_]|['\u2019.-])*"
_SPEAKER = rf"(?P<speaker>Q|A|{_NAME}(?: {_NAME}){{0,3}})(?: \([^()]{{1,30}}\))?:(?= )"
_TURN = re.compile(rf"{_TIME}(?:{_SPEAKER}|(?P<nick><[^<>\s]{{1,30}}>) )")
_FEWEST = 3
"""Turns that a transcript has at least."""


def turns(lines: Sequence[str]) -> frozenset[str]:
    """Give the lines that begin a turn: two speakers or more, of whom one speaks again."""
    named = [(line, name) for line in lines if (":" in line or "<" in line) and (name := _speaker(line))]
    speakers = Counter(name for _, name in named)
    again = {name for name, times in speakers.items() if times > 1}
    if len(named) < _FEWEST or len(speakers) < 2 or not again:
        return frozenset()
    return frozenset(line for line, _ in named)


def _speaker(line: str) -> str:
    """Give who speaks from the beginning of `line` on; each of the name's words has a capital."""
    match = _TURN.match(line)
    if match is None:
        return ""
    if match["nick"]:
        return match["nick"]
    words = match["speaker"].split()
    return match["speaker"] if all(word[0].isupper() for word in words) else ""
