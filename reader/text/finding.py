"""Finds a passage in a text that may say it otherwise: never a guess, by thresholds.

In this order: carried over from the text that it was quoted from, where that was kept; the same words with the best
surroundings; the words that are most like it, in the places that most of its words point at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text import windows
from reader.text.candidates import candidate, surroundings
from reader.text.edges import is_cut, widened
from reader.text.passage import Passage
from reader.text.postings import HITS, postings
from reader.text.versions import former

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.selectors import Target
    from reader.text.candidates import Candidate
    from reader.text.document import Text
    from reader.text.postings import Postings
    from reader.text.versions import Former

TELLING = 5
"""Words that do not stand in another place by chance."""

ALIKE = 0.7
"""How alike one side of a short quote must be to what stood there."""

HALF = 0.5
"""Most of a passage, or of its surroundings, is the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage is now."""

    span: Span
    is_changed: bool
    """Does the text say it otherwise?"""


def find(text: Text, target: Target, old: str | None = None) -> Found | None:
    """Give the place of a target whose quote has words or marks; None when it is gone.

    `old` is the text that it was quoted from; a text that has other words there is not.
    """
    start, end = target.position.start, target.position.end
    passage, here = Passage.of(target.quote, start), postings(text)
    if not passage.tokens or not here.tokens.words:
        return None
    known = former(old, text) if old is not None and old[start:end] == target.quote.exact else None
    search = _Search(text, target, passage, here, known)
    return search.carried() or search.same() or search.reworded()


@dataclass(frozen=True, slots=True)
class _Search:
    """One search for one passage."""

    text: Text
    target: Target
    passage: Passage
    here: Postings
    known: Former | None
    """None: the text that the passage was quoted from was not kept."""

    def carried(self) -> Found | None:
        """The place that the tokens of the passage have come to."""
        if self.known is None:
            return None
        mapping = self.known.mapping(self.passage, self.target.position.start)
        found = candidate(self.passage, self.here.tokens.words, mapping)
        if found is None or not (found.kept >= HALF or _is_embedded(found)):
            return None
        return self._found(found.first, found.last)

    def same(self) -> Found | None:
        """The place where the same words stand, in the best surroundings."""
        passage, tokens, start = self.passage, self.here.tokens, self.target.position.start
        hits = self.here.runs(passage.tokens, tokens.at(start))
        places = sorted(hits)
        number = self.target.occurrence
        likely = places[number] if len(places) < HITS and number < len(places) else None
        length = len(passage.tokens)
        free = [first for first in hits if self._is_free(first, first + length)]

        def agreement(first: int) -> tuple[int, bool, int]:
            shared = self._shared(first) if len(free) > 1 else 0
            return shared, first == likely, -abs(tokens.starts[first] - start)

        best = next(
            (
                first
                for first in sorted(free, key=agreement, reverse=True)
                if self._is_cut_as_quoted(self._quoted(first, first + length))
            ),
            None,
        )
        if best is None or not (passage.words >= TELLING or self._is_sure(best, alone=len(free) == 1)):
            return None
        return self._found(best, best + length)

    def _is_sure(self, first: int, *, alone: bool) -> bool:
        """Is a short quote the passage? Where nothing is known of its surroundings it must be the only one."""
        if not self.passage.has_context:
            return alone
        around = surroundings(self.passage, self.here.tokens.words, first, first + len(self.passage.tokens))
        return max(around) >= ALIKE or sum(around) >= 1.0

    def reworded(self) -> Found | None:
        """The place whose words are most like those of the passage, if they are like enough."""
        if self.passage.words < 2:
            return None
        found = [one for one in windows.candidates(self.passage, self.here) if self._is_passage(one)]
        best = max(found, key=lambda one: one.score, default=None)
        return None if best is None else self._found(best.first, best.last)

    def _is_passage(self, found: Candidate) -> bool:
        if not self._is_free(found.first, found.last):
            return False
        if not self.passage.has_context:
            return self.passage.words > TELLING and found.kept >= ALIKE
        around = max(found.before, found.after)
        is_likely = self.passage.words > TELLING or around >= (ALIKE if self.passage.words < TELLING - 1 else HALF)
        return (found.kept >= HALF and is_likely) or _is_embedded(found)

    def _is_free(self, first: int, last: int) -> bool:
        """Is a place not that of something else that the text said before?"""
        start = self.target.position.start
        return self.known is None or not self.known.is_of_another(first, last, self.passage, start)

    def _shared(self, first: int) -> int:
        """How many tokens next to a place are the same as those next to the passage."""
        words, passage = self.here.tokens.words, self.passage
        last = first + len(passage.tokens)
        before = words[max(0, first - len(passage.before)) : first]
        return _common(passage.before[::-1], before[::-1]) + _common(
            passage.after, words[last : last + len(passage.after)]
        )

    def _found(self, first: int, last: int) -> Found:
        """A place as a span: of the same words what was quoted of them, of others whole words."""
        plain, tokens = self.text.plain, self.here.tokens
        if tokens.words[first:last] == self.passage.tokens:
            span = self._quoted(first, last)
            if self._is_cut_as_quoted(span):
                return Found(span, is_changed=False)
        return Found(widened(plain, Span(tokens.starts[first], tokens.ends[last - 1])), is_changed=True)

    def _quoted(self, first: int, last: int) -> Span:
        """What was quoted of the tokens at a place, with the white space at its ends."""
        plain, exact, tokens, passage = self.text.plain, self.target.quote.exact, self.here.tokens, self.passage
        start = tokens.starts[first] + passage.head
        end = max(start, tokens.ends[last - 1] - passage.tail)
        before, after = exact[: len(exact) - len(exact.lstrip())], exact[len(exact.rstrip()) :]
        return Span(
            start - len(before) if plain.endswith(before, 0, start) else start,
            end + len(after) if plain.startswith(after, end) else end,
        )

    def _is_cut_as_quoted(self, span: Span) -> bool:
        """Do words and clusters go on across the ends of `span` where they did when it was quoted, and only there?

        "art" is not in "party".
        """
        quote, plain = self.target.quote, self.text.plain
        around, start = quote.prefix + quote.exact + quote.suffix, len(quote.prefix)
        here = is_cut(plain, span.start), is_cut(plain, span.end)
        return here == (is_cut(around, start), is_cut(around, start + len(quote.exact)))


def _is_embedded(found: Candidate) -> bool:
    """Does so much stand around it as it did that it may have lost more of its words?"""
    return found.kept >= 0.4 and min(found.before, found.after) >= 0.8


def _common(these: Sequence[str], those: Sequence[str]) -> int:
    """How many tokens two rows begin with in common."""
    pairs = zip(these, those, strict=False)
    return next((count for count, (this, that) in enumerate(pairs) if this != that), min(len(these), len(those)))
