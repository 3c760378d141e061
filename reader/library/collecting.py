"""Notes, article by article, where they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library.values import Problem, gone
from reader.store import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reader.library.door import Library
    from reader.model.annotation import Highlight
    from reader.model.article import Article, Listing
    from reader.store.stamp import Stamp


def by_article(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Ids of annotations by those of their articles, in the order in which the articles come."""
    wanted: dict[str, set[str]] = {}
    for article_id, annotation_id in pairs:
        wanted.setdefault(article_id, set()).add(annotation_id)
    return wanted


def collect(
    library: Library,
    article_id: str,
    ids: set[str],
    trouble: Callable[[Problem], None] | None,
    stamps: Mapping[str, Stamp] | None = None,
) -> tuple[Listing, tuple[Highlight, ...]] | None:
    """One article with those of its annotations that have one of `ids`, as orphans where it cannot be read.

    Notes that cannot be read are told to `trouble`, and there is None; without `trouble` they raise StoreError. With
    `stamps`, those of the index, an article whose file has its stamp is not read where that is not needed.
    """
    try:
        shard = library.notes_store.load(article_id)
    except StoreError as error:
        if trouble is None:
            raise
        trouble(Problem(f"notes/{article_id}.json", str(error)))
        return None
    listing = library.catalogue.get(article_id) or gone(shard)
    annotations = [a for a in shard.annotations if a.id in ids]
    article = listing.article
    if stamps and article.path in stamps and stamps[article.path] == _stamp(library, article):
        return listing, library.changes.place_unread(article, annotations)
    return listing, library.changes.place(article, annotations)


def _stamp(library: Library, article: Article) -> Stamp | None:
    try:
        return stamp.of(library.root / article.path)
    except StoreError:
        return None
