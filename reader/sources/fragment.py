"""A part of a page, all of which is wanted: what somebody copied from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.html.markdown import to_markdown
from reader.sources.html.parsing import tree
from reader.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.raw import Raw


def read(raw: Raw) -> Iterator[Source]:
    """The part in `raw`; raises SourceError for one without words."""
    body = to_markdown(tree(raw.data, "text/html"), raw.url)
    if not body.strip():
        raise SourceError(f"{raw.name} has no text.")
    yield Source("markdown", body)
