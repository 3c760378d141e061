"""Fetching a page that a person asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources import formats
from reader.sources.web import failures, kinds, places
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.sources.raw import Raw
    from reader.sources.web.client import Client


async def page(client: Client, url: str) -> Raw:
    """The article at `url`, which a person named; raises FetchError, and SourceError for what is none."""
    raw = await had(client, url)
    check(raw, url)
    return raw


async def had(client: Client, url: str) -> Raw:
    """What is at `url`, which a person named; raises FetchError."""
    return kinds.raw(await client.get(url, limit=kinds.limit, trusted=frozenset({places.of(url)})))


def check(raw: Raw, url: str) -> None:
    """Raise SourceError for what is no article: the message says what it is, and what to do with it."""
    shown = failures.shown(url)
    if not raw.data.strip():
        raise SourceError(f"{shown} is empty: the site sent nothing. Open it in a browser to look.")
    if kinds.is_feed(raw.data, raw.media_type):
        raise SourceError(f"{shown} is a feed: follow it with `reader feeds add {failures.typed(url)}`.")
    if kinds.is_opml(raw.data):
        raise SourceError(f"{shown} is a list of feeds: save it, and follow them with `reader feeds import FILE`.")
    if formats.of(raw) is None:
        what = clean_line(raw.media_type.partition(";")[0])[:80] or "nothing that is known"
        raise SourceError(
            f"{shown} is no page to read: it came as {what}. "
            "Reader takes web pages, text, PDF, EPUB, Word documents and mail."
        )
