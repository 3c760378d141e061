"""Notes that stand whole in their file and cannot be shown, as a field of them is not what it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import StoreError
from reader.store import atomic, codec, damage, jsonfile, shard, snapshots
from reader.store.locks import Lock
from reader.store.revisions import TARGET, stamped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from reader.model.annotation import Annotation
    from reader.store.jsonfile import Document, Tables


class Hidden(NamedTuple):
    """One of them."""

    number: str
    """In its file."""

    document: Document
    problem: str
    """A sentence on what is wrong with it."""


def find(root: Path, article: str) -> tuple[Hidden, ...]:
    """Those in an article's file; none where there is none. Raises DamagedError for one that is not to be trusted."""
    path = _path(root, article)
    found = atomic.read(path)
    return () if found is None else tuple(_hidden(_tables(found[0], path), article))


def mend(root: Path, article: str, known: Mapping[str, Annotation], now: datetime) -> str:
    """Let the broken fields of those that are known say again what is known; where the file is kept as it was."""
    path = _path(root, article)
    with Lock(root / ".reader" / "locks" / "notes.lock"):
        found = atomic.read(path)
        if found is None:
            raise StoreError(f"{path} is gone.")
        tables = _tables(found[0], path)
        jsonfile.refuse_newer(tables, path)
        kept = damage.set_aside(root, path, found[0], now)
        for number, document, _ in tuple(_hidden(tables, article)):
            annotation = known.get(document["id"])
            if annotation is not None:
                made = _whole(document, codec.note_document(annotation), article)
                tables[jsonfile.NOTES][number] = stamped(made, document)
        snapshots.keep(path, found[0])
        atomic.write(path, jsonfile.dump(tables))
    return kept


def _whole(broken: Document, known: Document, article: str) -> Document:
    """What is known of a note, with everything that can be read in the broken one."""
    made = known
    for keys in (*((key,) for key in broken if key not in TARGET), TARGET):
        tried = {**made, **{key: broken[key] for key in keys if key in broken}}
        if not _why(tried, article):
            made = tried
    return made


def _hidden(tables: Tables, article: str) -> Iterator[Hidden]:
    notes = tables.get(jsonfile.NOTES, {})
    shown = {document["id"]: number for number, document in sorted(notes.items(), key=lambda each: int(each[0]))}
    for number in shown.values():
        document = notes[number]
        why = "" if shard.is_deleted(document) else _why(document, article)
        if why:
            yield Hidden(number, document, shard.hidden(document, why))


def _why(document: Document, article: str) -> str:
    """Why a note cannot be shown; empty where it can."""
    try:
        codec.note(document, article)
    except ValueError as error:
        return str(error)
    return ""


def _tables(data: bytes, path: Path) -> Tables:
    tables = jsonfile.parse(data, path)
    shard.check(tables, path)
    return tables


def _path(root: Path, article: str) -> Path:
    return root / "notes" / f"{article}.json"
