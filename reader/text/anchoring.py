"""Points at a passage so that it can be found again, and finds it.

A passage is known by its words, by what stands around them and by its place. Words that stand somewhere else are
taken for the passage only when their surroundings agree or when they are too many to be there by chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from reader.model.annotation import Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text.surroundings import Surroundings, is_telling, surroundings_at
from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.text.document import Text

CONTEXT = 64
"""Code points kept on each side of a quote; longer context no longer improves re-anchoring."""

_NEAREST = 400
"""Places whose surroundings are compared; of a word that is everywhere the farther ones are not looked at."""

_JOINED = re.compile(rf"[^\W_{IDEOGRAPHS}\uac00-\ud7af]{{2}}")


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What became of a target."""

    status: Status
    span: Span | None
    """Where it is; None when it is orphaned."""


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


def describe_whole(text: Text, article: str) -> Target:
    """Give the target that is the article with the id `article` as a whole."""
    return Target(article, TextQuoteSelector(""), TextPositionSelector(0, 0), text_hash=text.hash)


def anchor(text: Text, target: Target, old: str | None = None) -> Anchoring:
    """Say where `target` is now.

    `old` is the canonical text that the target was made on, where it was kept: what stood around the passage is
    read from it when the target does not say. A passage that is gone is an orphan, never a guess. What is about the
    article as a whole stands at its beginning.
    """
    if target.is_whole:
        return Anchoring(Status.ANCHORED, Span(0, 0))
    start, end = target.position.start, target.position.end
    is_here = 0 <= start <= end <= len(text.plain) and text.plain[start:end] == target.quote.exact
    if target.text_hash == text.hash and is_here:
        return Anchoring(Status.ANCHORED, Span(start, end))
    quote = _known(target, old)
    span = _find(text.plain, quote, target) if quote.exact.strip() else _between(text.plain, quote, start)
    if span is None:
        return Anchoring(Status.ORPHANED, None)
    return Anchoring(Status.ANCHORED if (span.start, span.end) == (start, end) else Status.MOVED, span)


def _known(target: Target, old: str | None) -> TextQuoteSelector:
    """Give the quote with all that is known of its surroundings."""
    quote, start, end = target.quote, target.position.start, target.position.end
    if old is None or quote.prefix or quote.suffix or old[start:end] != quote.exact:
        return quote
    return TextQuoteSelector(quote.exact, old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT])


def _find(plain: str, quote: TextQuoteSelector, target: Target) -> Span | None:
    """Give the place of the quote's words, letter by letter, or else with other white space between them."""
    for places in (_literally(plain, quote.exact), _spaced_otherwise(plain, quote.exact)):
        span = _best(plain, places, quote, target)
        if span is not None:
            return span
    return None


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


def _between(plain: str, quote: TextQuoteSelector, start: int) -> Span | None:
    """Give the place, between words, that the context of an empty quote stands around."""
    around = quote.prefix + quote.exact + quote.suffix
    if not around.strip():
        return None
    places = (span.start + len(quote.prefix) for span in _literally(plain, around))
    nearest = min(places, key=lambda place: abs(place - start), default=None)
    return None if nearest is None else Span(nearest, nearest + len(quote.exact))


def _best(plain: str, places: Iterable[Span], quote: TextQuoteSelector, target: Target) -> Span | None:
    """Give the place whose context agrees best, then the right occurrence, then the nearest; None if none will do."""
    start = target.position.start
    cuts = _cuts(quote.prefix, quote.exact, quote.suffix)
    found = [(number, span) for number, span in enumerate(places) if _cuts_at(plain, span) == cuts]
    near = nsmallest(_NEAREST, found, key=lambda place: abs(place[1].start - start))
    known = Surroundings.of(quote.prefix, quote.suffix)

    def agreement(place: tuple[int, Span]) -> tuple[int, bool, int]:
        number, span = place
        shared = known.shared(surroundings_at(plain, span, 2 * CONTEXT)) if len(near) > 1 else 0
        return shared, number == target.occurrence, -abs(span.start - start)

    if not near:
        return None
    _, span = max(near, key=agreement)
    if is_telling(quote.exact) or _is_sure(known, plain, span, alone=len(found) == 1):
        return span
    return None


def _is_sure(known: Surroundings, plain: str, span: Span, *, alone: bool) -> bool:
    """Is a short quote the passage? Where nothing is known of its surroundings it must be the only one."""
    return known.are_like(surroundings_at(plain, span, 2 * CONTEXT)) if known else alone


def _cuts(before: str, words: str, after: str) -> tuple[bool, bool]:
    """Say whether a word goes on across the beginning and across the end of `words`: "art" is not in "party"."""
    return _JOINED.match(before[-1:] + words[:1]) is not None, _JOINED.match(words[-1:] + after[:1]) is not None


def _cuts_at(plain: str, span: Span) -> tuple[bool, bool]:
    start, end = span.start, span.end
    return _cuts(plain[max(0, start - 1) : start], plain[start:end], plain[end : end + 1])
