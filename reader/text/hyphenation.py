"""Where a word may be divided, by the dictionaries of pyphen, which is loaded when it is first asked for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BEFORE, AFTER = 2, 3
"""Letters that stay on the line, and that go on to the next, at least."""

LONGEST = 60
"""Letters of the longest word that is divided."""

_LETTERS = "A-Za-z\u00b5-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1fff"
_WORD = re.compile(rf"[^\w\s]{{0,2}}([{_LETTERS}]{{5,}})(?![\w\u0300-\u036f])")
"""A word of Latin, Greek or Cyrillic letters alone, behind its opening marks."""


@cache
def divider(language: str) -> Callable[[str], list[int]] | None:
    """What tells the places at which a word of `language` may be divided; None where nobody knows."""
    if not language:
        return None
    try:
        import pyphen  # type: ignore[import-untyped]  # noqa: PLC0415 - most people divide no words
    except ImportError:
        return None
    known = pyphen.language_fallback(language)
    if known is None:
        return None
    try:
        dictionary = pyphen.Pyphen(lang=known, left=BEFORE, right=AFTER)
    except OSError:
        return None

    def places(word: str) -> list[int]:
        # Where a division would change the spelling, as in Hungarian, the text would not be what it is.
        return [int(place) for place in dictionary.positions(word) if not place.data]

    return places


def divided(plain: str, begin: int, limit: int, end: int, places: Callable[[str], list[int]]) -> int:
    """Where the word that begins at `begin` is divided so that a hyphen ends before `limit`; 0: nowhere."""
    if limit - begin <= BEFORE:
        return 0
    word = _WORD.match(plain, begin, min(end, begin + LONGEST))
    if word is None or word.end() <= limit:
        return 0
    start = word.start(1)
    return max((start + place for place in places(word[1]) if start + place < limit), default=0)
