"""Merging files that were changed apart: two machines, a branch, a program that copied a file aside.

Whoever merges, in whatever order and however often, gets the same bytes, and a merge of what was merged already
changes nothing; so machines that exchange their files come to the same. Of each note every version stays that no
other replaces: those that a person has to decide between in `_conflicts`, those that the shown one was made of in
`_merged`, until the note is changed the next time. (The bytes may depend on the order where by hand, without another
`modified`, a note was brought back to words that it had before; nothing is lost then either.)
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeGuard

from reader.store.about import about, each_largest, largest
from reader.store.heads import Heads, parted, versions_of
from reader.store.jsonfile import META, NOTES
from reader.store.revisions import TARGET, united

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.store.jsonfile import Document, Tables

CONFLICTS = "_conflicts"
"""The table of the versions of notes that wait for a decision."""

MERGED = "_merged"
"""The table of the versions of notes that another one was made of."""

BESIDE = (CONFLICTS, MERGED)
"""The tables of other versions of notes."""

_FEED = "feed"
"""The key of a feed's id."""

_FIRST = ("id", *TARGET, "themes", "note", "speaker", "color", "motivation", "author", "created", "modified")
_LAST = ("deleted", "rev", "parents", "replaces")
"""A document's keys in the order in which they are written; others stand between, by name."""


def merge(*sides: Tables) -> Tables:
    """All that is in any of the files; they are files of notes, of themes, or of feeds."""
    merged: Tables = {}
    if any(META in side for side in sides):
        merged[META] = _table([side.get(META, {}) for side in sides], about)
    if any("id" in document for side in sides for name in (NOTES, *BESIDE) for document in side.get(name, {}).values()):
        merged.update(_notes(sides))
    elif any(NOTES in side for side in sides):
        merged[NOTES] = _named([side.get(NOTES, {}) for side in sides])
    for name in sorted({name for side in sides for name in side} - {META, NOTES, *BESIDE}):
        merged[name] = _table([side.get(name, {}) for side in sides], largest)
    return merged


def gathered(tables: Tables) -> dict[str, Heads]:
    """The versions of the notes in a file, by the notes' ids."""
    found: dict[str, tuple[list[Document], list[Document], list[Document]]] = {}
    for place, name in enumerate((NOTES, *BESIDE)):
        for document in tables.get(name, {}).values():
            if isinstance(document.get("id"), str):
                found.setdefault(document["id"], ([], [], []))[place].append(document)
    return {identifier: _heads(*versions) for identifier, versions in found.items()}


def number_of(version: Document) -> str:
    """The TinyDB id of a version that stands beside the one that is shown."""
    return _number(f"{version['id']} {version['rev']}")


def _heads(shown: list[Document], waiting: list[Document], rest: list[Document]) -> Heads:
    if len(shown) == 1:
        return Heads(shown[0], tuple(waiting), tuple(rest))
    # A note that stands there twice, or whose shown version somebody took out.
    return parted([*shown, *waiting, *rest])


def _notes(sides: Iterable[Tables]) -> Tables:
    versions: dict[str, list[Document]] = {}
    numbers: dict[str, str] = {}
    for side in sides:
        for number, document in side.get(NOTES, {}).items():
            known = numbers.get(document["id"], number)
            numbers[document["id"]] = min(known, number, key=int)
        for identifier, heads in gathered(side).items():
            versions.setdefault(identifier, []).extend(versions_of(heads))
    merged: Tables = {NOTES: {}, CONFLICTS: {}, MERGED: {}}
    for identifier in sorted(versions, key=lambda one: (int(numbers.get(one) or _number(one)), one)):
        heads = parted(versions[identifier])
        number = numbers.get(identifier) or _number(identifier)
        merged[NOTES][number if number not in merged[NOTES] else _number(identifier)] = _in_order(heads.shown)
        merged[CONFLICTS].update({number_of(version): _in_order(version) for version in heads.waiting})
        merged[MERGED].update({number_of(version): _in_order(version) for version in heads.rest})
    return {name: _sorted(table) for name, table in merged.items() if table or name == NOTES}


def _named(tables: Sequence[dict[str, Document]]) -> dict[str, Document]:
    """Themes are known by their names, feeds by their ids; nothing that was said of one is dropped."""
    named: dict[str, list[Document]] = {}
    numbers: dict[str, str] = {}
    for table in tables:
        for number, document in table.items():
            name = str(document.get(_FEED, document.get("name")))
            named.setdefault(name, []).append(document)
            numbers[name] = min(numbers.get(name, number), number, key=int)
    merged: dict[str, Document] = {}
    for name in sorted(named, key=lambda one: (int(numbers[one]), one)):
        number = numbers[name] if numbers[name] not in merged else _number(name)
        merged[number] = _theme(named[name])
    return _sorted(merged)


def _theme(documents: Sequence[Document]) -> Document:
    if all(_FEED in document for document in documents):
        return each_largest(documents, (_FEED, "url", "title"))
    made = each_largest(documents, ("name", "color", "description", "aliases"))
    aliases = [names for document in documents if _are_texts(names := document.get("aliases"))]
    described = [document["description"] for document in documents if isinstance(document.get("description"), str)]
    if aliases:
        made["aliases"] = united(aliases)
    if any(described):
        made["description"] = "\n\n".join(united([said.split("\n\n") for said in described if said]))
    return made


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _table(
    tables: Sequence[dict[str, Document]], join: Callable[[Sequence[Document]], Document]
) -> dict[str, Document]:
    numbers = {number for table in tables for number in table}
    return _sorted({number: join([table[number] for table in tables if number in table]) for number in numbers})


def _in_order(document: Document) -> Document:
    others = sorted(key for key in document if key not in _FIRST and key not in _LAST)
    return {key: document[key] for key in (*_FIRST, *others, *_LAST) if key in document}


def _sorted(table: dict[str, Document]) -> dict[str, Document]:
    return {number: table[number] for number in sorted(table, key=int)}


def _number(seed: str) -> str:
    return str(int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:8]) >> 1)
