"""Changing what was made of the articles: durably, with a way back."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError, StoreError
from reader.library.refreshing import placed
from reader.model.annotation import Annotation, Highlight, Status
from reader.model.article import ArticleState
from reader.store import codec, texts
from reader.store.history import Change, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.door import Library
    from reader.model.article import Article
    from reader.store.history import Value
    from reader.store.notes import Saved
    from reader.text.document import Text


class Changes:
    """What is changed in one library, and the way back."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._done: list[Operation] = []
        self._undone: list[Operation] = []
        self._recorded: set[str] = set()
        self._coined: dict[str, set[str]] = {}
        """By operation: the themes that it brought into the codebook."""

        self._reading: tuple[str, Text] | None = None

    # ---- one operation

    def apply(self, operation: Operation, text: Text | None = None, *, joined: bool = False) -> None:
        """Make an operation's changes durable; when this returns they are on the disk.

        `text` is what the new annotations were made on; it is kept, so that their wording is never lost. `joined`:
        the operation goes on with the last one, and both are undone in one step.
        """
        self._make(operation, text)
        if joined and self._done and _follows(self._done[-1], operation):
            last = self._done.pop()
            self._coined.setdefault(last.id, set()).update(self._coined.pop(operation.id, ()))
            changes = zip(last.changes, operation.changes, strict=True)
            operation = replace(last, changes=tuple(replace(old, after=new.after) for old, new in changes))
        self._done.append(operation)
        self._undone.clear()

    def undo(self) -> Operation | None:
        """Take the last operation of this run back; None when there is none.

        Raises StoreError when what it changed has been changed elsewhere since.
        """
        return self._turn(self._done, self._undone, "Undone")

    def redo(self) -> Operation | None:
        """Do again what was undone last; None when nothing was."""
        return self._turn(self._undone, self._done, "Done again")

    def _turn(self, source: list[Operation], target: list[Operation], word: str) -> Operation | None:
        if not source:
            return None
        last = source[-1]
        back = self._library.operation(last.label, *(self._back(change) for change in reversed(last.changes)))
        if not all(self._is_current(change) for change in back.changes):
            source.pop()
            raise StoreError(f"“{last.label}” was changed elsewhere since, so it is left as it is.")
        self._make(replace(back, label=f"{word}: {last.label}"), None)
        source.pop()
        target.append(back)
        self._forget_themes(self._coined.pop(last.id, set()))
        return back

    def _forget_themes(self, names: set[str]) -> None:
        """Take themes that nothing carries any more out of the codebook again."""
        if names:
            used = {name for name, _, _ in self._library.catalogue.themes()}
            for name in names - used:
                self._library.codebook.remove(name)

    def _back(self, change: Change) -> Change:
        """The way back; what is put back counts as written now, so that a merge takes it for the newer version."""
        after = change.before
        if isinstance(after, Annotation):
            after = replace(after, modified=max(self._library.clock(), after.created))
        return replace(change, before=change.after, after=after)

    def _is_current(self, change: Change) -> bool:
        """Is what a change begins with what the disk has?"""
        if change.kind != "note":
            return True
        shard = self._library.notes_store.load(change.article)
        return _content(next((a for a in shard.annotations if a.id == change.key), None)) == _content(change.before)

    def _make(self, operation: Operation, text: Text | None) -> None:
        after = [change.after for change in operation.changes if isinstance(change.after, Annotation)]
        if text is not None and any(annotation.target.text_hash == text.hash for annotation in after):
            texts.keep(self._library.root, text.hash, text.plain)
        # Before the notes: what is done and not recorded could not be taken back, and a retry records nothing twice.
        if operation.id not in self._recorded:
            self._library.history.record(operation)
            self._recorded.add(operation.id)
        by_article: dict[str, list[Change]] = {}
        for change in operation.changes:
            by_article.setdefault(change.article, []).append(change)
        for article_id, changes in by_article.items():
            self._make_in(operation.id, self._library.article_of(article_id), changes, text)

    def _ensure_themes(self, operation: str, annotations: Iterable[Annotation]) -> None:
        """Bring the themes of annotations into the codebook, and note which are new."""
        names = [theme for annotation in annotations for theme in annotation.themes]
        if names:
            before = {theme.name for theme in self._library.codebook.themes()}
            ensured = {theme.name for theme in self._library.codebook.ensure(names)}
            self._coined.setdefault(operation, set()).update(ensured - before)

    def _make_in(self, operation: str, article: Article, changes: Sequence[Change], text: Text | None) -> None:
        put = [change.after for change in changes if isinstance(change.after, Annotation)]
        gone = [change.key for change in changes if change.kind == "note" and change.after is None]
        states = [change for change in changes if change.kind == "state"]
        saved: Saved | None = None
        if put:
            self._ensure_themes(operation, put)
            bases = [change.before for change in changes if isinstance(change.before, Annotation)]
            saved = self._library.notes_store.put(article, put, bases)
        if gone:
            saved = self._library.notes_store.remove(article, gone)
        for change in states:
            current = self._library.notes_store.load(article.id).state
            saved = self._library.notes_store.set_state(article, _changed(current, change))
        if saved is not None:
            self._index(article, saved, text)

    def _index(self, article: Article, saved: Saved, text: Text | None = None) -> None:
        shard = saved.shard
        highlights = self.place(article, shard.annotations, text)
        if shard.stamp is not None:
            self._library.catalogue.put_notes(article.id, shard.stamp, shard.state, highlights)

    def place(
        self, article: Article, annotations: Sequence[Annotation], text: Text | None = None
    ) -> tuple[Highlight, ...]:
        """Annotations where they are now; orphans when the article cannot be read."""
        if not annotations:
            return ()
        try:
            fitting = text if text is not None and text.hash == article.text_hash else self._text(article)
            return placed(fitting, annotations)
        except SourceError:
            return tuple(Highlight(a, None, Status.ORPHANED) for a in annotations)

    def _text(self, article: Article) -> Text:
        """The article's text; that of the last one is kept, since changes come one after the other."""
        known = self._reading
        if known is None or known[0] != f"{article.id} {article.text_hash}" or known[1].hash != article.text_hash:
            known = self._reading = f"{article.id} {article.text_hash}", self._library.texts.read(article.path)[1]
        return known[1]

    # ---- what people do

    def set_state(self, article_id: str, state: ArticleState) -> None:
        """Keep where reading goes on and that it was read: no operation, nothing to undo."""
        article = self._library.article_of(article_id)
        self._index(article, self._library.notes_store.set_state(article, state))

    def mark(
        self,
        article_id: str,
        quote: str,
        *,
        prefix: str = "",
        suffix: str = "",
        themes: Iterable[str] = (),
        note: str = "",
    ) -> Highlight:
        """Highlight the passage that says `quote`; white space may differ.

        Raises NotFoundError when the article does not say so, or says so more than once and the context does not
        tell which.
        """
        from reader.library.passages import find  # noqa: PLC0415 - only scripts look for words
        from reader.text import anchoring  # noqa: PLC0415

        article = self._library.article_of(article_id)
        text = self._text(article)
        span = find(text.plain, quote, prefix, suffix)
        if span is None:
            raise NotFoundError(f"“{article.title}” does not say {quote!r}.")
        now = self._library.clock()
        names = tuple(theme.name for theme in self._library.codebook.ensure(themes))
        annotation = Annotation(
            id=str(uuid.uuid4()),
            target=anchoring.describe(text, span, article.id),
            created=now,
            modified=now,
            themes=names,
            note=note,
        )
        label = f"highlight made in “{article.title}”"
        self.apply(self._library.operation(label, Change("note", article.id, annotation.id, None, annotation)), text)
        return Highlight(annotation, span, Status.ANCHORED)


def _changed(current: ArticleState, change: Change) -> ArticleState:
    """The state with what the change is about; what else became of it since, such as the position, stays."""
    values = (change.before, change.after)
    before, after = (value if isinstance(value, ArticleState) else ArticleState() for value in values)
    said = {field.name: getattr(after, field.name) for field in fields(ArticleState)}
    return replace(current, **{name: value for name, value in said.items() if value != getattr(before, name)})


def _content(value: Value) -> object:
    """What an annotation says, as the disk has it, apart from when it was written."""
    if not isinstance(value, Annotation):
        return None
    return {key: said for key, said in codec.note_document(value).items() if key != "modified"}


def _follows(last: Operation, operation: Operation) -> bool:
    """Does each change of `operation` begin where one of `last` ended?"""
    return [(change.key, change.after) for change in last.changes] == [
        (change.key, change.before) for change in operation.changes
    ]
