"""The notes on articles, and what their reader did with them: one plain TinyDB file per article."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from reader.errors import DamagedError, StoreError
from reader.model.article import Article
from reader.store import atomic, codec, faults, jsonfile, markers, shard, stamp
from reader.store.about import since
from reader.store.locks import Lock
from reader.store.merge import CONFLICTS
from reader.store.names import is_id
from reader.store.others import Others

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from reader.model.annotation import Annotation
    from reader.model.article import ArticleState
    from reader.store.damage import Mend
    from reader.store.jsonfile import Document, Tables
    from reader.store.shard import Identity, Shard
    from reader.store.stamp import Stamp
    from reader.store.table import NotesDB

FOLDER = "notes"
"""Below the library's root."""

_SUFFIX = ".json"


@dataclass(frozen=True)
class Saved:
    """What a save did, read when it is asked for."""

    article: str
    """Its id."""

    tables: Tables = field(default_factory=dict)
    """The file's, as it is now."""

    stamp: Stamp | None = None
    replaced: tuple[Document, ...] = ()

    @cached_property
    def shard(self) -> Shard:
        """The file as it is now, with what other programs have written to it."""
        return shard.shard(self.article, self.tables, self.stamp)

    @property
    def before(self) -> tuple[Annotation, ...]:
        """The annotations that were replaced or removed, as they were in the file."""
        return shard.living(self.replaced, self.article)


class Notes:
    """The notes of a library; `clock` tells the time of a deletion, `mend` makes a damaged file sound again.

    When a save returns it is on the disk. Threads and processes may save at once: none loses another's work.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime], mend: Mend | None = None) -> None:
        self._folder = root / FOLDER
        self._clock, self._mend = clock, mend
        self._lock = Lock(root / ".reader" / "locks" / "notes.lock")
        self._database: NotesDB | None = None
        self._stamps: dict[str, Stamp] = {}

    def has_written(self, path: str) -> bool:
        """Is the file at `path`, relative to the library, one of notes, and as it was saved here last?"""
        folder, _, name = path.rpartition("/")
        article = name.removesuffix(_SUFFIX)
        known = self._stamps.get(article) if folder == FOLDER else None
        return known is not None and known == self.stamp(article)

    def load(self, article: str) -> Shard:
        """What is kept of the article with this id; raises DamagedError when its file is not to be trusted."""
        tables, seen, problem = self._sound(article)
        found = shard.shard(article, tables, seen)
        return replace(found, problems=(problem, *found.problems)) if problem else found

    def conflicts(self, article: str) -> tuple[Annotation, ...]:
        """The versions of the article's notes that wait for a decision; looking where there are none costs little."""
        found = atomic.read(self._path(article))
        return self.load(article).conflicts if found and CONFLICTS.encode() in found[0] else ()

    def put(self, article: Article, annotations: Sequence[Annotation], bases: Sequence[Annotation] = ()) -> Saved:
        """Insert the annotations, or replace those with their ids, also deleted ones.

        Of one that was made from one of `bases`, with the same id, only what differs from that is written.
        """
        if any(annotation.target.article != article.id for annotation in annotations):
            raise ValueError(f"not all of these annotations are on {article.id}")
        fresh = [codec.note_document(annotation) for annotation in annotations]
        made_from = {base.id: codec.note_document(base) for base in bases}
        return self._save(article, lambda notes, new_id, others: shard.put(notes, fresh, new_id, others, made_from))

    def remove(self, article: Article, ids: Collection[str], bases: Sequence[Annotation] = ()) -> Saved:
        """Delete the annotations with these ids; what they said stays in the file, marked as deleted.

        One that another program edited since it was as in `bases` stays.
        """
        if self.stamp(article.id) is None:
            return Saved(article.id)
        deleted = codec.moment_text(self._clock())
        seen = {base.id: codec.note_document(base) for base in bases}
        return self._save(article, lambda notes, _, others: shard.remove(notes, ids, deleted, others, seen))

    def set_state(self, article: Article, state: ArticleState, base: ArticleState | None = None) -> Saved:
        """Keep what the reader did with the article: of a state that was `base`, only what differs from that."""
        said = codec.state_document(state)
        return self._save(article, _nothing, said if base is None else since(said, codec.state_document(base)))

    def set_line(self, article: Article, key: str, said: str) -> Saved:
        """Keep what a person said that a line is; empty: they took it back."""
        return self._save(article, _nothing, codec.line_document(key, said))

    def follow(self, article: Article) -> Saved:
        """Take down that the notes are on this article, whose file was moved."""
        return self._save(article, _nothing)

    def settle(self, article: Article, version: Annotation) -> Saved:
        """Let a version of a note wait no longer: it was decided against, or taken over."""
        return self._save(article, lambda notes, _, others: shard.settle(notes, version, others))

    def wait(self, article: Article, version: Annotation) -> Saved:
        """Let a version of a note wait for a decision again."""
        return self._save(article, lambda notes, _, others: shard.wait(notes, version, others))

    def deleted(self, article: str) -> tuple[tuple[Annotation, datetime], ...]:
        """The annotations that were deleted, with the time of it; not those that were forgotten."""
        path = self._path(article)
        found = atomic.read(path)
        if found is None or b'"deleted"' not in found[0]:
            return ()
        return shard.deleted(self._sound(article)[0], article)

    def ended(self, article: str) -> frozenset[str]:
        """The ids of all annotations that were deleted, also of those that were forgotten."""
        path = self._path(article)
        found = atomic.read(path)
        if found is None or b'"deleted"' not in found[0]:
            return frozenset()
        return shard.ended(self._sound(article)[0])

    def forget(self, article: str, before: datetime) -> None:
        """Leave nothing of what was deleted before a moment but that it was."""
        known = self.load(article).article
        about = Article(known.id, known.path, known.title, url=known.url, text_hash=known.text_hash)
        self._save(about, lambda notes, _, others: shard.forget(notes, before, others))

    def names(self) -> tuple[str, ...]:
        """The ids of the articles of which something is kept."""
        return tuple(name for name, _ in self._files())

    def stamp(self, article: str) -> Stamp | None:
        """The stamp of the article's notes; None when there are none."""
        return stamp.of(self._path(article))

    def is_marked(self, article: str) -> bool:
        """Did git leave the article's notes with its conflict markers?"""
        found = atomic.read(self._path(article))
        return found is not None and markers.is_marked(found[0])

    def stamps(self) -> dict[str, Stamp]:
        """The stamps of all notes by the ids of their articles."""
        found = {name: stamp.of(path) for name, path in self._files()}
        return {name: seen for name, seen in found.items() if seen is not None}

    def metas(self, names: Iterable[str] | None = None) -> Iterator[Identity]:
        """The articles that the notes were made on, or those of `names`; files that cannot be read are passed over."""
        for name in self.names() if names is None else names:
            try:
                tables, _, _ = self._sound(name)
            except StoreError:
                continue
            yield shard.identity(name, tables)

    def _files(self) -> list[tuple[str, str]]:
        """Ids and paths of all files of notes; names that are no ids belong to others."""
        try:
            with os.scandir(self._folder) as entries:
                found = [(entry.name.removesuffix(_SUFFIX), entry.path) for entry in entries]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise faults.unreadable(self._folder, error) from error
        return sorted((name, path) for name, path in found if is_id(name) and path.endswith(_SUFFIX))

    def _sound(self, article: str) -> tuple[Tables, Stamp | None, str]:
        """The checked tables of an article's file, its stamp, and what could not be mended; as `_read` otherwise."""
        try:
            return *self._read(article), ""
        except DamagedError as damage:
            if self._mend is None:
                raise
            return self._mend(self._path(article), self._lock, damage)

    def _read(self, article: str) -> tuple[Tables, Stamp | None]:
        """The checked tables of an article's file and its stamp; empty and None when there is none."""
        path = self._path(article)
        found = atomic.read(path)
        if found is None:
            return {}, None
        tables = jsonfile.parse(found[0], path)
        shard.check(tables, path)
        return tables, found[1]

    def _path(self, article: str) -> Path:
        if not is_id(article):
            raise ValueError(f"not an article's id: {article!r}")
        return self._folder / f"{article}{_SUFFIX}"

    def _save(
        self,
        article: Article,
        change: Callable[[dict[int, Document], Callable[[], int], Others], list[Document]],
        state: Document | None = None,
    ) -> Saved:
        """Change the notes, and what is said of the article, in one durable write."""
        try:
            return self._written(article, change, state)
        except DamagedError as damage:
            if self._mend is None or self._mend(self._path(article.id), self._lock, damage).problem:
                raise
            return self._written(article, change, state)

    def _written(
        self,
        article: Article,
        change: Callable[[dict[int, Document], Callable[[], int], Others], list[Document]],
        state: Document | None,
    ) -> Saved:
        self._path(article.id)
        database = self._opened()
        before: list[Document] = []
        now = codec.moment_text(self._clock()) if state is not None else ""
        with database.transaction() as shards:
            others = Others(shards.file(article.id))
            about = database.table(f"{article.id}/{jsonfile.META}")
            about.edit(lambda documents: shard.describe(documents, article, state, now))
            notes = database.table(article.id)
            notes.edit(lambda documents: before.extend(change(documents, notes.new_id, others)))
            others.write(shards, article.id)
        self._stamps[article.id] = shards.stamps[article.id]
        return Saved(article.id, dict(shards.file(article.id)), shards.stamps[article.id], tuple(before))

    def _opened(self) -> NotesDB:
        if self._database is None:
            from reader.store.table import NotesDB  # noqa: PLC0415 - TinyDB is needed only to save

            self._database = NotesDB(self._folder, self._lock, shard.check)
        return self._database


def _nothing(_notes: dict[int, Document], _new_id: Callable[[], int], _others: Others) -> list[Document]:
    """Leave the notes as they are."""
    return []
