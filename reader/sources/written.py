"""Articles that are written as text: Markdown and plain text."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.sources import files
from reader.sources.formats import BY_NAME, BY_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.raw import Raw
    from reader.sources.source import Source


def read(raw: Raw) -> Iterator[Source]:
    """The one article in `raw`; raises SourceError for bytes that are no text."""
    format = BY_SUFFIX.get(PurePath(raw.name).suffix.casefold(), BY_NAME["plain"])  # noqa: A001 - the field's word
    is_markdown = format.name == "markdown" or raw.media_type.startswith(("text/markdown", "text/x-markdown"))
    yield files.from_bytes(raw.data, "markdown" if is_markdown else "plain", raw.name)
