"""JSON Feed, versions 1 and 1.1: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.dates import to_iso
from reader.sources.feeds.entry import Document, joined, language_of
from reader.sources.feeds.piece import Piece, names
from reader.sources.metadata import line

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")
_LOOK = 4096


def is_one(data: bytes, media_type: str = "") -> bool:
    """Is it a JSON Feed, or was it meant to be?"""
    begins = data[:_LOOK].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    return begins and (b"jsonfeed.org/version/" in data[:_LOOK].replace(b"\\/", b"/") or "json" in media_type)


def read(data: bytes, url: str, name: str) -> tuple[Document, list[Piece]]:
    """The feed in `data`, and its entries as it has them; raises SourceError."""
    try:
        found = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is no feed: it is JSON that cannot be read.") from error
    if not isinstance(found, dict) or not _text(found, "version").startswith(VERSIONS):
        raise SourceError(f"{name} is no feed: it is JSON of another kind.")
    authors = _authors(found)
    document = Document(
        title=line(_text(found, "title")),
        site=joined(url, _text(found, "home_page_url")),
        language=language_of(_text(found, "language")),
        is_over=found.get("expired") is True,
    )
    items = found.get("items")
    pieces = [_piece(item, url, authors) for item in (items if isinstance(items, list) else []) if item]
    return document, [piece for piece in pieces if piece is not None]


def _piece(item: object, base: str, authors: str) -> Piece | None:
    if not isinstance(item, dict):
        return None
    own, other = (joined(base, _text(item, key)) for key in ("url", "external_url"))
    html, words = _text(item, "content_html"), _text(item, "content_text")
    return Piece(
        id=_text(item, "id") or own,
        url=own or other,
        title=_text(item, "title"),
        body=html or words or _text(item, "summary"),
        is_html=bool(html),
        base=own or base,
        author=_authors(item) or authors,
        published=to_iso(_text(item, "date_published")) or to_iso(_text(item, "date_modified")),
        language=_text(item, "language"),
        enclosures=tuple(_enclosures(item, base)),
    )


def _enclosures(item: dict[str, Any], base: str) -> Iterator[str]:
    attached = item.get("attachments")
    for each in attached if isinstance(attached, list) else ():
        if isinstance(each, dict) and (address := joined(base, _text(each, "url"))):
            yield address


def _authors(item: dict[str, Any]) -> str:
    """Version 1 has one, version 1.1 several."""
    given = item.get("authors")
    people = given if isinstance(given, list) and given else [item.get("author")]
    return names(_text(each, "name") for each in people if isinstance(each, dict))


def _text(item: dict[str, Any], key: str) -> str:
    """A text; a number is one too, as many feeds write their ids."""
    value = item.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
