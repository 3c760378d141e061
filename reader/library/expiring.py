"""Articles of feeds that were read go to the trash after a while, where their subscriber wants that."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.store import codec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reader.library.door import Library
    from reader.model.feed import Feed
    from reader.store.entries import Seen


def expire(library: Library, feeds: Iterable[Feed]) -> int:
    """Throw away what is old, was read, and has neither notes nor a star; how many articles.

    It is one step of undo. What came back since, by undo or out of the trash, is not thrown away again.
    """
    now = library.clock()
    old: dict[str, tuple[Feed, Seen]] = {}
    for feed in feeds:
        if feed.keep:
            known = library.entries.known(feed.id).articles
            before = now - timedelta(days=feed.keep)
            old |= {seen.article: (feed, seen) for seen in known.values() if _is_old(library, seen, before)}
    if not old:
        return 0
    library.trash.put(old, "old and read, moved to the trash")
    by_feed: dict[str, list[Seen]] = {}
    for feed, seen in old.values():
        by_feed.setdefault(feed.id, []).append(replace(seen, expired=True))
    for feed_id, entries in by_feed.items():
        library.entries.add(feed_id, entries)
    return len(old)


def _is_old(library: Library, seen: Seen, before: datetime) -> bool:
    # Where it is not known what a person did with it, it stays.
    if seen.expired or not seen.text:
        return False
    with suppress(ValueError, StoreError):
        if codec.moment(seen.at) > before:
            return False
        listing = library.catalogue.get(seen.article)
        if listing is None or not listing.state.read or listing.state.starred or listing.highlights:
            return False
        shard = library.notes_store.load(seen.article)
        is_untouched = shard.state.read and not (shard.state.starred or shard.annotations or shard.conflicts)
        return is_untouched and os.path.lexists(library.root / listing.article.path)
    return False
