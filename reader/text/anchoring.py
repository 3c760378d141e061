"""Points at a passage so that it can be found again, and finds it.

A passage is known by its words, by what stands around them and by its place. Words that stand somewhere else are
taken for the passage only when their surroundings agree or when they are too many to be there by chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest
from typing import TYPE_CHECKING

from reader.model.annotation import Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.text.document import Text

CONTEXT = 64
"""Code points kept on each side of a quote; longer context no longer improves re-anchoring."""

_TELLING = 5
"""Words that do not stand in another place by chance."""

_NEAREST = 400
"""Places whose surroundings are compared; of a word that is everywhere the farther ones are not looked at."""

_TOKEN = re.compile(rf"[{IDEOGRAPHS}\uac00-\ud7af]|[^\W_{IDEOGRAPHS}\uac00-\ud7af]+|([^\w\s]|_)\1*")
_JOINED = re.compile(rf"[^\W_{IDEOGRAPHS}\uac00-\ud7af]{{2}}")
_ALIKE = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2010\u2011", "''\"\"----")


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What became of a target."""

    status: Status
    span: Span | None
    """Where it is; None when it is orphaned."""


_ORPHAN = Anchoring(Status.ORPHANED, None)


def describe(text: Text, span: Span, article: str) -> Target:
    """Give the target that `anchor` finds `span` by, in the article with the id `article`."""
    plain = text.plain
    exact = span.cut(plain)
    prefix = plain[max(0, span.start - CONTEXT) : span.start]
    suffix = plain[span.end : span.end + CONTEXT]
    return Target(
        article=article,
        quote=TextQuoteSelector(exact, prefix, suffix),
        position=TextPositionSelector(span.start, span.end),
        occurrence=plain.count(exact, 0, span.start) if exact else 0,
        text_hash=text.hash,
    )


def anchor(text: Text, target: Target, old: str | None = None) -> Anchoring:
    """Say where `target` is now.

    `old` is the canonical text that the target was made on, where it was kept: what stood around the passage is
    read from it when the target does not say. A passage that is gone is an orphan, never a guess.
    """
    here = Span(target.position.start, target.position.end)
    exact = target.quote.exact
    if target.text_hash == text.hash and here.end <= len(text.plain) and here.cut(text.plain) == exact:
        return Anchoring(Status.ANCHORED, here)
    quote = _known(target, old)
    if not quote.exact.strip():
        return _outcome(here, _between(text.plain, quote, here))
    for find in (_literally, _spaced_otherwise):
        span = _best(text.plain, find(text.plain, quote.exact), quote, target)
        if span is not None:
            return _outcome(here, span)
    return _ORPHAN


def _known(target: Target, old: str | None) -> TextQuoteSelector:
    """Give the quote with all that is known of its surroundings."""
    quote, start, end = target.quote, target.position.start, target.position.end
    if old is None or quote.prefix or quote.suffix or old[start:end] != quote.exact:
        return quote
    return TextQuoteSelector(quote.exact, old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT])


def _outcome(here: Span, span: Span | None) -> Anchoring:
    if span is None:
        return _ORPHAN
    return Anchoring(Status.ANCHORED if span == here else Status.MOVED, span)


def _literally(plain: str, exact: str) -> Iterator[Span]:
    """Give every place where `exact` stands."""
    start = plain.find(exact)
    while start >= 0:
        yield Span(start, start + len(exact))
        start = plain.find(exact, start + 1)


def _spaced_otherwise(plain: str, exact: str) -> Iterator[Span]:
    """Give every place where the words of `exact` stand with other white space between them."""
    pattern = r"\s+".join(map(re.escape, exact.split()))
    for match in re.finditer(pattern, plain):
        yield Span(*match.span())


def _between(plain: str, quote: TextQuoteSelector, here: Span) -> Span | None:
    """Give the place, between words, that the context of an empty quote stands around."""
    around = quote.prefix + quote.exact + quote.suffix
    if not around.strip():
        return None
    starts = (span.start + len(quote.prefix) for span in _literally(plain, around))
    nearest = min(starts, key=lambda start: abs(start - here.start), default=None)
    return None if nearest is None else Span(nearest, nearest + len(quote.exact))


@dataclass(frozen=True, slots=True)
class _Context:
    """The words around a passage, outwards from it; a word that is cut is left out."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, prefix: str, suffix: str) -> _Context:
        """Give the context that `prefix` and `suffix` hold."""
        before, after = _tokens(prefix), _tokens(suffix)
        if prefix[:1].isalnum():
            before = before[1:]
        if suffix[-1:].isalnum():
            after = after[:-1]
        return cls(tuple(reversed(before)), tuple(after))

    def shared(self, other: _Context) -> int:
        """Say how many words next to the passage are the same."""
        return _shared(self.before, other.before) + _shared(self.after, other.after)

    def is_like(self, other: _Context) -> bool:
        """Do the two agree so well that they are around the same passage?"""
        before, after = _likeness(self.before, other.before), _likeness(self.after, other.after)
        return max(before, after) >= 0.7 or before + after >= 1.0


def _context_at(plain: str, span: Span) -> _Context:
    """Give what stands around `span`, a little more than a target keeps, since white space may have grown."""
    reach = 2 * CONTEXT
    return _Context.of(plain[max(0, span.start - reach) : span.start], plain[span.end : span.end + reach])


def _best(plain: str, places: Iterable[Span], quote: TextQuoteSelector, target: Target) -> Span | None:
    """Give the place whose context agrees best, then the right occurrence, then the nearest; None if none will do."""
    start = target.position.start
    cuts = _cuts(quote.prefix, quote.exact, quote.suffix)
    found = [(number, span) for number, span in enumerate(places) if _cuts_at(plain, span) == cuts]
    near = nsmallest(_NEAREST, found, key=lambda place: abs(place[1].start - start))
    context = _Context.of(quote.prefix, quote.suffix)

    def agreement(place: tuple[int, Span]) -> tuple[int, bool, int]:
        number, span = place
        shared = context.shared(_context_at(plain, span)) if len(near) > 1 else 0
        return shared, number == target.occurrence, -abs(span.start - start)

    if not near:
        return None
    _, span = max(near, key=agreement)
    is_sure = _is_telling(quote.exact) or _is_sure(context, _context_at(plain, span), alone=len(found) == 1)
    return span if is_sure else None


def _cuts(before: str, words: str, after: str) -> tuple[bool, bool]:
    """Say whether a word goes on across the beginning and across the end of `words`: "art" is not in "party"."""
    return _JOINED.match(before[-1:] + words[:1]) is not None, _JOINED.match(words[-1:] + after[:1]) is not None


def _cuts_at(plain: str, span: Span) -> tuple[bool, bool]:
    start, end = span.start, span.end
    return _cuts(plain[max(0, start - 1) : start], plain[start:end], plain[end : end + 1])


def _is_telling(exact: str) -> bool:
    return sum(token[0].isalnum() for token in _tokens(exact)) >= _TELLING


def _is_sure(context: _Context, there: _Context, *, alone: bool) -> bool:
    """Is a short quote the passage? Where nothing is known of its surroundings it must be the only one."""
    if not context.before and not context.after:
        return alone
    return context.is_like(there)


def _tokens(text: str) -> list[str]:
    return [match[0] for match in _TOKEN.finditer(text.translate(_ALIKE))]


def _shared(these: Sequence[str], those: Sequence[str]) -> int:
    count = 0
    for this, that in zip(these, those, strict=False):
        if this != that:
            break
        count += 1
    return count


def _likeness(these: Sequence[str], those: Sequence[str]) -> float:
    """Say from 0 to 1 how alike two runs of words are; at the edge of a text there are none, which says half."""
    if not these:
        return 0.0 if those else 0.5
    return SequenceMatcher(None, these, those[: len(these)], autojunk=False).ratio()
