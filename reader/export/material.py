"""What is handed to an export: articles, what of their annotations goes out, and the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from reader.model.annotation import Highlight
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse
    from reader.text.document import Text


@dataclass(frozen=True, slots=True)
class Marked:
    """An article, and those of its annotations that go out."""

    listing: Listing

    highlights: tuple[Highlight, ...]
    """In the order of the text, orphans last (`model.annotation.text_order`)."""

    read: Callable[[], Text]
    """Reads the article's text; raises SourceError or NotFoundError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is about."""

    articles: Callable[[], Iterator[Marked]]
    """Reads the articles one after the other, each time anew, so that memory stays flat."""

    themes: tuple[ThemeUse, ...]
    """The codebook, most used first."""

    at: datetime
    """When the export is made, in UTC."""
