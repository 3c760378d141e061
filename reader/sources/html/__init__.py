"""Web pages: bytes to a tree, a tree to Markdown, and of a whole page the article that is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.raw import Raw
    from reader.sources.source import Source


def read(raw: Raw) -> Iterator[Source]:
    """The article of a page; raises SourceError for a page without any words."""
    from reader.sources.html.reading import source  # noqa: PLC0415 - extractors take half a second to load

    yield source(raw)
