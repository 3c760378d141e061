"""A feed's bytes to its entries, whatever its kind; the task `feed` of a worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.feeds import entry, jsonfeed, piece, syndicated
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reader.sources.feeds.entry import Document
    from reader.sources.isolated import Workers

SECONDS = 20.0
"""As long as one feed may take."""


def read(raw: Raw, workers: Workers, known: Collection[str] = ()) -> Document:
    """The feed in `raw`; entries that said the same before, by `known`, come without their body. Raises SourceError."""
    header = {"name": raw.name, "url": raw.url, "media_type": raw.media_type, "known": list(known)}
    return entry.taken(workers.call("feed", header, raw.data, raw.name, SECONDS))


def serve(header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The same in a worker."""
    raw = Raw(data, str(header["name"]), str(header["url"]), str(header["media_type"]))
    return entry.given(parse(raw, frozenset(header["known"])))


def parse(raw: Raw, known: frozenset[str] = frozenset()) -> Document:
    """The feed in `raw`; raises SourceError when it is none."""
    if not raw.data.strip():
        raise SourceError(f"{raw.name} is empty.")
    if jsonfeed.is_one(raw.data, raw.media_type):
        document, pieces = jsonfeed.read(raw.data, raw.url, raw.name)
    else:
        document, pieces = syndicated.read(raw.data, raw.url, raw.media_type, raw.name)
    entries = [piece.entry(each, known) for each in pieces]
    return replace(document, entries=entry.told_apart(entries, document.site, raw.url))
