"""Notes that the history knows and no file has: their file is gone, or somebody emptied it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library import labels, remembering
from reader.library.findings import Finding
from reader.library.values import Severity
from reader.store import joining
from reader.store.operations import Change
from reader.text.cells import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.model.article import Article


def find(library: Library) -> Iterator[Finding]:
    """Articles of the list of which no note at all is left, although the history knows some.

    Only then: of a single note that is missing the history may know more than was ever done.
    """
    known = remembering.living(library)
    in_trash = library.trash.ids()
    lost = [
        listing.article
        for listing in library.listings(sort="title")
        if known.get(listing.article.id) and not listing.highlights and listing.article.id not in in_trash
    ]
    lost = [article for article in lost if _has_none(library, article)]
    elsewhere = _everywhere(library) if lost else frozenset()
    for article in lost:
        notes = [note for note in known[article.id].values() if note.id not in elsewhere]
        if notes:
            yield Finding(
                f"notes/{article.id}.json",
                f"The history knows {_many(len(notes))} on “{article.title}” that "
                f"{'stand' if len(notes) > 1 else 'stands'} in no file.",
                f"brings {'them' if len(notes) > 1 else 'it'} back",
                partial(_bring_back, library, article, notes),
                Severity.ERROR,
            )


def _has_none(library: Library, article: Article) -> bool:
    """Is there no note on an article, not even a deleted one? Of a file that cannot be read nobody knows."""
    try:
        return not joining.ids(library.root, article.id) and not library.notes_store.load(article.id).is_newer
    except StoreError:
        return False


def _everywhere(library: Library) -> frozenset[str]:
    """The ids of all notes in all files."""
    found = set[str]()
    for name in library.notes_store.names():
        with suppress(StoreError):
            found |= joining.ids(library.root, name)
    return frozenset(found)


def _bring_back(library: Library, article: Article, notes: Sequence[Annotation]) -> str:
    if not _has_none(library, article):
        raise StoreError("another program has written notes on it meanwhile.")
    # A theme that was renamed since has its new name.
    themed = [replace(note, themes=library.codebook.resolved(note.themes)) for note in notes]
    changes = (Change("note", article.id, note.id, None, note) for note in themed)
    label = f"{_many(len(notes))} in “{fit(article.title, labels.TITLE)}” brought back from the history"
    library.apply(library.operation(label, *changes))
    return f"{'They were' if len(notes) > 1 else 'It was'} brought back; `reader undo` takes that back."


def _many(count: int) -> str:
    return f"{count:,} highlight{'s' * (count != 1)}"
