"""Finding words in a text as people type them: smart case, accents and quotation marks alike, across lines' ends."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import overload
from unicodedata import category

from reader.text.cells import next_cluster, previous_cluster
from reader.text.folded import IDEOGRAPH, Folded

MOST = 100_000
"""Matches that are looked for; a single letter in a long text has no use for more."""

_JOINER = "\u200d"
_JOINS = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff") | {
    *map(chr, (*range(0x1F1E6, 0x1F200), *range(0x1F3FB, 0x1F400)))
}
"""What belongs to the sign before it, besides marks: what takes no cell, letters of flags, colours of skin."""


class Matches(Sequence[tuple[int, int]]):
    """(start, end) of each place that was found, in order, none overlapping."""

    __slots__ = ("ends", "is_cut", "starts", "wanted", "whole_words")

    def __init__(
        self, starts: array[int] | None = None, ends: array[int] | None = None, *, is_cut: bool = False
    ) -> None:
        """Hold `starts` and `ends` of the same length; none at all where nothing was found."""
        self.starts, self.ends = starts or array("I"), ends or array("I")
        self.is_cut = is_cut
        """Are there more?"""
        self.wanted, self.whole_words = "", False
        """What was looked for, to look for it again when the text has changed."""

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(index, slice):
            return list(zip(self.starts[index], self.ends[index], strict=True))
        return self.starts[index], self.ends[index]

    @property
    def shown(self) -> str:
        """How many, for people."""
        return f"{len(self):,}{'+' if self.is_cut else ''}"


class Finder:
    """Searches one text, as often as somebody types another letter."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._folded = {False: Folded(plain, keeps_case=False)}

    def find(self, wanted: str, *, whole_words: bool = False) -> Matches:
        """Every place that says `wanted`, at most `MOST`.

        Case counts as soon as `wanted` has a capital letter. White space is any white space. A part of a cluster, say
        the letter under a vowel sign, stands for all of it.
        """
        keeps_case = wanted != wanted.lower()
        pattern = _pattern(Folded(wanted, keeps_case=keeps_case).text, whole_words=whole_words)
        if pattern is None:
            return Matches()
        folded = self._folded.get(keeps_case)
        if folded is None:
            folded = self._folded[keeps_case] = Folded(self._plain, keeps_case=keeps_case)
        found = self._collect(pattern, folded)
        found.wanted, found.whole_words = wanted, whole_words
        return found

    def _collect(self, pattern: re.Pattern[str], folded: Folded) -> Matches:
        starts, ends = array("I"), array("I")
        plain, is_plain, last = self._plain, self._plain.isascii(), 0
        for match in pattern.finditer(folded.text):
            start, end = match.span()
            if not is_plain:
                start, end = folded.start(start), folded.end(end)
                if _splits(plain, start):
                    start = previous_cluster(plain, start)
                if _splits(plain, end):
                    end = max(end, next_cluster(plain, previous_cluster(plain, end)))
                if start < last:
                    continue
                last = end
            if len(starts) == MOST:
                return Matches(starts, ends, is_cut=True)
            starts.append(start)
            ends.append(end)
        return Matches(starts, ends)


def matches(plain: str, wanted: str, *, whole_words: bool = False) -> Matches:
    """Every place of `plain` that says `wanted`; see `Finder.find`."""
    return Finder(plain).find(wanted, whole_words=whole_words)


def _pattern(wanted: str, *, whole_words: bool) -> re.Pattern[str] | None:
    """The pattern of folded words; None where there is nothing to look for."""
    words = wanted.split()
    if not words:
        return None
    found = re.escape(words[0])
    for word, following in pairwise(words):
        # Between signs of a script without spaces a line's end is no white space: folding left it out.
        is_solid = IDEOGRAPH.fullmatch(word[-1]) and IDEOGRAPH.fullmatch(following[0])
        found += (r"\s*" if is_solid else r"\s+") + re.escape(following)
    if whole_words:
        found = _edge(words[0][0], "(?<!\\w)") + found + _edge(words[-1][-1], "(?!\\w)")
    return re.compile(found)


def _edge(character: str, edge: str) -> str:
    """`edge` where words of the script of `character` have edges that can be seen."""
    is_letter = character.isalnum() or character == "_"
    return edge if is_letter and not IDEOGRAPH.fullmatch(character) else ""


def _splits(plain: str, at: int) -> bool:
    """Does a cluster go on at `at`?"""
    if not 0 < at < len(plain):
        return False
    character = plain[at]
    if character in _JOINS or plain[at - 1] == _JOINER:
        return True
    has_no_marks = character <= "\u02ff" or "\u309b" <= character <= "\ua66e"
    return not has_no_marks and category(character)[0] == "M"
