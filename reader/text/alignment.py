"""Where an offset of a text is in the text's next version."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = 2000
"""A changed stretch of more words than this is mapped by its share alone: difflib's time grows by their square."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


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
    """What `old` and `new` share: how they begin and end, and the words between that difflib finds."""
    most = min(len(old), len(new))
    head = _alike(old, new, most)
    tail = _alike(old[: head - 1 if head else None : -1], new[: head - 1 if head else None : -1], most - head)
    words, others = _WORD.findall(old[head : len(old) - tail]), _WORD.findall(new[head : len(new) - tail])
    shared = [(0, 0, head)] if head else []
    if max(len(words), len(others)) <= WORDS:
        starts, places = _starts(words, head), _starts(others, head)
        for a, b, size in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks():
            if size:
                shared.append((starts[a], places[b], starts[a + size] - starts[a]))
    if tail:
        shared.append((len(old) - tail, len(new) - tail, tail))
    return Alignment(tuple(shared), len(old), len(new))


def _alike(one: str, other: str, most: int) -> int:
    """How many code points, `most` at most, two strings begin with alike."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _starts(words: list[str], start: int) -> list[int]:
    """Where each word starts, and where the last one ends."""
    starts = [start]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts
