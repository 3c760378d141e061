"""A feed's bytes to its entries, whatever its kind; the task `feed` of a worker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.feeds import entry, jsonfeed, piece, syndicated
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reader.sources.feeds.entry import Document, Entry
    from reader.sources.feeds.piece import Piece
    from reader.sources.isolated import Workers

MOST = 8_000_000
"""Characters of all entries of one feed that are taken in at once."""

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
    entries, left = _within(_newest(pieces), known)
    problems = (f"It holds more text than is taken in at once: {left:,} of its entries were left out.",) if left else ()
    return replace(document, entries=entry.told_apart(entries, document.site, raw.url), problems=problems)


def _newest(pieces: list[Piece]) -> list[Piece]:
    """The newest ones, these first, as nearly all feeds have them."""
    dates = [each.published for each in pieces if each.published]
    return (pieces[::-1] if dates and dates[0] < dates[-1] else pieces)[: entry.MOST]


def _within(pieces: list[Piece], known: frozenset[str]) -> tuple[list[Entry], int]:
    """The entries, the first ones first, as far as there is room for their words; how many there is none for."""
    room = MOST
    entries = []
    for each in pieces:
        if room < 0:
            break
        made = piece.entry(each, known)
        room -= len(made.body)
        entries.append(made)
    return entries, len(pieces) - len(entries)
