"""Which articles came of a feed, for queries that ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.folding import fold
from reader.store.names import is_id

if TYPE_CHECKING:
    from reader.index.terms import Query
    from reader.library.door import Library
    from reader.model.feed import Feed


class FeedArticles:
    """Looks them up, and keeps those of each feed until more came."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, tuple[object, tuple[str, ...]]] = {}

    def known(self, query: Query) -> Query:
        """`query` with the articles of each feed in the place of its name."""
        names = query.feeds()
        if not names:
            return query
        feeds = self._library.subscriptions.feeds()
        return query.known({name: self._of(name, feeds) for name in names})

    def _of(self, name: str, feeds: tuple[Feed, ...]) -> tuple[str, ...]:
        ids = [feed.id for feed in feeds if feed.id == name] or [feed.id for feed in feeds if _is_meant(feed, name)]
        if not ids and is_id(name):  # what came of a feed that one is not subscribed to any more
            ids = [name]
        return tuple(article for feed_id in ids for article in self._articles(feed_id))

    def _articles(self, feed_id: str) -> tuple[str, ...]:
        stamp = self._library.entries.stamp(feed_id)
        kept = self._kept.get(feed_id)
        if kept is None or kept[0] != stamp:
            kept = self._kept[feed_id] = stamp, tuple(self._library.entries.articles(feed_id))
        return kept[1]


def _is_meant(feed: Feed, name: str) -> bool:
    """Are these words of its title, or is it in the folder of that name?"""
    wanted, folder = fold(name), fold(feed.folder)
    is_inside = folder == wanted or folder.startswith(f"{wanted}/")
    return bool(wanted) and (wanted in fold(feed.title) or is_inside)
