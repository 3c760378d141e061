"""Where each word of a text stands; made once for a text, so that many passages are looked for quickly."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.text.recent import Recent
from reader.text.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.text.document import Text

KEPT = 8
"""Texts whose postings are kept at most."""

KEPT_LENGTH = 2_000_000
"""Code points of all texts whose postings are kept: they take about 20 bytes for each."""

HITS = 400
"""Places of the same words that are compared; of what is everywhere the farther ones are not looked at."""

WORK = 200_000
"""Tokens that are compared at most to find the places of one run of them."""


class Postings:
    """The tokens of a text and the places of each."""

    __slots__ = ("_places", "tokens")

    def __init__(self, plain: str) -> None:
        self.tokens = Tokens(plain)
        self._places: dict[str, list[int]] = {}
        known = self._places.setdefault
        for place, word in enumerate(self.tokens.words):
            known(word, []).append(place)

    def places(self, token: str) -> Sequence[int]:
        """Where one token stands, in order, as numbers of tokens."""
        return self._places.get(token, ())

    def runs(self, wanted: Sequence[str], near: int) -> list[int]:
        """Where the tokens `wanted`, at least one, stand in a row, the nearest to the token `near` first."""
        rarest = min(range(len(wanted)), key=lambda at: len(self.places(wanted[at])))
        words, length, work = self.tokens.words, len(wanted), WORK
        found: list[int] = []
        for place in _outwards(self.places(wanted[rarest]), near + rarest):
            first = place - rarest
            if first < 0 or words[first] != wanted[0]:
                continue
            work -= length
            if words[first : first + length] == wanted:
                found.append(first)
            if len(found) == HITS or work < 0:
                break
        return found


def _outwards(places: Sequence[int], near: int) -> Iterator[int]:
    """Give ordered places by their distance from `near`."""
    ahead = bisect_left(places, near)
    behind = ahead - 1
    while behind >= 0 or ahead < len(places):
        if ahead == len(places) or (behind >= 0 and near - places[behind] <= places[ahead] - near):
            yield places[behind]
            behind -= 1
        else:
            yield places[ahead]
            ahead += 1


_recent = Recent[str, Postings](KEPT, KEPT_LENGTH)


def postings(text: Text) -> Postings:
    """Give the postings of a text; those of the last few texts are kept."""
    return _recent.get(text.hash, lambda: Postings(text.plain), len(text.plain))
