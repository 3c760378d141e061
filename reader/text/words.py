"""Words: letters and digits with the apostrophes and hyphens between them; a Chinese character is one of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Text

IDEOGRAPHS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of scripts written without spaces, as ranges of a regular expression."""

SIGNS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u096f\u0971-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e"
    "\u0e80-\u0ece\u1000-\u1049\u1780-\u17d3\u200c\u200d"
)
"""What combines with letters and is none itself: accents, points, vowel signs, joiners."""

_LETTER = rf"[^\W_{IDEOGRAPHS}]"
_RUN = rf"{_LETTER}(?:{_LETTER}|[{SIGNS}])*+"
_APART = re.compile(rf"[\s{IDEOGRAPHS}]")
_REACH = 128
"""Code points that are looked back for the beginning of a word before its whole block is."""

LONGEST = 256
"""Code points on either side of a place to which words are followed where every place is asked for its own."""


@cache
def _word() -> re.Pattern[str]:
    """The pattern of a word; it takes longer to make than a list of articles to show."""
    return re.compile(rf"[{IDEOGRAPHS}]|{_RUN}(?:['\u2019\u2010\u2011-]{_RUN}|(?<=\d)[.,](?=\d){_RUN})*+")


def words(plain: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the words of `plain[start:end]` in order."""
    for match in _word().finditer(plain, start, len(plain) if end is None else end):
        yield Span(*match.span())


def count(plain: str) -> int:
    """Say how many words `plain` has."""
    return len(_word().findall(plain))


def word_at(text: Text, offset: int) -> Span:
    """Give the word at `offset`: the one around it, else the next one of its block, else the last one.

    In a block without words it is empty, at `offset`.
    """
    block = text.blocks[text.block_at(offset)]
    for word in words(text.plain, _before(text.plain, block.start, offset), block.end):
        if word.end > offset:
            return word
    return _last(text.plain, block.start, min(offset, block.end)) or Span(offset, offset)


def word_around(plain: str, offset: int) -> Span | None:
    """Give the word that goes on across `offset`, of a longer one `LONGEST` either way; None where none does."""
    if not 0 < offset < len(plain) or plain[offset - 1].isspace() or plain[offset].isspace():
        return None
    reach = max(0, offset - LONGEST)
    line = max(reach, plain.rfind("\n", reach, offset) + 1)
    for word in words(plain, _before(plain, line, offset), min(len(plain), offset + LONGEST)):
        if word.end > offset:
            return word if word.start < offset else None
    return None


def next_word(text: Text, offset: int) -> Span | None:
    """Give the first word that begins after `offset`; None when there is none."""
    block = text.blocks[text.block_at(offset)]
    following = words(text.plain, _before(text.plain, block.start, min(offset, len(text.plain))))
    return next((word for word in following if word.start > offset), None)


def previous_word(text: Text, offset: int) -> Span | None:
    """Give the last word that begins before `offset`; None when there is none."""
    for index in range(text.block_at(offset), -1, -1):
        block = text.blocks[index]
        found = _last(text.plain, block.start, min(offset, block.end))
        if found is not None:
            return found
    return None


def _before(plain: str, start: int, offset: int) -> int:
    """Give a place at or before `offset`, not before `start`, that is inside no word."""
    reach = max(start, offset - _REACH)
    for place in range(offset - 1, reach - 1, -1):
        if _APART.match(plain, place):
            return place
    return start


def _last(plain: str, start: int, offset: int) -> Span | None:
    """Give the last word of a block that begins between `start` and `offset`; it may end after that."""
    reach = _REACH
    while True:
        begin = _before(plain, start, max(start, offset - reach))
        found = None
        for word in words(plain, begin):
            if word.start >= offset:
                break
            found = word
        if found is not None or begin == start:
            return found
        reach *= 2
