"""Articles that are written as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.raw import Raw
    from reader.sources.source import Source


def read(raw: Raw) -> Iterator[Source]:
    """The one article in `raw`; raises SourceError for bytes that are no text."""
    yield files.from_bytes(raw.data, "plain", raw.name)
