"""Small articles and notes, made in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.model.annotation import Annotation, Highlight, Status
from reader.model.article import Article, ArticleState, Listing
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector
from reader.model.span import Span
from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from reader.index.catalogue import Catalogue

NOW = datetime(2026, 9, 14, 12, tzinfo=UTC)
STAMP = Stamp(1_000, 20, 300)


def clock() -> datetime:
    return NOW


def article(name: str, title: str = "", **facts: Any) -> Article:
    facts = {
        "path": f"articles/{name}.md",
        "added": "2026-01-01T00:00:00+00:00",
        "text_hash": f"hash of {name}",
        **facts,
    }
    return Article(id=name, title=title or name, **facts)


def put(catalogue: Catalogue, name: str, title: str = "", body: str = "", **facts: Any) -> Listing:
    listing = Listing(article(name, title, **facts))
    catalogue.put(listing, STAMP, body)
    return listing


def note(name: str, quote: str = "", *, start: int | None = 0, **parts: Any) -> Highlight:
    """A highlight; one that starts nowhere is an orphan."""
    annotation = Annotation(
        id=name,
        target=Target("", TextQuoteSelector(quote or name), TextPositionSelector(start or 0, (start or 0) + 10)),
        created=NOW,
        modified=NOW,
    )
    span = None if start is None else Span(start, start + 10)
    return Highlight(replace(annotation, **parts), span, Status.ORPHANED if span is None else Status.ANCHORED)


def put_notes(catalogue: Catalogue, name: str, *notes: Highlight, **state: Any) -> None:
    catalogue.put_notes(name, STAMP, ArticleState(**state), notes)
