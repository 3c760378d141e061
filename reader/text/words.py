"""Words: letters and digits with the apostrophes and hyphens between them; a Chinese character is one of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

IDEOGRAPHS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of scripts written without spaces, as ranges of a regular expression."""

_SIGNS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u096f\u0971-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e"
    "\u0e80-\u0ece\u1000-\u1049\u1780-\u17d3\u200c\u200d"
)
"""What combines with letters and is none itself: accents, points, vowel signs, joiners."""

_LETTER = f"(?:[^\\W_{IDEOGRAPHS}]|[{_SIGNS}])"
_WORD = re.compile(f"[{IDEOGRAPHS}]|{_LETTER}++(?:['\u2019\u2010\u2011-]{_LETTER}++|(?<=\\d)[.,](?=\\d){_LETTER}++)*+")


def words(plain: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the words of `plain[start:end]` in order."""
    for match in _WORD.finditer(plain, start, len(plain) if end is None else end):
        yield Span(*match.span())


def count(plain: str) -> int:
    """Say how many words `plain` has."""
    return len(_WORD.findall(plain))
