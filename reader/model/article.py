"""What is known of an article, apart from its text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article: a plain file below the library's `articles/`."""

    id: str
    """`[a-z0-9-]`, at most 96 characters; also the name of its notes file."""

    path: str
    """Relative to the library's root, with `/`: `articles/2026/harbour.md`."""

    title: str
    """One line without control characters; inferred from the text where the file names none."""

    author: str = ""
    source: str = ""
    """Who published it: a paper, an agency, a site."""

    url: str = ""
    published: str = ""
    """ISO 8601, as exact as the source is: `2026`, `2026-03`, `2026-03-14`, `2026-03-14T09:30:00+00:00`, or empty."""

    added: str = ""
    """When it came into the library: ISO 8601 in UTC."""

    language: str = ""
    """BCP 47, or empty."""

    words: int = 0
    text_hash: str = ""
    """Of its canonical text."""


@dataclass(frozen=True, slots=True)
class ArticleState:
    """What a reader did with an article."""

    read: bool = False
    starred: bool = False
    position: int = 0
    """Where reading goes on: a code point of the canonical text."""

    text_hash: str = ""
    """Of the text that this is a place in; empty where that is not known, or not said."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One article as the list shows it."""

    article: Article
    state: ArticleState = field(default_factory=ArticleState)
    highlights: int = 0
    themes: tuple[str, ...] = ()
    """The themes of its highlights, most used first."""
