"""Readwise's CSV: what it exports, and the template of what it imports.

The export (readwise.io/export) has the columns Highlight, Book Title, Book Author, Amazon Book ID, Note, Color, Tags,
Location Type, Location, Highlighted at, Document tags; the template (readwise.io/import_bulk) Highlight, Title,
Author, URL, Note, Location, Date. Columns may be missing and stand in any order; other ones are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.notes import cleaning
from reader.sources.notes.imported import (
    Imported,
    ImportedArticle,
    Item,
    PassedOver,
    Unreadable,
    folded,
    identifier,
    passage_id,
)
from reader.sources.notes.table import Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ORIGIN = "readwise"
_NAMES = {
    "highlight": "quote",
    "book title": "title",
    "title": "title",
    "book author": "author",
    "author": "author",
    "url": "url",
    "source url": "url",
    "note": "note",
    "color": "color",
    "tags": "tags",
    "location type": "kind",
    "location": "place",
    "highlighted at": "moment",
    "date": "moment",
    "amazon book id": "asin",
    "document tags": "about",
}
_TAGS = re.compile(r"(?:\.[^\W_]\S*(?:[ \t]+|(?=\n)|\Z))+(?:\n|\Z)")
"""A line of tags before a note, as Readwise reads them from there: `.tag .another`."""


def is_readwise(head: str) -> bool:
    """Does a file begin with the columns that Readwise knows?"""
    first = head.lstrip("\ufeff \r\n").split("\n", 1)[0]
    columns = {column.strip(' "\r').casefold() for column in first.split(",")}
    return "highlight" in columns and len(columns & _NAMES.keys()) >= 2


def parse(path: Path) -> Iterator[Item]:
    """What the table holds, row after row."""
    for row in rows(path, _NAMES):
        yield _item(row) if isinstance(row, Row) else row


def _item(row: Row) -> Item:
    cells, where = row.cells, f"line {row.line}"
    quote, note = cleaning.prose(cells.get("quote")), cleaning.prose(cells.get("note"))
    if max(len(quote), len(note)) > cleaning.MAX_WORDS:
        return Unreadable(where, "It is longer than a passage of a book.")
    if not quote and not note:
        return PassedOver(where, "It has neither a passage nor a note.")
    article = _article(cells)
    place = cleaning.line(cells.get("place"))
    tagged = _TAGS.match(note)
    written = [tag[1:] for tag in tagged[0].split()] if tagged else []
    note = note[tagged.end() :] if tagged else note
    made = passage_id(article, quote, place) if quote else identifier("note", folded(article.title), place, note)
    moment = cleaning.moment(cells.get("moment"))
    return Imported(
        article=article,
        quote=quote,
        id=made,
        note=note,
        themes=cleaning.themes((*cleaning.listed(cells.get("tags")), *written)),
        color=cleaning.color(cells.get("color")),
        created=moment,
        modified=moment,
        origin=ORIGIN,
        where=where,
    )


def _article(cells: Mapping[str, str]) -> ImportedArticle:
    return ImportedArticle(
        title=cleaning.line(cells.get("title")),
        author=cleaning.line(cells.get("author")),
        url=cleaning.address(cells.get("url")),
    )
