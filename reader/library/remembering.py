"""What the history and the list know of things that a damaged file has lost."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.model.annotation import Annotation
from reader.model.feed import Feed
from reader.model.theme import Theme
from reader.store import codec, feeds, salvage
from reader.store.revisions import stamped
from reader.store.shard import DELETED, KEYS, Identity
from reader.store.trash import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.door import Library
    from reader.store.history import Change, Value
    from reader.store.jsonfile import Document
    from reader.store.salvage import Salvaged


def complete_notes(library: Library, article: str, found: Salvaged) -> int:
    """Add the notes on an article that the history knows, those that were deleted as deleted; say how many are shown.

    Where the history does not know one, it is taken as far as it can be read.
    """
    _complete_meta(library, article, found)
    known = {document["id"] for document in found.documents.values()}
    added = 0
    for identifier, document in _notes(library, article).items():
        if identifier not in known:
            found.documents[salvage.free(found.documents)] = document
            added += not document.get("deleted")
            known.add(identifier)
    for document in found.doubtful:
        if document["id"] not in known and _is_readable(document, article):
            found.documents[salvage.free(found.documents)] = document
            known.add(document["id"])
            added += 1
    return added


def living(library: Library) -> dict[str, dict[str, Annotation]]:
    """The notes by article and id that were there last, as they were; not those that went with their article."""
    known: dict[str, dict[str, Annotation]] = {}
    thrown: dict[str, dict[str, Annotation]] = {}
    for _, change in _changes(library):
        own = known.setdefault(change.article, {})
        if change.kind == "note" and isinstance(change.after, Annotation):
            own[change.key] = change.after
        elif change.kind == "note":
            own.pop(change.key, None)
        elif change.kind == "file" and (change.after is None or _is_in_trash(change.after)):
            thrown[change.article] = known.pop(change.article)
        elif change.kind == "file" and _is_in_trash(change.before):
            known[change.article] = {**thrown.pop(change.article, {}), **own}
    return known


def _is_in_trash(path: Value) -> bool:
    return isinstance(path, str) and path.startswith(f"{FOLDER}/")


def complete_themes(library: Library, found: Salvaged) -> int:
    """Add the themes that the history knows; say how many."""
    known = {document["name"].casefold() for document in found.documents.values()}
    themes: dict[str, Theme | None] = {}
    for _, change in _changes(library):
        if change.kind == "theme":
            themes[change.key] = change.after if isinstance(change.after, Theme) else None
    missing = [theme for theme in themes.values() if theme is not None and theme.name.casefold() not in known]
    for theme in missing:
        found.documents[salvage.free(found.documents)] = codec.theme_document(theme)
    return len(missing)


def complete_feeds(library: Library, found: Salvaged) -> int:
    """Add the subscriptions that the history knows; say how many."""
    known = {document.get(feeds.KEY) for document in found.documents.values()}
    last: dict[str, Feed | None] = {}
    for _, change in _changes(library):
        if change.kind == "feed":
            last[change.key] = change.after if isinstance(change.after, Feed) else None
    missing = [feed for feed in last.values() if feed is not None and feed.id not in known]
    for feed in missing:
        found.documents[salvage.free(found.documents)] = feeds.feed_document(feed)
    return len(missing)


def _complete_meta(library: Library, article: str, found: Salvaged) -> None:
    """Say of which article the notes are, and what its reader did with it, as the list has it."""
    listing = library.catalogue.get(article)
    if listing is not None:
        known = {key: getattr(listing.article, key) for key in Identity.__slots__}
        found.meta.setdefault("article", known)
        found.meta.setdefault("state", codec.state_document(listing.state) | _lines(library, article))


def _lines(library: Library, article: str) -> Document:
    """What a person said last of the article's lines."""
    said: Document = {}
    for _, change in _changes(library):
        if change.kind == "line" and change.article == article:
            said |= codec.line_document(change.key, change.after if isinstance(change.after, str) else "")
    return said


def _notes(library: Library, article: str) -> dict[str, Document]:
    """The last version of each note on an article, with those that it replaced among its parents."""
    notes: dict[str, Document] = {}
    for at, change in _changes(library):
        if change.kind != "note" or change.article != article:
            continue
        before = notes.get(change.key)
        if isinstance(change.after, Annotation):
            notes[change.key] = stamped(codec.note_document(change.after), before)
        elif isinstance(change.before, Annotation):
            gone = before or codec.note_document(change.before)
            notes[change.key] = stamped({**gone, "deleted": at}, before)
    return notes


def _changes(library: Library) -> Iterator[tuple[str, Change]]:
    """All changes that are known, the oldest first, and when they were made."""
    with suppress(StoreError):
        for operation in reversed(library.history.operations()):
            for change in operation.changes:
                yield codec.moment_text(operation.at), change


def _is_readable(document: Document, article: str) -> bool:
    """Can a note in which something is broken be shown? One that may have been deleted is not."""
    try:
        codec.note(document, article)
    except ValueError:
        return False
    return document.keys() <= KEYS - {DELETED}
