"""Tables of addresses: exports of Pocket, Instapaper, Readwise Reader, Wallabag, or any table that has their column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.lists import facts
from reader.sources.notes import opening, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.sources.lists.entry import Entry

COLUMNS = {
    "url": "url",
    "link": "url",
    "address": "url",
    "href": "url",
    "title": "title",
    "author": "author",
    "authors": "author",
    "time_added": "saved",
    "timestamp": "saved",
    "saved date": "saved",
    "creation date": "saved",
    "date added": "saved",
    "tags": "tags",
    "document tags": "tags",
    "labels": "tags",
    "status": "state",
    "location": "state",
    "folder": "folder",
    "reading progress": "progress",
    "content": "content",
    "language": "language",
    "is_archived": "state",
    "is_starred": "starred",
}
"""What programs call their columns, and what we call them."""


def is_one(path: Path) -> bool:
    """Does a file begin with names of columns, one of them that of an address?"""
    return "url" in _names(path, _delimiter(path))


def read(path: Path) -> Iterator[Entry | SourceError]:
    """The entries of a table; raises NotFoundError, SourceError."""
    for row in table.rows(path, COLUMNS, _delimiter(path)):
        if not isinstance(row, table.Row):
            yield SourceError(f"{path.name}, {row.where}: {row.why}")
            continue
        found = facts.entry(row.cells)
        if found is not None:
            yield found
        else:
            yield SourceError(f"{path.name}, line {row.line}: there is no address of the web in it.")


def _delimiter(path: Path) -> str:
    """Wallabag parts its columns by semicolons."""
    if path.suffix.casefold() == ".tsv":
        return "\t"
    first = opening.head(path).lstrip("\ufeff").partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _names(path: Path, delimiter: str) -> set[str]:
    first = opening.head(path).lstrip("\ufeff").partition("\n")[0]
    return {COLUMNS.get(name.strip(' "\r').casefold(), "") for name in first.split(delimiter)}
