"""What became of the tokens of an earlier version of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.diffing import diff
from reader.text.postings import KEPT, KEPT_LENGTH, postings
from reader.text.recent import Recent
from reader.text.tokens import Tokens

if TYPE_CHECKING:
    from reader.text.diffing import Shared
    from reader.text.document import Text
    from reader.text.passage import Passage

MOST = 0.5
"""The share of its tokens that makes a place another passage's."""


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier version of a text, and what it shares with the one of now."""

    tokens: Tokens
    shared: Shared

    def is_of_another(self, first: int, last: int, passage: Passage, start: int) -> bool:
        """Were most of the tokens from `first` to `last` there before, and not in `passage`, which began at `start`?"""
        own = self.tokens.at(start - passage.head)
        return self.shared.known(first, last, (own, own + len(passage.tokens))) > MOST

    def mapping(self, passage: Passage, start: int) -> dict[int, int]:
        """Say which tokens of now those of `passage.all` are; its quote began at `start`. Empty: it was not there."""
        first = self.tokens.at(start - passage.head)
        if self.tokens.words[first : first + len(passage.tokens)] != passage.tokens:
            return {}
        base = first - len(passage.before)
        places = ((at, self.shared.now(base + at)) for at in range(len(passage.all)))
        return {at: place for at, place in places if place is not None}


_recent = Recent[tuple[str, str], Former](KEPT, 2 * KEPT_LENGTH)


def former(old: str, text: Text) -> Former:
    """Give what became of `old`, an earlier version of `text`; that of the last few pairs is kept."""
    return _recent.get((old, text.hash), lambda: _compare(old, text), len(old) + len(text.plain))


def _compare(old: str, text: Text) -> Former:
    tokens = Tokens(old)
    return Former(tokens, diff(tokens.words, postings(text).tokens.words))
