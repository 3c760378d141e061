"""What two rows of tokens share, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Stretch = tuple[int, int]
"""First token and one past the last."""

SIZES = (12, 6, 6, 3, 3, 1, 1)
"""Tokens in a row that lead where both have them just once; between those that were found the next size is tried."""

STRETCH = 2000
"""Of a rewritten stretch of more tokens than this nothing is shared: difflib's time grows by their square."""

WORK = 2_000_000
"""Equal pairs of tokens that difflib is given at most: about a second."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The runs of tokens that two versions share, in order: first before, first now, how many."""

    runs: tuple[tuple[int, int, int], ...]

    def now(self, token: int) -> int | None:
        """Which token now is the token `token` of before; None when it is gone."""
        at = bisect_right(self.runs, token, key=lambda run: run[0]) - 1
        if at < 0:
            return None
        first, place, length = self.runs[at]
        return place + token - first if token < first + length else None

    def known(self, first: int, last: int) -> float:
        """How much of the tokens from `first` to `last` of now was there before, from 0 to 1."""
        at = max(0, bisect_right(self.runs, first, key=lambda run: run[1]) - 1)
        count = 0
        while at < len(self.runs) and self.runs[at][1] < last:
            _, place, length = self.runs[at]
            count += max(0, min(last, place + length) - max(first, place))
            at += 1
        return count / max(1, last - first)


def diff(old: Sequence[str], new: Sequence[str]) -> Shared:
    """Say what `old` and `new` share.

    Method: how they begin and end; between, rows of tokens that both have just once (a patience diff), long ones
    first; between those, what difflib finds, in bounded time.
    """
    differ = _Differ(old, new)
    differ.between((0, len(old)), (0, len(new)))
    return Shared(tuple(differ.runs))


@dataclass(slots=True)
class _Differ:
    """Two rows of tokens, and the runs that were found to be shared, in order."""

    old: Sequence[str]
    new: Sequence[str]
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    work: int = WORK

    def between(self, before: Stretch, now: Stretch, level: int = 0) -> None:
        """Find what the stretch `before` of the old row shares with the stretch `now` of the new one."""
        old, new, (start, stop), (place, until) = self.old, self.new, before, now
        head = tail = 0
        while start + head < stop and place + head < until and old[start + head] == new[place + head]:
            head += 1
        self._share(start, place, head)
        start, place = start + head, place + head
        while stop - tail > start and until - tail > place and old[stop - tail - 1] == new[until - tail - 1]:
            tail += 1
        stop, until = stop - tail, until - tail
        if start < stop and place < until:
            self._inside((start, stop), (place, until), level)
        self._share(stop, until, tail)

    def _inside(self, before: Stretch, now: Stretch, level: int) -> None:
        """Find what is shared where neither the beginning nor the end is."""
        one, other = self.old[slice(*before)], self.new[slice(*now)]
        for deeper, size in enumerate(SIZES[level:], level + 1):
            leads = _once_in_both(one, other, size)
            if leads:
                self._along([(before[0] + at, now[0] + place) for at, place in leads], before, now, deeper)
                return
        pairs = equal_pairs(one, other)
        if max(len(one), len(other)) > STRETCH or pairs > self.work:
            return
        self.work -= pairs
        for at, place, length in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            self._share(before[0] + at, now[0] + place, length)

    def _along(self, leads: list[tuple[int, int]], before: Stretch, now: Stretch, level: int) -> None:
        """Go from one lead to the next; each is as long as both rows are the same from it on."""
        (at, stop), (into, until) = before, now
        for first, place in leads:
            if first < at or place < into:
                continue  # it is part of the one before
            self.between((at, first), (into, place), level)
            at, into = first, place
            while at < stop and into < until and self.old[at] == self.new[into]:
                at, into = at + 1, into + 1
            self._share(first, place, at - first)
        self.between((at, stop), (into, until), level)

    def _share(self, first: int, there: int, length: int) -> None:
        if length:
            self.runs.append((first, there, length))


def equal_pairs(one: Sequence[str], other: Sequence[str]) -> int:
    """Say how many pairs of equal tokens two rows have: what difflib's time grows by."""
    counts = Counter(other)
    return sum(counts[token] for token in one)


def _rows(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(size)), strict=False)


def _once_in_both(one: Sequence[str], other: Sequence[str], size: int) -> list[tuple[int, int]]:
    """Give where the rows of `size` tokens begin that both have just once, in the same order in both."""
    if min(len(one), len(other)) < size:
        return []
    here, there = Counter(_rows(one, size)), Counter(_rows(other, size))
    places = {row: place for place, row in enumerate(_rows(other, size)) if there[row] == 1 and here[row] == 1}
    pairs = [(at, places[row]) for at, row in enumerate(_rows(one, size)) if row in places]
    return rising(pairs)


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest row of pairs, which are in the order of their first numbers, whose second ones rise too."""
    ends: list[int] = []
    last: list[int] = []
    behind: list[int] = []
    for index, (_, place) in enumerate(pairs):
        height = bisect_left(ends, place)
        behind.append(last[height - 1] if height else -1)
        if height == len(ends):
            ends.append(place)
            last.append(index)
        else:
            ends[height], last[height] = place, index
    row: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        row.append(pairs[index])
        index = behind[index]
    return row[::-1]
