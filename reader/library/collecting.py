"""Notes, article by article, where they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library.values import Problem, gone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.library.door import Library
    from reader.model.annotation import Highlight
    from reader.model.article import Listing


def by_article(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Ids of annotations by those of their articles, in the order in which the articles come."""
    wanted: dict[str, set[str]] = {}
    for article_id, annotation_id in pairs:
        wanted.setdefault(article_id, set()).add(annotation_id)
    return wanted


def collect(
    library: Library, article_id: str, ids: set[str], trouble: Callable[[Problem], None] | None
) -> tuple[Listing, tuple[Highlight, ...]] | None:
    """One article with those of its annotations that have one of `ids`, as orphans where it cannot be read.

    Notes that cannot be read are told to `trouble`, and there is None; without `trouble` they raise StoreError.
    """
    try:
        shard = library.notes_store.load(article_id)
    except StoreError as error:
        if trouble is None:
            raise
        trouble(Problem(f"notes/{article_id}.json", str(error)))
        return None
    listing = library.catalogue.get(article_id) or gone(shard)
    return listing, library.changes.place(listing.article, [a for a in shard.annotations if a.id in ids])
