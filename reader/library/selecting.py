"""Which entries of a feed are wanted: those that match a query, asked of each before it is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.index.catalogue import Catalogue
from reader.model.article import Article, Listing
from reader.sources import inference
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.sources.source import Source

_NOWHERE = Path(":memory:")
_STAMP = Stamp(0, 0, 0)


class Selection:
    """A query, asked of one article at a time in a catalogue of its own. Raises QueryError for what is none."""

    def __init__(self, library: Library, query: str) -> None:
        self._library, self._query = library, library.query(query)
        self._catalogue = Catalogue(_NOWHERE)

    def has(self, source: Source) -> bool:
        """Does an article match?"""
        text = self._library.texts.compile(source)
        facts = source.metadata
        article = Article(
            id="entry",
            path="articles/entry.md",
            title=inference.infer_title(source, text),
            author=facts.author,
            source=facts.source,
            url=facts.url,
            published=facts.published,
            added=self._library.clock().isoformat(timespec="seconds"),
            language=facts.language,
            words=text.words,
            text_hash=text.hash,
        )
        self._catalogue.put(Listing(article), _STAMP, text.plain)
        return self._catalogue.count(self._query) > 0

    def close(self) -> None:
        """Let go of it."""
        self._catalogue.close()
