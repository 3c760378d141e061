"""Values to keep, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from reader.model.annotation import Annotation
from reader.model.article import Article
from reader.model.selectors import Target, TextPositionSelector, TextQuoteSelector

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
ARTICLE = Article(id="harbour", path="articles/harbour.md", title="The harbour", url="https://example.org/harbour")


def clock() -> datetime:
    """Always noon."""
    return NOON


def annotation(
    number: int, *, note: str = "", quote: str = "opened", article: str = "harbour", themes: tuple[str, ...] = ()
) -> Annotation:
    """The n-th annotation: the same number, the same id."""
    return Annotation(
        id=str(UUID(int=number)),
        target=Target(article, TextQuoteSelector(quote, "The bridge ", "."), TextPositionSelector(11, 17)),
        created=NOON,
        modified=NOON,
        themes=themes,
        note=note,
    )
