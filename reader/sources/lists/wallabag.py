"""JSON of Wallabag, which carries the text of each page, and of others that list pages as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.lists import facts
from reader.sources.notes import json_values, opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.sources.lists.entry import Entry
    from reader.sources.notes.json_values import Place

_WRAPPED = frozenset({"results", "items", "entries", "articles", "documents"})
"""What the list is called where it is not all that there is."""

_OF_NOTES = frozenset({"@context", "target", "quote", "highlights", "schema"})
"""Names in files of notes, which are imported."""

_NAMES = {
    "url": ("url", "given_url", "source_url", "link"),
    "title": ("title",),
    "author": ("published_by", "author"),
    "published": ("published_at", "published_date", "publishedAt"),
    "saved": ("created_at", "saved_at", "savedAt", "time_added"),
    "tags": ("tags", "labels"),
    "state": ("is_archived", "location", "state"),
    "progress": ("reading_progress",),
    "starred": ("is_starred",),
    "content": ("content", "html_content", "html"),
    "language": ("language",),
}
"""What we call a fact, and what they do."""


def is_one(path: Path) -> bool:
    """Is it a list of things that have addresses?"""
    head = opening.head(path).lstrip("\ufeff \t\r\n")
    if not head.startswith(("[", "{")):
        return False
    names = {name for _, name in json_values.names(head)}
    if names & _OF_NOTES:
        return False
    return bool(names & set(_NAMES["url"])) and bool(names & {"title", "content", "tags", "labels", "is_archived"})


def read(path: Path) -> Iterator[Entry | SourceError]:
    """The entries of a list; raises NotFoundError, SourceError."""
    number = 0
    for _, value in json_values.values(path, _is_entry):
        if not isinstance(value, (dict, json_values.Refused)):
            continue
        number += 1
        if isinstance(value, json_values.Refused):
            yield SourceError(f"{path.name}, page {number}: {value.value}")
            continue
        found = facts.entry(said(value))
        if found is not None:
            yield found
        else:
            yield SourceError(f"{path.name}, page {number}: it has no address of the web.")


def said(value: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a page, by our names; of several names of theirs the first that says something."""
    found = {ours: next((value[name] for name in names if value.get(name)), None) for ours, names in _NAMES.items()}
    return {ours: theirs for ours, theirs in found.items() if theirs is not None}


def _is_entry(place: Place) -> bool:
    if len(place) == 1:
        return isinstance(place[0], int)
    return len(place) == 2 and place[0] in _WRAPPED and isinstance(place[1], int)
