"""The codebook: the themes of a library, in one plain TinyDB file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.errors import DamagedError, UsageError
from reader.model.theme import COLORS, SEPARATOR, Theme
from reader.store import atomic, codec, faults, jsonfile
from reader.store.locks import Lock
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from reader.store.damage import Mend
    from reader.store.jsonfile import Document, Tables
    from reader.store.table import NotesDB, NotesTable

_STEM = "themes"


class Codebook:
    """The themes of a library. Threads and processes may change it at once. `mend` makes a damaged file sound again."""

    def __init__(self, root: Path, mend: Mend | None = None) -> None:
        self._root, self._mend = root, mend
        self._path = root / f"{_STEM}.json"
        self._lock = Lock(root / ".reader" / "locks" / "themes.lock")
        self._database: NotesDB | None = None

    def themes(self) -> tuple[Theme, ...]:
        """All themes, in the order in which they came; raises DamagedError when the file is not to be trusted."""
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
        return tuple(codec.theme(documents[number]) for number in sorted(documents, key=int))

    def ensure(self, names: Iterable[str]) -> tuple[Theme, ...]:
        """The themes of these names or aliases, each once; those that are missing are added with the next colour."""
        wanted = tuple(dict.fromkeys(theme_name(name) for name in names))
        # A codebook that is damaged stands in the way of no passage without a theme.
        if not wanted:
            return ()
        known = _by_name(self.themes())
        if not all(name.casefold() in known for name in wanted):
            self._change(lambda table, documents: _add(documents, wanted, table.new_id))
            known = _by_name(self.themes())
        return tuple(dict.fromkeys(known[name.casefold()] for name in wanted))

    def refuse_newer(self) -> None:
        """Raise StoreError when only a newer version of Reader may change the codebook."""
        found = atomic.read(self._path)
        if found is not None:
            jsonfile.refuse_newer(jsonfile.parse(found[0], self._path), self._path)

    def missing(self, names: Iterable[str]) -> tuple[Theme, ...]:
        """The themes that `ensure` would add."""
        wanted = tuple(dict.fromkeys(theme_name(name) for name in names))
        return _new(self.themes(), wanted) if wanted else ()

    def resolved(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names as the codebook has them: of an alias the theme's own; one that is not known stays."""
        wanted = tuple(dict.fromkeys(theme_name(name) for name in names))
        known = _by_name(self.themes()) if wanted else {}
        found = (known[name.casefold()].name if name.casefold() in known else name for name in wanted)
        return tuple(dict.fromkeys(found))

    def turn(self, changes: Iterable[tuple[Theme | None, Theme | None]]) -> None:
        """Make of each first theme the second one; None: it was not there, or goes. One that is there is not added."""
        pairs = tuple(changes)
        if pairs:
            self._change(lambda table, documents: _turn(documents, pairs, table.new_id))

    def put(self, theme: Theme) -> None:
        """Insert a theme, or replace that of its name."""
        fresh = codec.theme_document(theme)
        fresh["name"] = theme_name(theme.name)

        def change(table: NotesTable, documents: dict[int, Document]) -> None:
            places = [number for number, document in documents.items() if document["name"] == fresh["name"]]
            number = places[0] if places else table.new_id()
            documents[number] = {**documents.get(number, {}), **fresh}

        self._change(change)

    def remove(self, name: str) -> None:
        """Take the theme of that name out of the codebook; notes keep what they were tagged with."""

        def change(_table: NotesTable, documents: dict[int, Document]) -> None:
            for number in [number for number, document in documents.items() if document["name"] == name]:
                del documents[number]

        self._change(change)

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


def theme_name(name: str) -> str:
    """The name as the codebook has it: one line, no empty part; raises UsageError when nothing is left."""
    parts = (part.strip() for part in clean_line(name).split(SEPARATOR))
    cleaned = SEPARATOR.join(part for part in parts if part)
    if not cleaned:
        raise UsageError("A theme needs a name: give it at least one letter.")
    return cleaned


def check(tables: Tables, path: Path) -> None:
    """Raise DamagedError when a document is no theme."""
    for number, document in tables.get(jsonfile.NOTES, {}).items():
        try:
            named = bool(codec.theme(document).name)
        except ValueError as error:
            raise faults.damaged(path, f"theme {number} cannot be read: {error}") from error
        if not named:
            raise faults.damaged(path, f"theme {number} has no name")


def is_theme(document: Document) -> bool:
    """Has a document what every theme has, and nothing that none has?"""
    try:
        return bool(codec.theme(document).name) and "color" in document
    except ValueError:
        return False


def _by_name(themes: Iterable[Theme]) -> dict[str, Theme]:
    """Themes by their names and aliases, whatever their case; a name comes before another theme's alias."""
    aliases = {alias.casefold(): theme for theme in themes for alias in theme.aliases}
    return {**aliases, **{theme.name.casefold(): theme for theme in themes}}


def _add(documents: dict[int, Document], wanted: Iterable[str], new_id: Callable[[], int]) -> None:
    for theme in _new([codec.theme(document) for document in documents.values()], wanted):
        documents[new_id()] = codec.theme_document(theme)


def _new(themes: Collection[Theme], wanted: Iterable[str]) -> tuple[Theme, ...]:
    """Themes for those names that none of `themes` has, each in the colour that is used least."""
    known = set(_by_name(themes))
    used = Counter(theme.color for theme in themes)
    new = []
    for name in wanted:
        if name.casefold() not in known:
            known.add(name.casefold())
            color = min(COLORS, key=lambda color: used[color])
            used[color] += 1
            new.append(Theme(name, color))
    return tuple(new)


def _turn(
    documents: dict[int, Document], pairs: Iterable[tuple[Theme | None, Theme | None]], new_id: Callable[[], int]
) -> None:
    # As they were before: the name that one theme gives up may be the one that another takes.
    numbers = {document["name"]: number for number, document in documents.items()}
    for before, after in pairs:
        old = numbers.get(before.name) if before is not None else None
        if after is None:
            if old is not None:
                documents.pop(old, None)
            continue
        fresh = codec.theme_document(after)
        named = (number for number, document in documents.items() if document["name"] == after.name)
        number = old if old is not None else next(named, None)
        if number is None:
            documents[new_id()] = fresh
        elif before is not None:
            documents[number] = {**documents[number], **fresh}


def _describe(about: dict[int, Document]) -> None:
    about.setdefault(1, {}).setdefault("schema", jsonfile.SCHEMA)
