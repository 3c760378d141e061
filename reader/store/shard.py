"""What is kept of one article: the values, and their tables in a TinyDB file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.model.article import Article, ArticleState
from reader.store import codec, faults, jsonfile
from reader.store.revisions import stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.model.annotation import Annotation
    from reader.store.jsonfile import Document, Tables
    from reader.store.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Identity:
    """The article that the notes were made on, as it was at the last save: by this it is known after a move."""

    id: str
    path: str = ""
    url: str = ""
    title: str = ""
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """What is kept of one article."""

    article: Identity
    state: ArticleState = field(default_factory=ArticleState)
    annotations: tuple[Annotation, ...] = ()
    """In the order in which they were made, without the deleted ones."""

    problems: tuple[str, ...] = ()
    """Sentences on what is in the file and cannot be shown; it stays there as it is."""

    stamp: Stamp | None = None
    """Of the file that this was read from; None when there is none."""


def check(tables: Tables, path: Path) -> None:
    """Raise DamagedError when something in the tables shows that this is no file of notes."""
    for number, document in tables.get(jsonfile.NOTES, {}).items():
        for key in ("id", "quote"):
            if not isinstance(document.get(key), str):
                raise faults.damaged(path, f"note {number} has no {key}")
    for key in ("article", "state"):
        if not isinstance(jsonfile.meta(tables).get(key, {}), dict):
            raise faults.damaged(path, f"what it says of the {key} is no document")


def shard(article: str, tables: Tables, stamp: Stamp | None) -> Shard:
    """What checked tables hold."""
    problems = []
    if jsonfile.is_newer(tables):
        problems.append("The notes were written by a newer version of Reader and can only be read by this one.")
    meta = jsonfile.meta(tables)
    state = ArticleState()
    try:
        state = codec.state(meta.get("state", {}))
    except ValueError as error:
        problems.append(f"Whether the article was read and starred is not known: {error}.")
    annotations = tuple(_annotations(_by_number(tables), article, problems))
    return Shard(identity(article, tables), state, annotations, tuple(problems), stamp)


def identity(article: str, tables: Tables) -> Identity:
    """The article that checked tables are about; `article` is the name of their file, which counts."""
    known = jsonfile.meta(tables).get("article", {})
    texts = {key: known.get(key) for key in ("path", "url", "title", "text_hash")}
    return Identity(article, **{key: codec.line(text) for key, text in texts.items() if isinstance(text, str)})


def living(documents: Iterable[Document], article: str) -> tuple[Annotation, ...]:
    """The annotations in those documents that hold one which is not deleted."""
    return tuple(_annotations(dict(enumerate(documents)), article, []))


def put(
    notes: dict[int, Document],
    fresh: Iterable[Document],
    new_id: Callable[[], int],
    bases: Mapping[str, Document] | None = None,
) -> list[Document]:
    """Insert documents, or replace those with their ids; return what was replaced. Unknown keys stay.

    `bases` says by id what a document was made from: only the fields that differ from that are written, so that what
    another program did to the other fields meanwhile is not lost.
    """
    bases = bases or {}
    numbers = _numbers(notes)
    replaced = []
    for identifier, document in {document["id"]: document for document in fresh}.items():
        number = numbers.get(identifier)
        if number is None:
            notes[new_id()] = stamped(document, None)
        else:
            old = notes[number]
            replaced.append(old)
            kept = {key: value for key, value in old.items() if key != "deleted"}
            base = bases.get(identifier, {})
            changed = {key: value for key, value in document.items() if key not in base or base[key] != value}
            notes[number] = stamped({**kept, **changed}, old)
    return replaced


def remove(notes: dict[int, Document], ids: Collection[str], deleted: str) -> list[Document]:
    """Mark the documents with these ids as deleted at that time; return what they were."""
    removed = []
    for number, old in notes.items():
        if old["id"] in ids and not old.get("deleted"):
            removed.append(old)
            notes[number] = stamped({**old, "deleted": deleted}, old)
    return removed


def describe(about: dict[int, Document], article: Article, state: ArticleState | None) -> None:
    """Say in a `_meta` table which article this is and, unless None, what its reader did with it."""
    old = about.get(1, {})
    known = {key: getattr(article, key) for key in Identity.__slots__}
    kept = old.get("state", codec.state_document(ArticleState()))
    about[1] = {
        "schema": jsonfile.SCHEMA,
        **old,
        "article": {**old.get("article", {}), **known},
        "state": kept if state is None else {**kept, **codec.state_document(state)},
    }


def _by_number(tables: Tables) -> dict[int, Document]:
    return {int(number): document for number, document in tables.get(jsonfile.NOTES, {}).items()}


def _numbers(notes: dict[int, Document]) -> dict[str, int]:
    """The TinyDB ids by the notes' own; of a note that stands there twice, the later one."""
    return {notes[number]["id"]: number for number in sorted(notes)}


def _annotations(notes: dict[int, Document], article: str, problems: list[str]) -> Iterator[Annotation]:
    numbers = _numbers(notes)
    if len(numbers) < len(notes):
        problems.append(f"{len(notes) - len(numbers)} notes stand in the file twice; the later ones are shown.")
    for number in sorted(numbers.values()):
        document = notes[number]
        if document.get("deleted"):
            continue
        try:
            yield codec.note(document, article)
        except ValueError as error:
            problems.append(f"Note {document['id']!r} cannot be shown and stays in the file as it is: {error}.")
