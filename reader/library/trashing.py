"""What is thrown away, and back: articles with their notes, and single notes."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError, StoreError
from reader.library.values import gone
from reader.store import atomic, trash
from reader.store.locks import Lock
from reader.store.operations import Change
from reader.store.trash import FOLDER, Manifest, Trash, Trashed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.store.operations import Operation

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DeletedNote:
    """A note that was deleted from an article which is still there."""

    annotation: Annotation
    title: str
    """Of its article."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Emptied:
    """What was deleted for ever."""

    articles: int
    notes: int
    """Those of the articles, and those that were deleted alone."""


class Trashing:
    """The trash of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def _trash(self) -> Trash:
        root = self._library.root
        return Trash(root, Lock(root / ".reader" / "locks" / "notes.lock"))

    # ---- what lies in it

    def ids(self) -> frozenset[str]:
        """The ids of the articles in the trash."""
        return trash.ids(self._library.root)

    def articles(self) -> tuple[Trashed, ...]:
        """The articles in the trash, thrown away last first."""
        # The folders have the hour of a clock that goes back once a year, and with whoever travels.
        return tuple(sorted(self._trash.articles(), key=lambda each: (each.at, each.path), reverse=True))

    def where(self, article_id: str) -> str:
        """The path of an article's file in the trash, where it was thrown last; empty when it is not there."""
        if article_id not in self.ids():
            return ""
        return next((each.path for each in self.articles() if each.about.id == article_id), "")

    def notes(self, progress: Progress | None = None) -> tuple[DeletedNote, ...]:
        """The notes that were deleted, those deleted last first; `progress` is told how many files are looked at."""
        found: list[DeletedNote] = []
        names = self._library.notes_store.names()
        for done, name in enumerate(names, 1):
            # Notes that cannot be read are told wherever somebody wants them.
            with suppress(StoreError):
                deleted = self._library.notes_store.deleted(name)
                if deleted:
                    title = self._title(name)
                    found += (DeletedNote(annotation, title, at) for annotation, at in deleted)
            if progress is not None:
                progress(done, len(names))
        return tuple(sorted(found, key=lambda note: note.at, reverse=True))

    def _title(self, article_id: str) -> str:
        listing = self._library.catalogue.get(article_id)
        return listing.article.title if listing else self._library.notes_store.load(article_id).article.title

    # ---- in and out

    def put(self, article_ids: Iterable[str], done: str = "moved to the trash") -> Operation:
        """Throw articles away, each with its notes; `done` says so in the history."""
        changes, notes, title = [], 0, ""
        for article_id in article_ids:
            article = self._library.article_of(article_id)
            title = article.title
            if not os.path.lexists(self._library.root / article.path):
                raise NotFoundError(f"{article.path} is gone from the disk: its notes stay as they are.")
            with suppress(StoreError):  # a file that cannot be read goes along as it is
                notes += len(self._library.notes_store.load(article_id).annotations)
            target = self._trash.place(article_id, article.path, self._library.clock())
            changes.append(Change("file", article_id, article_id, article.path, target))
        label = f"{_these(title, len(changes))} {done}{_with(notes, len(changes))}"
        operation = self._library.operation(label, *changes)
        self._library.apply(operation)
        return operation

    def restore(self, trashed: Trashed) -> Operation:
        """Put an article back, with its notes; a file that has its name meanwhile keeps it."""
        change = self.placed(Change("file", trashed.about.id, trashed.about.id, trashed.path, trashed.about.path))
        label = f"“{trashed.about.title}” restored{_with(trashed.notes, 1)}"
        operation = self._library.operation(label, change)
        self._library.apply(operation)
        return operation

    def restore_note(self, note: DeletedNote) -> Operation:
        """Put a deleted note back."""
        from reader.library import labels  # noqa: PLC0415 - most look at the trash and leave it

        now = max(self._library.clock(), note.annotation.created)
        # A theme that was renamed since has its new name.
        themes = self._library.codebook.resolved(note.annotation.themes)
        annotation = replace(note.annotation, modified=now, themes=themes)
        change = Change("note", annotation.target.article, annotation.id, None, annotation)
        operation = self._library.operation(labels.of_note("highlight restored", annotation, note.title), change)
        self._library.apply(operation)
        return operation

    def find(self, reference: str) -> Trashed | DeletedNote:
        """What in the trash has this id, or is the only one with it as a part of its id or title."""
        articles, wanted = self.articles(), reference.casefold()
        found: list[Trashed | DeletedNote] = [each for each in articles if each.about.id == reference]
        if not found:
            notes = self.notes()
            found = [each for each in notes if each.annotation.id == reference]
            found = found or [
                *(each for each in articles if wanted in f"{each.about.id} {each.about.title}".casefold()),
                *(each for each in notes if each.annotation.id.startswith(wanted)),
            ]
        if not found:
            raise NotFoundError(f"Nothing in the trash is called {reference!r}. `reader trash` lists what is there.")
        if len(found) > 1 and not _are_same(found):
            names = "; ".join(map(_named, found[:5]))
            raise NotFoundError(f"Several things in the trash are called {reference!r}: {names}. Give more of the id.")
        return found[0]

    def empty(self, before: datetime | None = None) -> Emptied:
        """Delete what is in the trash for ever, or what came there before a moment."""
        before = before or datetime.max.replace(tzinfo=self._library.clock().tzinfo)
        articles = [each for each in self.articles() if each.at < before]
        deleted = [note for note in self.notes() if note.at < before]
        emptied = Emptied(len(articles), sum(each.notes for each in articles) + len(deleted))
        for trashed in articles:
            self._trash.destroy(trashed)
            self._library.originals.drop(trashed.about.id)
        for article_id in dict.fromkeys(note.annotation.target.article for note in deleted):
            self._library.notes_store.forget(article_id, before)
        if emptied.articles or emptied.notes:
            self._library.history.record(self._library.operation(f"trash emptied: {counted(emptied)}"))
        return emptied

    def longest_kept(self, days: int) -> datetime:
        """The moment so many days ago."""
        return self._library.clock() - timedelta(days=days)

    # ---- for those who make changes

    def placed(self, change: Change) -> Change:
        """A change of a file that was to go to a place, with a place that is free."""
        before, after = change.before, change.after
        if after is None and isinstance(before, str):
            return replace(change, after=self._trash.place(change.article, before, self._library.clock()))
        if isinstance(after, str) and not after.startswith(f"{FOLDER}/"):
            return replace(change, after=self._free(change, after))
        return change

    def _free(self, change: Change, path: str) -> str:
        """Where a file comes back: beside one that has its name, unless that is the same article, word for word."""
        listing = self._library.catalogue.get(change.article)
        if listing is not None and isinstance(change.before, str):
            files = (self._library.root / each for each in (change.before, listing.article.path))
            if atomic.are_same(*files):
                return listing.article.path
        return self._trash.free(path)

    def move(self, change: Change) -> None:
        """Make a change of a file: into the trash, or out of it."""
        before, after = change.before, change.after
        if not isinstance(before, str) or not isinstance(after, str):
            return
        if after.startswith(f"{FOLDER}/"):
            listing = self._library.catalogue.get(change.article)
            title = listing.article.title if listing else change.article
            at = self._library.clock().isoformat(timespec="seconds")
            self._trash.throw(Manifest(change.article, before, title, at), before, after)
            self._library.catalogue.remove(before)
            self._library.catalogue.remove_notes(change.article)
        else:
            after = self._landing(before, after)
            self._trash.bring_back(change.article, before, after)
            self._know_again(change.article, after)
            self._name_anew(change.article, after)
            self._library.refresh_file(after)

    def _landing(self, source: str, path: str) -> str:
        """`path`, or one that is free where another file took it before a move that was interrupted went on."""
        old, new = self._library.root / source, self._library.root / path
        is_taken = os.path.lexists(old) and os.path.lexists(new) and not atomic.are_same(old, new)
        return self._trash.free(path) if is_taken else path

    def _know_again(self, article_id: str, path: str) -> None:
        """Let a file that came back be known as the article that it was, whatever name it has now."""
        if self._library.catalogue.by_path(path) is not None:
            return
        shard = self._library.notes_store.load(article_id)
        is_named = False
        with suppress(SourceError):
            is_named = self._library.texts.read(path)[0].metadata.id == article_id
        if shard.stamp is not None or not is_named:
            self._library.notes_store.follow(replace(gone(shard).article, path=path))

    def _name_anew(self, article_id: str, path: str) -> None:
        """Give themes that were renamed while the notes lay in the trash their new names."""
        shard = self._library.notes_store.load(article_id)
        names = {name for annotation in shard.annotations for name in annotation.themes}
        now = {name: self._library.codebook.resolved((name,))[0] for name in names}
        changed = [each for each in shard.annotations if any(now[name] != name for name in each.themes)]
        if changed:
            themed = [replace(each, themes=tuple(dict.fromkeys(now[name] for name in each.themes))) for each in changed]
            article = replace(gone(shard).article, path=path)
            self._library.notes_store.put(article, themed, changed)


def counted(emptied: Emptied) -> str:
    """How much that was, in words."""
    articles = f"{emptied.articles:,} article{'' if emptied.articles == 1 else 's'}"
    notes = f"{emptied.notes:,} note{'' if emptied.notes == 1 else 's'}"
    return " and ".join(each for each in (articles if emptied.articles else "", notes if emptied.notes else "") if each)


def _these(title: str, count: int) -> str:
    return f"“{title}”" if count == 1 else f"{count:,} articles"


def _with(notes: int, articles: int) -> str:
    if not notes:
        return ""
    whose = "its" if articles == 1 else "their"
    return f" with {whose} {'note' if notes == 1 else f'{notes:,} notes'}"


def _named(found: Trashed | DeletedNote) -> str:
    if isinstance(found, Trashed):
        return f"{found.about.id} ({found.about.title})"
    return f"{found.annotation.id} (“{' '.join(found.annotation.target.quote.exact.split())[:40]}”)"


def _are_same(found: list[Trashed | DeletedNote]) -> bool:
    """Is it one article that was thrown away several times? The last time counts."""
    return len({each.about.id if isinstance(each, Trashed) else each.annotation.id for each in found}) == 1
