"""A quoted passage as tokens: its own, those before and those after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.text.tokens import Tokens, is_word

if TYPE_CHECKING:
    from reader.model.selectors import TextQuoteSelector


@dataclass(frozen=True)
class Passage:
    """What is looked for. A word that its context is cut off in is left out."""

    before: list[str]
    """In the order of the text."""

    tokens: list[str]
    """Whole ones: where the quote begins or ends inside a word, all of the word as far as it is known."""

    after: list[str]

    head: int = 0
    """Code points of the first token that stand before the quote: 0 unless it begins inside a word."""

    tail: int = 0
    """Code points of the last token that stand behind the quote."""

    is_first: bool = False
    """Did it begin its text?"""

    is_last: bool = False
    """Did it end its text?"""

    @classmethod
    def of(cls, quote: TextQuoteSelector, start: int) -> Passage:
        """Give the passage that `quote` is about, which began at the offset `start`."""
        is_first = not start and not quote.prefix and bool(quote.suffix)
        is_last = not quote.suffix and bool(quote.prefix)
        around = Tokens(quote.prefix + quote.exact + quote.suffix)
        start, end = len(quote.prefix), len(quote.prefix) + len(quote.exact)
        first = around.at(start)
        if first and around.ends[first - 1] > start:
            first -= 1
        last = max(first, around.at(end))
        low = 1 if quote.prefix[:1].isalnum() and first else 0
        high = len(around) - (quote.suffix[-1:].isalnum() and last < len(around))
        return cls(
            around.words[low:first],
            around.words[first:last],
            around.words[last:high],
            max(0, start - around.starts[first]) if first < last else 0,
            max(0, around.ends[last - 1] - end) if first < last else 0,
            is_first,
            is_last,
        )

    @cached_property
    def all(self) -> list[str]:
        """Its tokens and those around it."""
        return [*self.before, *self.tokens, *self.after]

    @cached_property
    def words(self) -> int:
        """How many of its tokens are words."""
        return sum(map(is_word, self.tokens))

    def tells(self, token: str) -> bool:
        """Does a token tell where the passage is? Words do; marks where it has no word."""
        return is_word(token) or not self.words

    @property
    def has_context(self) -> bool:
        """Is anything known of what stood around it?"""
        return bool(self.before or self.after)

    @property
    def alone(self) -> Passage:
        """The passage as if nothing were known of what stood around it."""
        return Passage([], self.tokens, [], self.head, self.tail)
