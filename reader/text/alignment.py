"""Where an offset of a text is in the text's next version."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reader.text.diffing import rising

WORK = 4_000_000
"""Pairs of words that are compared at most: about a second. What is left then is mapped by its share alone."""

STRETCH = 1000
"""A changed stretch of more words than this is mapped by its share alone: difflib's time grows by their square."""

LEVELS = (
    re.compile(r"[^\n]*\n+|[^\n]+"),
    re.compile(r"[^.!?。！？]*[.!?。！？]+\s*|[^.!?。！？]+"),
    re.compile(r"(?:\w+\W*){1,4}|\W+"),
)
"""Paragraphs, sentences, runs of words: those that a text has once are what its versions are aligned by."""

_WORD = re.compile(r"\w+\s*|\s+|[^\w\s]\s*")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretches that two versions share, in order: start before, start now, length in code points."""

    shared: tuple[tuple[int, int, int], ...]
    before: int
    now: int

    def offset(self, offset: int) -> int:
        """Where `offset` of the version before is now; in what was rewritten, at the same share of it."""
        at = bisect_right(self.shared, offset, key=lambda stretch: stretch[0]) - 1
        start, place, length = self.shared[at] if at >= 0 else (0, 0, 0)
        if offset <= start + length and at >= 0:
            return place + offset - start
        first, into = start + length, place + length
        stop, until = self.shared[at + 1][:2] if at + 1 < len(self.shared) else (self.before, self.now)
        return into + (min(offset, stop) - first) * (until - into) // max(stop - first, 1)


def align(old: str, new: str) -> Alignment:
    """What `old` and `new` share.

    Method: how they begin and end; between, what is in both just once (a patience diff), first by paragraphs, then by
    sentences, then by runs of words; between those, the words that difflib finds.
    """
    aligner = _Aligner(old, new)
    aligner.between((0, len(old)), (0, len(new)), 0)
    return Alignment(tuple(aligner.shared), len(old), len(new))


@dataclass(slots=True)
class _Aligner:
    """Two versions, and the stretches that were found to be shared, in order."""

    old: str
    new: str
    shared: list[tuple[int, int, int]] = field(default_factory=list)
    work: int = WORK
    """Pairs of words that may still be compared."""

    def between(self, before: tuple[int, int], now: tuple[int, int], level: int) -> None:
        """Find what the stretch `before` of the old text shares with the stretch `now` of the new one."""
        (start, stop), (place, until) = before, now
        most = min(stop - start, until - place)
        head = _alike(self.old, start, self.new, place, most)
        tail = _alike_before(self.old, stop, self.new, until, most - head)
        self._share(start, place, head)
        start, place, stop, until = start + head, place + head, stop - tail, until - tail
        if start < stop and place < until:
            self._inside((start, stop), (place, until), level)
        self._share(stop, until, tail)

    def _inside(self, before: tuple[int, int], now: tuple[int, int], level: int) -> None:
        if level == len(LEVELS):
            self._words(before, now)
            return
        anchors = _anchors(
            _pieces(LEVELS[level], self.old, *before),
            _pieces(LEVELS[level], self.new, *now),
        )
        if not anchors:
            self._inside(before, now, level + 1)
            return
        at, into = before[0], now[0]
        for start, place, length in anchors:
            self._gap((at, start), (into, place), level)
            self._share(start, place, length)
            at, into = start + length, place + length
        self._gap((at, before[1]), (into, now[1]), level)

    def _gap(self, before: tuple[int, int], now: tuple[int, int], level: int) -> None:
        """Go on between two anchors; on this level again, where something may be there just once now."""
        if before[0] < before[1] and now[0] < now[1]:
            self.between(before, now, level)

    def _words(self, before: tuple[int, int], now: tuple[int, int]) -> None:
        words, others = _pieces(_WORD, self.old, *before), _pieces(_WORD, self.new, *now)
        work = len(words) * len(others)
        if max(len(words), len(others)) > STRETCH or work > self.work:
            return
        self.work -= work
        matcher = SequenceMatcher(None, [word for word, _ in words], [word for word, _ in others], autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            if size:
                last, start = words[a + size - 1], words[a][1]
                self._share(start, others[b][1], last[1] + len(last[0]) - start)

    def _share(self, start: int, place: int, length: int) -> None:
        if length:
            self.shared.append((start, place, length))


def _pieces(pattern: re.Pattern[str], text: str, start: int, stop: int) -> list[tuple[str, int]]:
    """The pieces of a stretch of text, each with where it begins."""
    return [(match.group(), match.start()) for match in pattern.finditer(text, start, stop)]


def _anchors(pieces: list[tuple[str, int]], others: list[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """The longest row of pieces that are in both just once, in the same order in both."""
    counts = Counter(piece for piece, _ in pieces)
    there = Counter(piece for piece, _ in others)
    places = {piece: place for piece, place in others if there[piece] == 1 and piece.strip()}
    once = {at: piece for piece, at in pieces if counts[piece] == 1 and piece in places}
    return [(at, place, len(once[at])) for at, place in rising([(at, places[piece]) for at, piece in once.items()])]


def _alike(one: str, start: int, other: str, place: int, most: int) -> int:
    """How many code points, `most` at most, are alike from two places on."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[start + low : start + middle] == other[place + low : place + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _alike_before(one: str, stop: int, other: str, until: int, most: int) -> int:
    """How many code points, `most` at most, are alike before two places."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[stop - middle : stop - low] == other[until - middle : until - low]:
            low = middle
        else:
            high = middle - 1
    return low
