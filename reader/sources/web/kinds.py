"""What a fetched answer is, before anything reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources import formats
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from reader.sources.web.response import Response

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a document that is fetched: a book, a report."""

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_LOOK = 4096
# Each part can be read in one way alone: else a page of comments would be tried in all their groupings.
_BEFORE = rb"(?:\s|<\?[^>]{0,500}\?>|<!--(?:(?!-->).){0,1500}-->|<!DOCTYPE\s+(?:rss|feed|rdf|opml)[^>]{0,500}>){0,20}"
_FEED = re.compile(_BEFORE + rb"<(?:rss|feed|rdf:RDF)\b", re.DOTALL | re.IGNORECASE)
_JSON_FEED = re.compile(rb'\s*\{.{0,2000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)
_OPML = re.compile(_BEFORE + rb"<opml\b", re.DOTALL | re.IGNORECASE)


def is_feed(data: bytes, media_type: str = "") -> bool:
    """Is it something to be subscribed to? A page that is served as a feed is a page."""
    head = _head(data)
    if _FEED.match(head) or _JSON_FEED.match(head):
        return True
    return _essence(media_type) in _FEED_TYPES and formats.of(Raw(head, "")) is None


def is_opml(data: bytes) -> bool:
    """Is it a list of feeds?"""
    return _OPML.match(_head(data)) is not None


def raw(response: Response) -> Raw:
    """The answer as what came in: called by its address, or as the server calls it where that alone tells its kind."""
    address = response.url.partition("?")[0]
    is_telling = _suffix(response.name) in formats.BY_SUFFIX and _suffix(address) not in formats.BY_SUFFIX
    name = response.name if is_telling else address
    return Raw(response.data, name, response.url, response.media_type)


def limit(media_type: str) -> int:
    """How many bytes an answer may have: documents more than pages."""
    found = formats.of(Raw(b"", "", media_type=media_type))
    return min(found.most, LARGEST_FILE) if found is not None else formats.MOST


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.casefold()}" if dot and stem else ""


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().casefold()


def _head(data: bytes) -> bytes:
    return data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
