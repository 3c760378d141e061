"""Blocks that two rows of tokens share, as difflib finds them, but in bounded time."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Block = tuple[int, int, int]
"""First token of the one, first of the other, how many."""


def blocks(one: Sequence[str], other: Sequence[str], work: int) -> tuple[list[Block], int]:
    """Give the longest block, those on either side of it and so on, in order, and what is left of `work`.

    `work` is in pairs of equal tokens that are looked at, some million in a second. Where a mark stands between words
    that are all others, each block is one mark and difflib looks through all the rest after it: that is the cube of
    the length. A stretch for which there is not enough work left shares nothing.
    """
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    counts = Counter(other)
    pairs = [0, *accumulate(counts[token] + 1 for token in one)]
    found: list[Block] = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        low, high, place, until = waiting.pop()
        cost = pairs[high] - pairs[low]
        if cost > work:
            continue
        work -= cost
        at, into, length = matcher.find_longest_match(low, high, place, until)
        if length:
            found.append((at, into, length))
            if low < at and place < into:
                waiting.append((low, at, place, into))
            if at + length < high and into + length < until:
                waiting.append((at + length, high, into + length, until))
    return sorted(found), work


def likeness(one: Sequence[str], other: Sequence[str], work: int) -> float:
    """Say from 0 to 1 how alike two rows are: the share of their tokens that is in a block."""
    found, _ = blocks(one, other, work)
    return 2 * sum(length for _, _, length in found) / max(1, len(one) + len(other))
