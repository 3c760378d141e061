"""A text as a row of words and marks, by which its versions are compared.

A token is a word, a character of a script without spaces, or a run of one mark. Marks that editors change into each
other are one mark here, and soft hyphens are not there.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache

from reader.text.words import IDEOGRAPHS, SIGNS

_SYLLABLES = "\uac00-\ud7af"
_ALIKE = (
    ("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'),
    ("\u2010", "-"), ("\u2011", "-"), ("\u2013", "-"), ("\u2014", "-"),
)  # fmt: skip
_SOFT_HYPHEN = "\u00ad"


@cache
def _token() -> re.Pattern[str]:
    """The pattern of a token; most texts are never compared."""
    letter = rf"[^\W_{IDEOGRAPHS}{_SYLLABLES}]"
    run = rf"{letter}(?:{letter}|[{SIGNS}])*+"
    return re.compile(rf"[{IDEOGRAPHS}{_SYLLABLES}]|{run}(?:'{run})*+|([^\w\s]|_)\1*+")


class Tokens:
    """The tokens of a text and where each of them stands."""

    __slots__ = ("ends", "starts", "words")

    def __init__(self, plain: str) -> None:
        folded = _folded(plain)
        self.starts, self.ends = array("I"), array("I")
        """In code points of the text."""
        self.words: list[str] = []
        start, end, word = self.starts.append, self.ends.append, self.words.append
        for match in _token().finditer(folded):
            first, last = match.span()
            start(first)
            end(last)
            word(folded[first:last])
        if _SOFT_HYPHEN in folded:
            self.words = [one.replace(_SOFT_HYPHEN, "") for one in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The first token that begins at `offset` or after it."""
        return bisect_left(self.starts, offset)


def tokens(text: str) -> list[str]:
    """Give the tokens of `text` alone."""
    folded = _folded(text)
    found = [match[0] for match in _token().finditer(folded)]
    return [one.replace(_SOFT_HYPHEN, "") for one in found] if _SOFT_HYPHEN in folded else found


def is_word(token: str) -> bool:
    """Is it a word, and no mark?"""
    return token[:1].isalnum()


def _folded(text: str) -> str:
    """Give `text` with alike marks made one, each code point in its place."""
    if not text.isascii():
        for mark, other in _ALIKE:
            text = text.replace(mark, other)
    return text
