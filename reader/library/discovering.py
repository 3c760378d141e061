"""What feeds there are behind an address: it is one itself, or it is a page that names some."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import FetchError, SourceError
from reader.library.feeds import checked_address, trust
from reader.library.values import Found
from reader.sources import formats
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from reader.library.door import Library
    from reader.sources.web.response import Response


_UNPROTECTED = frozenset({"tls", "refused", "broken", "timeout"})
"""What a server that knows no https may answer to it."""


def discover(library: Library, url: str) -> Found:
    """The feed at an address that a person typed, or those that the page there names.

    Raises UsageError for what is no address, FetchError when it cannot be had, SourceError when there is no feed.
    """
    address = checked_address(url)
    has_scheme = "://" in url or url.casefold().startswith("feed:")
    try:
        response = asyncio.run(_fetched(address))
    except FetchError as error:
        if has_scheme or error.kind not in _UNPROTECTED:
            raise
        address = checked_address(f"http://{url}")
        response = asyncio.run(_fetched(address))
    found = in_raw(library, Raw(response.data, address, response.url, response.media_type))
    if found is None:
        raise SourceError(f"{address} is no feed, and names none. Look for a link called RSS or Feed on its page.")
    return replace(found, place=address)


async def _fetched(address: str) -> Response:
    from reader.library.asking import ACCEPT  # noqa: PLC0415 - only where something is fetched
    from reader.sources.web.client import Client  # noqa: PLC0415

    async with Client(frozenset([trust(address)])) as client:
        return await client.get(address, accept=f"{ACCEPT}, text/html;q=0.9")


def in_raw(library: Library, raw: Raw) -> Found | None:
    """What feeds there are in what was fetched from an address: kind `feed` or `feeds`; None where there is none."""
    from reader.sources.feeds import discovery, parsing  # noqa: PLC0415 - only where something is fetched

    place = raw.url or raw.name
    if _may_be_feed(raw):
        try:
            document = parsing.read(raw, library.workers)
        except SourceError:
            pass
        else:
            count = len(document.entries)
            detail = f"{count:,} entr{'y' if count == 1 else 'ies'}"
            return Found("feed", place, document.title, detail, count=count)
    found = formats.of(raw)
    if found is None or found.name != "html":
        return None
    feeds = discovery.feeds_of(raw, library.workers)
    if not feeds:
        return None
    detail = f"names {len(feeds)} feed{'s' * (len(feeds) != 1)}"
    return Found("feeds", place, detail=detail, feeds=feeds, count=len(feeds))


def _may_be_feed(raw: Raw) -> bool:
    """Is it worth a look of the parser? It takes nothing that begins as a page does."""
    head = raw.data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<", b"{", b"\xff\xfe", b"\xfe\xff")) and not head.startswith(
        (b"<!doctype html", b"<html")
    )
