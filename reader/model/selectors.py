"""How an annotation points at its passage: the W3C Web Annotation selectors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """A passage by its words and what stands around it (W3C Web Annotation Data Model, 4.2.4)."""

    exact: str
    """The words, as in the canonical text."""

    prefix: str = ""
    """What stands before, at most `anchoring.CONTEXT` code points."""

    suffix: str = ""
    """What stands after, at most `anchoring.CONTEXT` code points."""


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """A passage by its place, in code points, half-open (W3C Web Annotation Data Model, 4.2.5)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation marks: a passage of one article."""

    article: str
    """The article's id."""

    quote: TextQuoteSelector
    position: TextPositionSelector

    occurrence: int = 0
    """How many times `quote.exact` stands in the text before `position.start`."""

    text_hash: str = ""
    """The hash of the canonical text that the selectors were made on; empty when nobody knows it."""

    @property
    def is_whole(self) -> bool:
        """Is it the article as a whole, and no passage of it?"""
        return not (self.quote.exact or self.quote.prefix or self.quote.suffix or self.position.end)
