"""What KOReader keeps of what is marked in it: the files of its exporter, and `metadata.*.lua` beside each book.

The JSON is written by koreader/plugins/exporter.koplugin/target/json.lua: one book with its `entries`, or `documents`
that are such books. The Lua tables are documents' settings (frontend/docsettings.lua): since 2024.07 with
`annotations` (frontend/apps/reader/modules/readerannotation.lua), before that with `highlight` by page and `bookmarks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.sources.notes import cleaning, json_values, lua, opening
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
from reader.sources.notes.json_values import Refused
from reader.sources.notes.limits import Held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

ORIGIN = "koreader"
LARGEST = 32 * 1024 * 1024
"""Code points of settings in Lua, which are read as a whole."""

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)")
_AUTOMATIC = re.compile(r"\S{1,40} \[?\d{0,9}\]?\d{1,9} (?P<words>.*) @ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.DOTALL)
"""What older versions write as the text of a bookmark on which nobody wrote anything: `Page 12 the words @ date`."""

_NOBODY = {"n/a", "unknown author", "unknown"}


def is_json(names: set[tuple[int, str]]) -> bool:
    """Do the names in a JSON file tell that KOReader's exporter wrote it?"""
    ones = {name for depth, name in names if depth == 1}
    return ("documents" in ones and {(3, "entries"), (3, "title")} & names != set()) or (
        "entries" in ones and bool(ones & {"title", "created_on", "version"})
    )


def is_lua(head: str) -> bool:
    """Does a file begin like KOReader's settings of a document?"""
    return re.match(r"\ufeff?\s*(?:--[^\n]*\n\s*)*return\s*\{", head) is not None


def parse_json(path: Path) -> Iterator[Item]:
    """What the exporter wrote as JSON."""
    facts: dict[str, Any] = {}
    entries: list[tuple[int, Any]] = []
    held = Held(path.name)
    trouble: SourceError | None = None
    try:
        for place, value in json_values.values(path, _is_wanted):
            match place:
                case ("documents", int(number)):
                    yield from _book(value, number)
                case ("entries", int(number)):
                    held.take(str(value))
                    entries.append((number, value))
                case (str(name),):
                    facts[name] = value
    except SourceError as error:
        trouble = error
    article = _article(facts)
    for number, entry in entries:
        yield _entry(article, entry, f"entry {number + 1}")
    if trouble is not None:
        raise trouble


def _is_wanted(place: json_values.Place) -> bool:
    match place:
        case ("documents" | "entries", int()):
            return True
    return False


def _book(document: Any, number: int) -> Iterator[Item]:
    where = f"document {number + 1}"
    if isinstance(document, Refused):
        yield Unreadable(where, document.value)
        return
    entries = document.get("entries") if isinstance(document, Mapping) else None
    if not isinstance(entries, list):
        yield Unreadable(where, "It has no list of entries.")
        return
    article = _article(document)
    for count, entry in enumerate(entries, 1):
        yield _entry(article, entry, f"{where}, entry {count}")


def parse_lua(path: Path) -> Iterator[Item]:
    """What the settings of a document hold."""
    with opening.opened(path) as file:
        text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise SourceError(f"{path.name} is too large for the settings of one book. Export the notes from KOReader.")
    try:
        settings = lua.table(text.lstrip("\ufeff"))
    except lua.LuaError as error:
        raise SourceError(f"{path.name} is no settings file of KOReader: {error}.") from error
    facts = {**_table(settings.get("stats")), **_table(settings.get("doc_props"))}
    article = _article(
        {"title": _stem(settings.get("doc_path")), **{key: value for key, value in facts.items() if value}}
    )
    annotations = _listed(settings.get("annotations"))
    if annotations or "annotations" in settings:
        for number, entry in enumerate(annotations, 1):
            yield _annotation(article, entry, f"annotation {number}")
    else:
        yield from _older(article, settings)


def _annotation(article: ImportedArticle, entry: Any, where: str) -> Item:
    """One of the newer `annotations`; those without a drawer are bookmarks of a page."""
    fields = _table(entry)
    if fields and not fields.get("drawer") and not fields.get("pos0"):
        return PassedOver(where, "A bookmark of a page says no words that it could be found by.")
    return _entry(article, fields, where)


def _older(article: ImportedArticle, settings: Mapping[Any, Any]) -> Iterator[Item]:
    """The tables of before 2024: passages by page, and bookmarks that hold what was written on them."""
    bookmarks = [_table(each) for each in _listed(settings.get("bookmarks"))]
    written = {cleaning.text(mark.get("datetime")): mark for mark in bookmarks}
    number = 0
    for page, entries in _table(settings.get("highlight")).items():
        for each in _listed(entries):
            number += 1
            entry = _table(each)
            mark = written.get(cleaning.text(entry.get("datetime")), {})
            note = _written(cleaning.text(mark.get("text")), cleaning.text(entry.get("text")))
            chapter = entry.get("chapter") or mark.get("chapter")
            yield _entry(article, {**entry, "page": page, "note": note, "chapter": chapter}, f"highlight {number}")
    places = sum(1 for mark in bookmarks if not mark.get("highlighted"))
    if places:
        why = "Bookmarks of pages say no words that they could be found by."
        yield PassedOver(f"{places} bookmark{'s' * (places != 1)}", why)


def _written(text: str, words: str) -> str:
    """What a person wrote on a bookmark; nothing where the text is what KOReader puts there by itself."""
    found = _AUTOMATIC.fullmatch(text.strip())
    said = found["words"] if found else text
    return "" if folded(said) == folded(words) else said


def _entry(article: ImportedArticle, entry: Any, where: str) -> Item:
    if isinstance(entry, Refused):
        return Unreadable(where, entry.value)
    if not isinstance(entry, Mapping):
        return Unreadable(where, "It is no entry.")
    if entry.get("sort") == "bookmark":
        return PassedOver(where, "It is a bookmark.")
    quote, note = cleaning.prose(entry.get("text")), cleaning.prose(entry.get("note"))
    if max(len(quote), len(note)) > cleaning.MAX_WORDS:
        return Unreadable(where, "It is longer than a passage of a book.")
    if not quote and not note:
        return PassedOver(where, "It has neither a passage nor a note.")
    created = _moment(entry.get("time")) or _moment(entry.get("datetime"))
    seconds = str(int(created.timestamp())) if created else ""
    changed = _moment(entry.get("datetime_updated"))
    return Imported(
        article=article,
        quote=quote,
        id=passage_id(article, quote, seconds) if quote else identifier("note", folded(article.title), seconds, note),
        note=note,
        color=cleaning.color(entry.get("color")),
        created=created,
        modified=max(filter(None, (created, changed)), default=None),
        origin=ORIGIN,
        where=where,
    )


def _article(facts: Mapping[Any, Any]) -> ImportedArticle:
    people = cleaning.text(facts.get("authors") or facts.get("author")).replace("\n", ", ")
    author = cleaning.line(people)
    return ImportedArticle(
        title=cleaning.line(facts.get("title")),
        author="" if author.casefold() in _NOBODY else author,
        language=cleaning.line(facts.get("language"))[:35],
    )


def _moment(value: Any) -> datetime | None:
    """A moment in seconds, or as the clock of the device says it."""
    if isinstance(value, str) and (found := _DATE.fullmatch(value.strip())):
        return cleaning.local(*map(int, found.groups()))
    return cleaning.moment(int(value) if isinstance(value, float) and abs(value) < 1e11 else value)


def _table(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: Any) -> list[Any]:
    """The values of a table with numbers as keys, in their order."""
    if not isinstance(value, Mapping):
        return value if isinstance(value, list) else []
    return [value[number] for number in sorted(key for key in value if isinstance(key, int))]


def _stem(path: Any) -> str:
    name = cleaning.text(path).replace("\\", "/").rpartition("/")[2]
    return name.rpartition(".")[0] or name
