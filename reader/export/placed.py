"""Highlights at their places in a text: which lie on each stretch, and how they are kept apart where they overlap."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.model.annotation import Highlight


@dataclass(frozen=True, slots=True)
class Placed:
    """A highlight on a text."""

    highlight: Highlight
    start: int
    end: int
    lane: int
    """Of its line, counted from the words: no two that overlap have the same."""

    number: int
    """Of what is written about it; 0 where that is nothing."""


class Stretch(NamedTuple):
    """A piece of a text on which the same highlights lie."""

    start: int
    end: int
    on_it: tuple[Placed, ...]
    """The one with the outermost line first."""


class Places:
    """The highlights of one text."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self.placed = placed
        self._stretches = [*_stretches(placed)]
        self._starts = [stretch.start for stretch in self._stretches]

    def between(self, start: int, end: int) -> Iterator[Stretch]:
        """What a part of the text consists of, piece by piece."""
        place = start
        for stretch in self._stretches[max(0, bisect_right(self._starts, start) - 1) :]:
            if max(place, stretch.start) >= end:
                break
            if stretch.end <= place:
                continue
            if stretch.start > place:
                yield Stretch(place, stretch.start, ())
            yield Stretch(max(place, stretch.start), min(end, stretch.end), stretch.on_it)
            place = min(end, stretch.end)
        if place < end:
            yield Stretch(place, end, ())


def lanes(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A lane for each of some spans, which are sorted: the first that no earlier one holds there."""
    free_at: list[int] = []
    chosen = []
    for start, end in spans:
        lane = next((lane for lane, free in enumerate(free_at) if free <= start), len(free_at))
        if lane == len(free_at):
            free_at.append(end)
        free_at[lane] = end
        chosen.append(lane)
    return chosen


def _stretches(placed: Sequence[Placed]) -> Iterator[Stretch]:
    """The stretches that some highlight lies on, in order."""
    waiting = sorted(placed, key=lambda each: each.start)
    edges = sorted({edge for each in placed for edge in (each.start, each.end)})
    on_it: list[Placed] = []
    begun = 0
    for start, end in pairwise(edges):
        while begun < len(waiting) and waiting[begun].start <= start:
            on_it.append(waiting[begun])
            begun += 1
        on_it = [each for each in on_it if each.end > start]
        if on_it:
            yield Stretch(start, end, tuple(sorted(on_it, key=lambda each: -each.lane)))
