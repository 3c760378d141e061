"""The feeds that a page names; the task `discover` of a worker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.sources.feeds.entry import joined
from reader.sources.metadata import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from reader.sources.isolated import Workers
    from reader.sources.raw import Raw

MOST = 50
"""Feeds that are shown of one page."""

_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "text/rss+xml",
}
_MAYBE = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?|index\.xml|feed\.json)(?:[/._?-]|$)", re.IGNORECASE)
_ASIDE = re.compile(r"comment|kommentar", re.IGNORECASE)


def feeds_of(raw: Raw, workers: Workers) -> tuple[tuple[str, str], ...]:
    """Addresses and titles of the feeds that a page names, the main one first; raises SourceError."""
    header = {"name": raw.name, "url": raw.url, "media_type": raw.media_type}
    answer = workers.call("discover", header, raw.data, raw.name)
    return tuple((address, title) for address, title in answer["feeds"])


def serve(header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The same in a worker."""
    from reader.sources.html.parsing import tree  # noqa: PLC0415 - in a worker alone

    root = tree(data, str(header["media_type"]))
    return {"feeds": find(root, str(header["url"]))}


def find(root: HtmlElement, url: str) -> list[tuple[str, str]]:
    """The feeds that a page names in its head; where it names none, its links that look like one."""
    base = next(iter(root.xpath("//base/@href")), "")
    where = joined(url, str(base)) or url
    named = _once(_named(root), where)
    found = named or _once(_linked(root), where)
    # Comments are a feed too, and not what somebody follows a page for.
    return sorted(found[:MOST], key=lambda each: bool(_ASIDE.search(" ".join(each))))


def _named(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for link in root.xpath("//link[@href and @rel]"):
        words = str(link.get("rel")).casefold().split()
        kind = str(link.get("type") or "").partition(";")[0].strip().casefold()
        if ("alternate" in words and kind in _TYPES) or "feed" in words:
            is_doubtful = kind in {"application/json", "application/xml", "text/xml"}
            if not is_doubtful or _MAYBE.search(str(link.get("href"))):
                yield str(link.get("href")), str(link.get("title") or "")


def _linked(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for link in root.xpath("//a[@href]"):
        address = str(link.get("href"))
        if _MAYBE.search(address) and re.search(r"rss|atom|xml|feed", address, re.IGNORECASE):
            yield address, str(link.text_content())[:500]


def _once(found: Iterator[tuple[str, str]], base: str) -> list[tuple[str, str]]:
    kept: dict[str, str] = {}
    for address, title in found:
        whole = joined(base, address).partition("#")[0]
        if whole and len(kept) < MOST:
            kept.setdefault(whole, line(title))
    return list(kept.items())
