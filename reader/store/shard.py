"""What is kept of one article: the values, and their tables in a TinyDB file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.model.article import Article, ArticleState
from reader.store import codec, faults, jsonfile
from reader.store.about import timed
from reader.store.merge import BESIDE, CONFLICTS
from reader.store.others import is_forgotten
from reader.store.revisions import stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from reader.model.annotation import Annotation
    from reader.store.jsonfile import Document, Tables
    from reader.store.others import Others
    from reader.store.stamp import Stamp


DELETED = "deleted"
"""The key of a note that is deleted; its value says when."""

BEGINNING = 60
"""Code points of a note's words by which it is known again."""

MENDS = " `reader doctor --fix` mends it where the history knows it."
"""What can be done about a note that cannot be shown."""

KEYS = {
    *("id", "quote", "prefix", "suffix", "start", "end", "occurrence", "text_hash", "themes", "note", "speaker"),
    *("color", "motivation", "author", "created", "modified", "formerly", "rev", "parents", "replaces", DELETED),
}
"""What a note may say."""


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

    conflicts: tuple[Annotation, ...] = ()
    """Other versions of some of them, with another note each, that wait for a decision."""

    problems: tuple[str, ...] = ()
    """Sentences on what is in the file and cannot be shown; it stays there as it is."""

    is_newer: bool = False
    """Did a newer version of Reader write the file? Then it can only be read."""

    stamp: Stamp | None = None
    """Of the file that this was read from; None when there is none."""

    lines: tuple[tuple[str, str], ...] = ()
    """Of lines of the text, by the words that they are known by: what a person said that they are; empty where that was
    taken back."""


def check(tables: Tables, path: Path) -> None:
    """Raise DamagedError when something in the tables shows that this is no file of notes."""
    if jsonfile.NOTES not in tables:
        _refuse_renamed(tables, path)
    for number, document in tables.get(jsonfile.NOTES, {}).items():
        for key in ("id", "quote"):
            if not isinstance(document.get(key), str):
                raise faults.damaged(path, f"note {number} has no {key}")
    for key in ("article", "state"):
        if not isinstance(jsonfile.meta(tables).get(key, {}), dict):
            raise faults.damaged(path, f"what it says of the {key} is no document")


def _refuse_renamed(tables: Tables, path: Path) -> None:
    """Raise DamagedError when the table of notes has another name: they would be out of sight."""
    for name, table in tables.items():
        if name not in BESIDE and any(is_note(document) for document in table.values()):
            raise faults.damaged(path, f"its notes stand in a table called {name!r}")


def is_note(document: Document) -> bool:
    """Has a document what every note has?"""
    return isinstance(document.get("id"), str) and isinstance(document.get("quote"), str)


def shard(article: str, tables: Tables, stamp: Stamp | None) -> Shard:
    """What checked tables hold."""
    problems = []
    is_newer = jsonfile.is_newer(tables)
    if is_newer:
        problems.append("The notes were written by a newer version of Reader and can only be read by this one.")
    meta = jsonfile.meta(tables)
    state = ArticleState()
    try:
        state = codec.state(meta.get("state", {}))
    except ValueError as error:
        problems.append(f"Whether the article was read and starred is not known: {error}.")
    annotations = tuple(_annotations(_by_number(tables), article, problems))
    conflicts = waiting(tables, annotations, article) if CONFLICTS in tables else ()
    lines = codec.lines(meta.get("state", {}))
    return Shard(identity(article, tables), state, annotations, conflicts, tuple(problems), is_newer, stamp, lines)


def waiting(tables: Tables, annotations: Sequence[Annotation], article: str) -> tuple[Annotation, ...]:
    """The versions that wait for a decision, in the order of the annotations that are shown instead."""
    shown = {annotation.id: annotation for annotation in annotations}
    places = {identifier: place for place, identifier in enumerate(shown)}
    found: list[Annotation] = []
    for document in tables[CONFLICTS].values():
        # One that cannot be read stays where it is, for whoever wrote it.
        with suppress(ValueError):
            version = codec.note(document, article)
            if version.id in shown and version.note != shown[version.id].note:
                found.append(version)
    return tuple(sorted(found, key=lambda version: places[version.id]))


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
    others: Others,
    bases: Mapping[str, Document] | None = None,
) -> list[Document]:
    """Insert documents, or replace those with their ids; return what was replaced. Unknown keys stay.

    `bases` says by id what a document was made from: only what differs from that is written, so that what another
    program did to it meanwhile is not lost. Where that has written another note, both stay.
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
            notes[number] = others.succeed(old, document, bases.get(identifier))
    return replaced


def remove(
    notes: dict[int, Document],
    ids: Collection[str],
    deleted: str,
    others: Others,
    bases: Mapping[str, Document] | None = None,
) -> list[Document]:
    """Mark the documents with these ids as deleted at that time; return what they were.

    One that does not say any more what its base says was edited by another program: an edit beats a deletion.
    """
    bases = bases or {}
    removed = []
    for number, old in notes.items():
        if old["id"] in ids and not old.get("deleted") and not _edited(old, bases.get(old["id"])):
            removed.append(old)
            notes[number] = others.end(old, deleted)
    return removed


def deleted(tables: Tables, article: str) -> tuple[tuple[Annotation, datetime], ...]:
    """The deleted annotations that still say what they said, with the time of their deletion."""
    found = []
    for document in tables.get(jsonfile.NOTES, {}).values():
        if not document.get("deleted"):
            continue
        # What was forgotten says no longer when it was made; a time from another hand may be none.
        with suppress(ValueError):
            found.append((codec.note(document, article), codec.moment(str(document["deleted"]))))
    return tuple(found)


def ended(tables: Tables) -> frozenset[str]:
    """The ids of all that were deleted."""
    documents = tables.get(jsonfile.NOTES, {}).values()
    return frozenset(str(document["id"]) for document in documents if is_deleted(document))


def forget(notes: dict[int, Document], before: datetime, others: Others) -> list[Document]:
    """Leave nothing of what was deleted before a moment but that it was."""
    forgotten = []
    for number, old in notes.items():
        if not old.get("deleted") or is_forgotten(old):
            continue
        with suppress(ValueError):
            if codec.moment(str(old["deleted"])) < before:
                forgotten.append(old)
                notes[number] = others.forget(old)
    return forgotten


def settle(notes: dict[int, Document], version: Annotation, others: Others) -> list[Document]:
    """Let a version wait no longer; what is shown instead of it replaces it now."""
    number = _numbers(notes).get(version.id)
    if number is not None:
        notes[number] = others.settle(notes[number], version.note)
    return []


def wait(notes: dict[int, Document], version: Annotation, others: Others) -> list[Document]:
    """Let a version wait beside the one that is shown."""
    number = _numbers(notes).get(version.id)
    if number is not None:
        others.wait(notes[number], codec.note_document(version))
    return []


def _edited(document: Document, base: Document | None) -> bool:
    """Does it say something else than it did? When it was written does not count."""
    if base is None:
        return False
    try:
        now = codec.note_document(codec.note(document, ""))
    except ValueError:
        return True
    return any(now[key] != said for key, said in base.items() if key not in {"created", "modified"})


def describe(about: dict[int, Document], article: Article, state: Document | None, now: str) -> None:
    """Say in a `_meta` table which article this is and, unless None, what its reader did with it now."""
    old = about.get(1, {})
    known = {key: getattr(article, key) for key in Identity.__slots__}
    kept = old.get("state", codec.state_document(ArticleState()))
    about[1] = {
        "schema": jsonfile.SCHEMA,
        **old,
        "article": {**old.get("article", {}), **known},
        "state": kept if state is None else timed({**kept, **state}, kept, now),
    }


def _by_number(tables: Tables) -> dict[int, Document]:
    return {int(number): document for number, document in tables.get(jsonfile.NOTES, {}).items()}


def _numbers(notes: dict[int, Document]) -> dict[str, int]:
    """The TinyDB ids by the notes' own; of a note that stands there twice, the later one."""
    return {notes[number]["id"]: number for number in sorted(notes)}


def _annotations(notes: dict[int, Document], article: str, problems: list[str]) -> Iterator[Annotation]:
    numbers = _numbers(notes)
    if len(numbers) < len(notes):
        problems.append(twice(len(notes) - len(numbers)))
    for number in sorted(numbers.values()):
        document = notes[number]
        if is_deleted(document):
            continue
        try:
            yield codec.note(document, article)
        except ValueError as error:
            problems.append(hidden(document, str(error)) + MENDS)


def hidden(document: Document, why: str) -> str:
    """What is said of a note that cannot be shown."""
    quote, note = _beginning(document.get("quote")), _beginning(document.get("note"))
    named = f"The note on “{quote}”" if quote else f"The note “{note}”" if note else "A note on the whole article"
    return f"{named} cannot be shown and stays in the file as it is: {why}."


def _beginning(text: object) -> str:
    words = " ".join(codec.line(text[: 4 * BEGINNING]).split()) if isinstance(text, str) else ""
    return words if len(words) <= BEGINNING else words[: BEGINNING - 1] + "…"


def twice(count: int) -> str:
    """What is said of notes that stand in their file more than once."""
    return f"{count} note{'s stand' if count > 1 else ' stands'} in the file twice; the later ones are shown."


def is_deleted(document: Document) -> bool:
    """Is a note deleted? It also is where one letter of the word that says so is broken."""
    return bool(document.get("deleted")) or any(map(_is_nearly_deleted, document.keys() - KEYS))


def _is_nearly_deleted(key: str) -> bool:
    return len(key) == len(DELETED) and sum(a != b for a, b in zip(key, DELETED, strict=True)) == 1
