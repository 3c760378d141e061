"""What two rows of tokens share, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.text.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Stretch = tuple[int, int]
"""First token and one past the last."""

SIZES = (0, 0, 6, 6, 3, 3, 1, 1)
"""Tokens in a row that lead where both have them just once, 0 for a sentence; between them the next size is tried."""

SENTENCE = 6
"""Tokens of the shortest sentence that leads."""

ENDS = frozenset(".!?:;…。！？；")
"""Tokens behind which a sentence ends, as far as a diff is concerned."""

SHORT = 16
"""A rewritten stretch of no more tokens is given to difflib at once."""

STRETCH = 2000
"""Of a rewritten stretch of more tokens than this nothing is shared."""

WORK = 6_000_000
"""Pairs of equal tokens that are looked at in such stretches, in all of them together: about a second."""


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

    def known(self, first: int, last: int, apart: Stretch = (0, 0)) -> float:
        """Say from 0 to 1 how much of the tokens from `first` to `last` of now was there before, outside of `apart`."""
        at = max(0, bisect_right(self.runs, first, key=lambda run: run[1]) - 1)
        count = 0
        while at < len(self.runs) and self.runs[at][1] < last:
            before, place, length = self.runs[at]
            low, high = max(first, place), min(last, place + length)
            if low < high:
                start, stop = before + low - place, before + high - place
                count += high - low - max(0, min(stop, apart[1]) - max(start, apart[0]))
            at += 1
        return count / max(1, last - first)


def diff(old: Sequence[str], new: Sequence[str], work: int = WORK) -> Shared:
    """Say what `old` and `new` share; less `work` takes less time.

    Method: how they begin and end; between, rows of tokens that both have just once (a patience diff), long ones
    first; between those, what difflib finds, in bounded time.
    """
    differ = _Differ(old, new, work=work)
    differ.between((0, len(old)), (0, len(new)))
    return Shared(tuple(differ.runs))


@dataclass(slots=True)
class _Differ:
    """Two rows of tokens, and the runs that were found to be shared, in order."""

    old: Sequence[str]
    new: Sequence[str]
    work: int
    """What is left of it."""

    runs: list[tuple[int, int, int]] = field(default_factory=list)

    def between(self, before: Stretch, now: Stretch, level: int = 0) -> None:
        """Find what the stretch `before` of the old row shares with the stretch `now` of the new one."""
        (start, stop), (place, until) = before, now
        head = self._alike(start, stop, place, until)
        self._share(start, place, head)
        start, place = start + head, place + head
        tail = self._alike_before(start, stop, place, until)
        stop, until = stop - tail, until - tail
        if start < stop and place < until:
            self._inside((start, stop), (place, until), level)
        self._share(stop, until, tail)

    def _inside(self, before: Stretch, now: Stretch, level: int) -> None:
        """Find what is shared where neither the beginning nor the end is."""
        one, other = self.old[slice(*before)], self.new[slice(*now)]
        sizes = SIZES[level:] if max(len(one), len(other)) > SHORT else ()
        for deeper, size in enumerate(sizes, level + 1):
            leads = _once_in_both(one, other, size)
            if leads:
                self._along([(before[0] + at, now[0] + place) for at, place in leads], before, now, deeper)
                return
        if max(len(one), len(other)) > STRETCH:
            return
        found, self.work = blocks(one, other, self.work)
        for at, place, length in found:
            self._share(before[0] + at, now[0] + place, length)

    def _along(self, leads: list[tuple[int, int]], before: Stretch, now: Stretch, level: int) -> None:
        """Go from one lead to the next; each is as long as both rows are the same from it on."""
        (at, stop), (into, until) = before, now
        for first, place in leads:
            if first < at or place < into:
                continue  # it is part of the one before
            self.between((at, first), (into, place), level)
            alike = self._alike(first, stop, place, until)
            at, into = first + alike, place + alike
            self._share(first, place, alike)
        self.between((at, stop), (into, until), level)

    def _alike(self, start: int, stop: int, place: int, until: int) -> int:
        """How many tokens two stretches begin with in common; many are compared at once."""
        old, new, most = self.old, self.new, min(stop - start, until - place)
        at, step = 0, 16
        while at < most and old[start + at : start + at + step] == new[place + at : place + at + step]:
            at, step = at + step, 2 * step
        while at < most and old[start + at] == new[place + at]:
            at += 1
        return min(at, most)

    def _alike_before(self, start: int, stop: int, place: int, until: int) -> int:
        """How many tokens two stretches end with in common."""
        old, new, most = self.old, self.new, min(stop - start, until - place)
        at, step = 0, 16
        while at + step <= most and old[stop - at - step : stop - at] == new[until - at - step : until - at]:
            at, step = at + step, 2 * step
        while at < most and old[stop - at - 1] == new[until - at - 1]:
            at += 1
        return at

    def _share(self, first: int, there: int, length: int) -> None:
        if length:
            self.runs.append((first, there, length))


def _pieces(words: Sequence[str], size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows of `size` tokens, one from each token on, with where they begin; for 0, sentences, one after the other."""
    if size:
        yield from enumerate(zip(*(words[at:] for at in range(size)), strict=False))
        return
    start = 0
    ends = [at for at, word in enumerate(words, 1) if word in ENDS]
    for end in (*ends, len(words)):
        yield start, tuple(words[start:end])
        start = end


def _once_in_both(one: Sequence[str], other: Sequence[str], size: int) -> list[tuple[int, int]]:
    """Give where the pieces begin that both have just once, in the same order in both."""
    pieces, others = list(_pieces(one, size)), list(_pieces(other, size))
    here, there = Counter(piece for _, piece in pieces), Counter(piece for _, piece in others)
    least = size or SENTENCE
    places = {piece: place for place, piece in others if len(piece) >= least and there[piece] == 1 and here[piece] == 1}
    return _rising([(at, places[piece]) for at, piece in pieces if piece in places])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
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
