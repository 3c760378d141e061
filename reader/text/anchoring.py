"""Points at a passage so that it can be found again, and finds it.

A passage is known by its words, by what stands around them and by its place. Where the text is another one now it is
looked for by `finding`; what is not found is an orphan, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.model.annotation import Status
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.text.finding import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Text

CONTEXT = 64
"""Code points kept on each side of a quote; longer context no longer improves re-anchoring."""


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

    `old` is the canonical text that the target was made on, where it was kept. A passage that is gone is an orphan,
    never a guess. What is about the article as a whole stands at its beginning.
    """
    if target.is_whole:
        return Anchoring(Status.ANCHORED, Span(0, 0))
    quote, start, end = target.quote, target.position.start, target.position.end
    is_here = 0 <= start <= end <= len(text.plain) and text.plain[start:end] == quote.exact
    if is_here and (target.text_hash == text.hash or _is_between_the_same(text.plain, target)):
        return Anchoring(Status.ANCHORED, Span(start, end))
    if not quote.exact.strip():
        span = _between(text.plain, quote, start)
        is_changed = False
    else:
        found = find(text, _with_context(target, old), old)
        span, is_changed = (found.span, found.is_changed) if found else (None, False)
    if span is None:
        return Anchoring(Status.ORPHANED, None)
    if is_changed:
        return Anchoring(Status.CHANGED, span)
    return Anchoring(Status.ANCHORED if (span.start, span.end) == (start, end) else Status.MOVED, span)


def _is_between_the_same(plain: str, target: Target) -> bool:
    """Do the words stand in another text between the same as before?"""
    quote, start = target.quote, target.position.start
    if not (quote.prefix and quote.suffix and quote.exact.strip()) or start < len(quote.prefix):
        return False
    around = quote.prefix + quote.exact + quote.suffix
    return plain.startswith(around, start - len(quote.prefix))


def _with_context(target: Target, old: str | None) -> Target:
    """Give the target with what stood around it, read from the text that it was made on where it does not say."""
    quote, start, end = target.quote, target.position.start, target.position.end
    if old is None or quote.prefix or quote.suffix or old[start:end] != quote.exact:
        return target
    return replace(
        target, quote=TextQuoteSelector(quote.exact, old[max(0, start - CONTEXT) : start], old[end : end + CONTEXT])
    )


def _between(plain: str, quote: TextQuoteSelector, start: int) -> Span | None:
    """Give the place, between words, that the context of an empty quote stands around."""
    around = quote.prefix + quote.exact + quote.suffix
    if not around.strip():
        return None
    places = (place + len(quote.prefix) for place in _places(plain, around))
    nearest = min(places, key=lambda place: abs(place - start), default=None)
    return None if nearest is None else Span(nearest, nearest + len(quote.exact))


def _places(plain: str, words: str) -> Iterator[int]:
    """Give every place where `words` stand."""
    start = plain.find(words)
    while start >= 0:
        yield start
        start = plain.find(words, start + 1)
