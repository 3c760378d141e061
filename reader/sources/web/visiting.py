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
    """What is at `url`, which a person named; raises FetchError, and SourceError for what is to be subscribed to."""
    response = await client.get(url, limit=kinds.limit, trusted=frozenset({places.of(url)}))
    if kinds.is_feed(response.data, response.media_type):
        shown = failures.shown(url)
        raise SourceError(f"{shown} is a feed: follow it with `reader feeds add {shown}`.")
    if kinds.is_opml(response.data):
        raise SourceError(
            f"{failures.shown(url)} is a list of feeds: save it, and follow them with `reader feeds import FILE`."
        )
    if not response.data.strip():
        raise SourceError(f"{failures.shown(url)} is empty: the site sent nothing. Open it in a browser to look.")
    raw = kinds.raw(response)
    if formats.of(raw) is None:
        what = clean_line(response.media_type.partition(";")[0])[:80] or "nothing that is known"
        raise SourceError(
            f"{failures.shown(url)} is no page to read: it came as {what}. "
            "Reader takes web pages, text, PDF, EPUB, Word documents and mail."
        )
    return raw
