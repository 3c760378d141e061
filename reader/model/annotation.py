"""What a person made of a passage: a mark, themes, a note."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from reader.model.selectors import Target
    from reader.model.span import Span


class Motivation(StrEnum):
    """Why an annotation was made (W3C Web Annotation Data Model, 3.3.5)."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    TAGGING = "tagging"
    BOOKMARKING = "bookmarking"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on a passage, with its themes and its note."""

    id: str
    """A UUID; it never changes."""

    target: Target
    created: datetime
    """In UTC, to the millisecond."""

    modified: datetime
    """In UTC, to the millisecond; not before `created`."""

    themes: tuple[str, ...] = ()
    """Names from the codebook, in the order in which they were given, each once."""

    note: str = ""
    """The person's own words, Markdown."""

    speaker: str = ""
    """Who said the quotation; empty when it is none, or nobody knows."""

    color: str = ""
    """A colour of the palette by name; empty: that of the first theme."""

    motivation: Motivation = Motivation.HIGHLIGHTING
    author: str = ""

    formerly: tuple[str, ...] = ()
    """Wordings that the passage had before its owner accepted another one, oldest first."""

    @property
    def is_bookmark(self) -> bool:
        """Does it only keep a place?"""
        return self.motivation is Motivation.BOOKMARKING

    @property
    def is_about_article(self) -> bool:
        """Is it a note on the whole article?"""
        return self.motivation is Motivation.COMMENTING and self.target.is_whole

    @property
    def is_only_a_place(self) -> bool:
        """Is it a bookmark that nobody wrote anything on? It is of use to its reader alone."""
        return self.is_bookmark and not (self.note or self.themes)

    @property
    def is_passage(self) -> bool:
        """Does it mark words of the text? These are what is counted as highlights."""
        return not (self.is_bookmark or self.is_about_article)


class Status(StrEnum):
    """What became of an annotation's passage."""

    ANCHORED = "anchored"
    """It stands where it stood."""

    MOVED = "moved"
    """The same words, at another place."""

    CHANGED = "changed"
    """Found, but its words differ."""

    ORPHANED = "orphaned"
    """Gone."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """An annotation with its place in the text as it is now."""

    annotation: Annotation
    span: Span | None
    """Where it is; None when it is orphaned."""

    status: Status

    now: str = ""
    """What the text says there now, where that is not what was quoted; else empty."""

    @property
    def id(self) -> str:
        """The annotation's id."""
        return self.annotation.id


def text_order(highlight: Highlight) -> tuple[bool, int, int, str]:
    """Sort key: the order of the text, orphans last, by where they stood."""
    span = highlight.span
    position = highlight.annotation.target.position
    start, end = (span.start, span.end) if span else (position.start, position.end)
    return span is None, start, end, highlight.id
