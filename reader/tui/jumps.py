"""The places one jumped from, to go back to and on again. Pure."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 100
"""Places that are kept each way."""


class Spot(NamedTuple):
    """A place in an article."""

    article: str
    """Its id."""

    offset: int


class Jumps:
    """Two stacks: what lies behind, what lies ahead."""

    def __init__(self) -> None:
        self._behind: deque[Spot] = deque(maxlen=MOST)
        self._ahead: deque[Spot] = deque(maxlen=MOST)

    def leave(self, here: Spot) -> None:
        """Keep `here`, from where one jumps; what lay ahead is forgotten."""
        self._ahead.clear()
        if not self._behind or self._behind[-1] != here:
            self._behind.append(here)

    def carry(self, article: str, offset: Callable[[int], int]) -> None:
        """Take `article` for its next version: `offset` says where a place is now."""
        for spots in (self._behind, self._ahead):
            for at, spot in enumerate(spots):
                if spot.article == article:
                    spots[at] = Spot(article, offset(spot.offset))

    def back(self, here: Spot) -> Spot | None:
        """The place before; None when there is none."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: Spot) -> Spot | None:
        """The place that one went back from; None when there is none."""
        return _step(self._ahead, self._behind, here)


def _step(source: deque[Spot], other: deque[Spot], here: Spot) -> Spot | None:
    """Take from one stack, and leave `here` on the other; a place where one is already is no place to go."""
    while source and source[-1] == here:
        source.pop()
    if not source:
        return None
    other.append(here)
    return source.pop()
