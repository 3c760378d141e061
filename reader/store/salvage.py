"""What can still be read in a file that is not what it should be: every document in it that is whole."""

from __future__ import annotations

import json
import re
from bisect import bisect
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from reader.store import jsonfile
from reader.store.markers import unmark
from reader.store.merge import BESIDE
from reader.store.migrations import migrated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.store.jsonfile import Document, Tables

_HEADER = re.compile(r'"(_[a-z]+)"\s*:\s*(?=\{)')
"""The beginning of a table. Inside a text its quotation marks would be escaped."""

_NUMBERED = re.compile(r'"(0|[1-9][0-9]{0,18})"\s*:\s*\Z')
"""What stands before a document."""

_BEFORE = 64
"""Characters in which the number before a document is looked for."""

_LARGEST = 2**62
"""A number that leaves room for others after it."""

_BROKEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\udc80-\udcff]")
"""What no file that was written here has in it: control characters, and bytes that are no UTF-8."""


@dataclass(slots=True)
class Salvaged:
    """What was found in a damaged file."""

    documents: dict[str, Document] = field(default_factory=dict)
    """Those that are whole, by their numbers."""

    beside: dict[str, dict[str, Document]] = field(default_factory=dict)
    """Other versions of them, by table and number."""

    doubtful: list[Document] = field(default_factory=list)
    """Those in which something is broken, as far as they can be read."""

    meta: Document = field(default_factory=dict)
    """What the file says of itself."""

    @property
    def has_doubles(self) -> bool:
        """Does a note stand there more than once?"""
        ids = [document["id"] for document in self.documents.values() if "id" in document]
        return len(set(ids)) < len(ids)

    @property
    def tables(self) -> Tables:
        """What is whole, as a file has it."""
        about = {"schema": jsonfile.SCHEMA, **self.meta}
        return migrated({jsonfile.META: {"1": about}, jsonfile.NOTES: self.documents, **self.beside})


def salvage(data: bytes, is_document: Callable[[Document], bool]) -> Salvaged:
    """Every document in `data` that can be read; `is_document` knows one by its keys.

    Of a file that git could not merge these are the documents of both sides.
    """
    found, known = Salvaged(), set[str]()
    for side in unmark(data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")):
        _gather(side, is_document, found, known)
    return found


def _gather(text: str, is_document: Callable[[Document], bool], found: Salvaged, known: set[str]) -> None:
    """Put what is in `text` into `found`; `known` are the documents that are there, with their tables, as JSON."""
    headers = list(_HEADER.finditer(text))
    places = [header.start() for header in headers]
    has_notes = any(header[1] == jsonfile.NOTES for header in headers)
    for at, value, is_whole in _objects(text, is_document):
        if not is_document(value):
            _take_meta(found.meta, value)
            continue
        if not is_whole:
            found.doubtful.append(value)
            continue
        place = bisect(places, at)
        name = headers[place - 1][1] if has_notes and place else ""
        table = found.beside.setdefault(name, {}) if name in BESIDE else found.documents
        said = json.dumps([name if name in BESIDE else "", value], sort_keys=True)
        if said not in known:
            known.add(said)
            table[_number(text, at, table)] = value


def is_newer(data: bytes) -> bool:
    """Does a damaged file say that a newer program wrote it?"""
    return any(int(schema) > jsonfile.SCHEMA for schema in re.findall(rb'"schema"\s*:\s*([0-9]{1,9})', data))


def free(table: dict[str, Document]) -> str:
    """A number that nothing in a table has, after that which came into it last."""
    last = int(next(reversed(table), "0"))
    return next(number for number in map(str, count(last % _LARGEST + 1)) if number not in table)


def _objects(text: str, is_document: Callable[[Document], bool]) -> Iterator[tuple[int, Document, bool]]:
    """Each object that can be read, where it begins, and whether it is whole; whole documents are not looked into."""
    doubles: list[bool] = []

    def noted(pairs: list[tuple[str, Any]]) -> Document:
        doubles.append(len(dict(pairs)) < len(pairs))
        return dict(pairs)

    decoder = json.JSONDecoder(strict=False, object_pairs_hook=noted)
    at = text.find("{")
    while at >= 0:
        doubles.clear()
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        is_whole = not (any(doubles) or _BROKEN.search(text, at, end))
        yield at, value, is_whole
        # One that is broken may have swallowed others, as texts or as parts of its own.
        at = text.find("{", end if is_whole and is_document(value) else at + 1)


def _number(text: str, at: int, taken: dict[str, Document]) -> str:
    """The number that stands before the document at `at`, or a free one."""
    found = _NUMBERED.search(text[max(0, at - _BEFORE) : at])
    return found[1] if found and found[1] not in taken else free(taken)


def _take_meta(meta: Document, value: Document) -> None:
    """Keep what a file says of itself, also where only a part of it can be read."""
    if type(value.get("schema")) is int:
        meta.setdefault("schema", value["schema"])
    for key in ("article", "state"):
        if isinstance(value.get(key), dict):
            meta.setdefault(key, value[key])
    if {"path", "title", "text_hash"} <= value.keys():
        meta.setdefault("article", value)
    elif {"read", "position"} <= value.keys():
        meta.setdefault("state", value)
