"""The subscriptions of a library, in one plain TinyDB file."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reader.errors import DamagedError
from reader.model.feed import Feed
from reader.store import atomic, codec, faults, jsonfile
from reader.store.locks import Lock
from reader.store.names import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reader.store.damage import Mend
    from reader.store.jsonfile import Document, Tables
    from reader.store.table import NotesDB, NotesTable

_STEM = "feeds"
NAME = f"{_STEM}.json"

KEY = "feed"
"""The key of a subscription's id: what has an `id` is a note."""

_LONGEST = 2000
"""Code points of an address or a name; nothing longer is meant."""

_LARGEST = 2**31
"""Minutes or days: more are no number that somebody means."""


class Subscriptions:
    """What a library is subscribed to. Threads and processes may change it at once. `mend` mends a damaged file."""

    def __init__(self, root: Path, mend: Mend | None = None) -> None:
        self._root, self._mend = root, mend
        self._path = root / NAME
        self._lock = Lock(root / ".reader" / "locks" / f"{_STEM}.lock")
        self._database: NotesDB | None = None

    def feeds(self) -> tuple[Feed, ...]:
        """All of them, in the order in which they came; raises DamagedError when the file is not to be trusted."""
        found = atomic.read(self._path)
        if found is None:
            return ()
        try:
            tables = jsonfile.parse(found[0], self._path)
            check(tables, self._path)
        except DamagedError as damage:
            if self._mend is None:
                raise
            tables = self._mend(self._path, self._lock, damage).tables
        documents = tables.get(jsonfile.NOTES, {})
        known = {each.id: each for each in (feed(documents[number]) for number in sorted(documents, key=int))}
        return tuple(known.values())

    def turn(self, changes: Iterable[tuple[Feed | None, Feed | None]]) -> None:
        """Make of each first feed the second one; None: it was not there, or goes.

        Of one that is there only what changed is written.
        """
        pairs = tuple(changes)
        if pairs:
            self._change(lambda table, documents: _turn(documents, pairs, table.new_id))

    def _change(self, change: Callable[[NotesTable, dict[int, Document]], None]) -> None:
        try:
            self._write(change)
        except DamagedError as damage:
            if self._mend is None or self._mend(self._path, self._lock, damage).problem:
                raise
            self._write(change)

    def _write(self, change: Callable[[NotesTable, dict[int, Document]], None]) -> None:
        database = self._opened()
        with database.transaction():
            database.table(f"{_STEM}/{jsonfile.META}").edit(_describe)
            table = database.table(_STEM)
            table.edit(lambda documents: change(table, documents))

    def _opened(self) -> NotesDB:
        if self._database is None:
            from reader.store.table import NotesDB  # noqa: PLC0415 - TinyDB is needed only to save

            self._database = NotesDB(self._root, self._lock, check)
        return self._database


def feed_document(given: Feed) -> Document:
    """A subscription as it is kept."""
    document = {field.name: getattr(given, field.name) for field in fields(Feed) if field.name != "id"}
    return {
        KEY: given.id,
        **{key: codec.line(said) if isinstance(said, str) else said for key, said in document.items()},
    }


def feed(document: Document) -> Feed:
    """The subscription in a document; raises ValueError with the reason when it is none."""
    found: dict[str, Any] = {}
    for field in fields(Feed):
        key = KEY if field.name == "id" else field.name
        default = "" if field.name in {"id", "url"} else field.default
        said = document.get(key, default)
        if type(said) is not type(default):
            raise ValueError(f"its {key} is {said!r}")
        if isinstance(said, int) and not 0 <= said <= _LARGEST:
            raise ValueError(f"its {key} is no number that can be meant")
        found[field.name] = codec.line(said)[:_LONGEST] if isinstance(said, str) else said
    if not is_id(found["id"]):
        raise ValueError(f"{found['id']!r} is no id")
    if not found["url"].startswith(("http://", "https://")):
        raise ValueError(f"{found['url']!r} is no address of the web")
    return Feed(**found)


def check(tables: Tables, path: Path) -> None:
    """Raise DamagedError when a document is no subscription."""
    for number, document in tables.get(jsonfile.NOTES, {}).items():
        try:
            feed(document)
        except ValueError as error:
            raise faults.damaged(path, f"feed {number} cannot be read: {error}") from error


def is_feed(document: Document) -> bool:
    """Is a document a subscription that can be read?"""
    try:
        return bool(feed(document).id)
    except ValueError:
        return False


def _turn(
    documents: dict[int, Document], pairs: Iterable[tuple[Feed | None, Feed | None]], new_id: Callable[[], int]
) -> None:
    numbers = {document.get(KEY): number for number, document in documents.items()}
    for before, after in pairs:
        known = after or before
        number = numbers.get(known.id) if known is not None else None
        if after is None:
            if number is not None:
                documents.pop(number, None)
            continue
        if number is None:
            number = numbers[after.id] = new_id()
        documents[number] = {**documents.get(number, {}), **_changed(before, after, documents.get(number))}


def _changed(before: Feed | None, after: Feed, there: Document | None) -> Document:
    """What is to be written of a feed: where it is there, only what changed, since others may have changed the rest."""
    document = feed_document(after)
    if before is None or there is None:
        return document
    old = feed_document(before)
    return {key: value for key, value in document.items() if key == KEY or value != old.get(key)}


def _describe(about: dict[int, Document]) -> None:
    about.setdefault(1, {}).setdefault("schema", jsonfile.SCHEMA)
