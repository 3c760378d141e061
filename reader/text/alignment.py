"""Where an offset of a text is in the text's next version."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.diffing import diff
from reader.text.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

Stretch = tuple[int, int, int]
"""Start before, start now, length in code points."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretches that two versions share, in order: start before, start now, length in code points."""

    shared: tuple[Stretch, ...]
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
    """What `old` and `new` share: how they begin and end, and between that what the diff of their tokens finds."""
    most = min(len(old), len(new))
    head = _alike(old, 0, new, 0, most)
    tail = _alike_before(old, len(old), new, len(new), most - head)
    between = _between(old[head : len(old) - tail], new[head : len(new) - tail])
    shared = [
        (0, 0, head),
        *((head + start, head + place, length) for start, place, length in between),
        (len(old) - tail, len(new) - tail, tail),
    ]
    return Alignment(tuple(stretch for stretch in shared if stretch[2]), len(old), len(new))


def _between(old: str, new: str) -> Iterator[Stretch]:
    """What is shared token by token, with what stands between two tokens where that is the same too."""
    before, now = Tokens(old), Tokens(new)
    for first, place, length in diff(before.words, now.words).runs:
        token, stop = first, first + length
        end, until = before.ends[stop - 1], now.ends[place + length - 1]
        while token < stop:
            start, there = before.starts[token], now.starts[place + token - first]
            alike = _alike(old, start, new, there, min(end - start, until - there))
            yield start, there, alike
            token = max(token + 1, before.at(start + alike))


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
