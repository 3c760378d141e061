"""A page that is to come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.sources.raw import Raw


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that somebody typed or that a list names, and what the list knows of it; each value one clean line."""

    url: str
    title: str = ""
    """As the list calls it: where the page itself does not say."""

    author: str = ""
    published: str = ""
    """ISO 8601, or empty."""

    saved: str = ""
    """When it came into the list: ISO 8601, or empty."""

    tags: tuple[str, ...] = ()
    is_read: bool = False
    is_starred: bool = False
    raw: Raw | None = None
    """The page, where the list carries it; None: it is to be fetched."""
