"""An operation's changes made durable: recorded, written, indexed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library.placing import placed
from reader.library.values import gone
from reader.model.annotation import Annotation, Highlight, Status, text_order
from reader.model.article import ArticleState
from reader.model.feed import Feed
from reader.model.span import Span
from reader.model.theme import Theme
from reader.store import texts
from reader.store.operations import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.door import Library
    from reader.model.article import Article
    from reader.store.notes import Saved
    from reader.store.operations import Operation, Value
    from reader.text.document import Text


class Applying:
    """Writes what was done in one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._recorded: dict[str, Operation] = {}
        """What was written down and not yet seen to be done, by id."""

        self._reading: tuple[str, Text] | None = None

    def make(self, operation: Operation, text: Text | None = None) -> Operation:
        """Make an operation durable, and give it with what it brought along; `text` is what its notes were made on."""
        after = _annotations(operation.changes)
        if text is not None and any(annotation.target.text_hash == text.hash for annotation in after):
            texts.keep(self._library.root, text.hash, text.plain)
        # Before the notes: what is done and not recorded could not be taken back, and a retry records nothing twice.
        whole = self._recorded.get(operation.id)
        if whole is None:
            coined = tuple(Change("theme", "", theme.name, None, theme) for theme in self._missing(operation))
            whole = replace(operation, changes=(*coined, *operation.changes))
            self._library.history.record(whole)
            self._recorded[operation.id] = whole
        self.write(whole.changes, text)
        del self._recorded[operation.id]
        return whole

    def write(self, changes: Sequence[Change], text: Text | None = None) -> None:
        """Write changes to their files; what each begins with was looked at before."""
        themes = [(_theme(change.before), _theme(change.after)) for change in changes if change.kind == "theme"]
        self._library.codebook.turn((before, after) for before, after in themes if after is not None)
        self._feeds(changes)
        for change in changes:
            if change.kind == "file":
                self._library.trash.move(change)
            elif change.kind == "metadata":
                self._library.describing.write(change)
            elif change.kind == "text" and change.after is not None:
                self._library.stubs.write(change)
        by_article: dict[str, list[Change]] = {}
        for change in changes:
            if change.kind in {"note", "state", "conflict", "line"}:
                by_article.setdefault(change.article, []).append(change)
        for article_id, own in by_article.items():
            self._notes(self._article(article_id), own, text)
        for change in changes:
            if change.kind == "text" and change.after is None:
                self._library.stubs.write(change)
        self._library.codebook.turn((before, None) for before, after in themes if after is None)

    def _feeds(self, changes: Sequence[Change]) -> None:
        feeds = [(_feed(change.before), _feed(change.after)) for change in changes if change.kind == "feed"]
        if feeds:
            self._library.subscriptions.turn(feeds)

    def _missing(self, operation: Operation) -> tuple[Theme, ...]:
        """The themes of the operation's notes that the codebook does not have, and nothing else brings in."""
        brought = {change.key for change in operation.changes if change.kind == "theme"}
        names = [theme for annotation in _annotations(operation.changes) for theme in annotation.themes]
        return tuple(theme for theme in self._library.codebook.missing(names) if theme.name not in brought)

    def _article(self, article_id: str) -> Article:
        """What is known of an article, be it only what the notes on it remember."""
        listing = self._library.catalogue.get(article_id)
        return listing.article if listing else gone(self._library.notes_store.load(article_id)).article

    def _notes(self, article: Article, changes: Sequence[Change], text: Text | None) -> None:
        notes = [change for change in changes if change.kind == "note"]
        put = _annotations(notes)
        bases = [change.before for change in notes if isinstance(change.before, Annotation)]
        gone = [change.key for change in notes if change.after is None]
        states = [change for change in changes if change.kind == "state"]
        conflicts = [change for change in changes if change.kind == "conflict"]
        saved: Saved | None = None
        for change in conflicts:
            if isinstance(change.before, Annotation):
                saved = self._library.notes_store.settle(article, change.before)
        if put:
            saved = self._library.notes_store.put(article, put, bases)
        if gone:
            saved = self._library.notes_store.remove(article, gone, bases)
        for change in conflicts:
            if isinstance(change.after, Annotation):
                saved = self._library.notes_store.wait(article, change.after)
        for change in states:
            current = self._library.notes_store.load(article.id).state
            saved = self._library.notes_store.set_state(article, changed_state(current, change))
        if saved is not None:
            self.index(article, saved, text)
        self._lines(article, [change for change in changes if change.kind == "line"], text)

    def _lines(self, article: Article, changes: Sequence[Change], text: Text | None) -> None:
        """Write what lines are said to be, and count the article's words anew."""
        saved: Saved | None = None
        for change in changes:
            said = change.after if isinstance(change.after, str) else ""
            saved = self._library.notes_store.set_line(article, change.key, said)
        if saved is None:
            return
        self.index(article, saved, text)
        from reader.text import promotional  # noqa: PLC0415 - few people ever say so

        with suppress(SourceError):  # of what cannot be read nothing is counted
            text = text if text is not None and text.hash == article.text_hash else self.text(article)
            words = text.words_without(promotional.decided(text, dict(saved.shard.lines)))
            self._library.catalogue.put_words(article.id, words)

    def index(self, article: Article, saved: Saved, text: Text | None = None) -> None:
        """Put what was saved of an article's notes into the catalogue."""
        shard = saved.shard
        if self._library.catalogue.get(article.id) is None:
            if article.id in self._library.trash.ids():
                return
            highlights = tuple(Highlight(each, None, Status.ORPHANED) for each in shard.annotations)
        elif text is None and all(each.target.text_hash == article.text_hash for each in shard.annotations):
            highlights = tuple(map(_unmoved, shard.annotations))
        else:
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
            fitting = text if text is not None and text.hash == article.text_hash else self.text(article)
            return placed(fitting, annotations, self._library.texts.kept)
        except SourceError:
            return tuple(Highlight(a, None, Status.ORPHANED) for a in annotations)

    def place_unread(self, article: Article, annotations: Sequence[Annotation]) -> tuple[Highlight, ...]:
        """As `place`, for an article whose file is what it was when the article was indexed.

        It is not read where all annotations were made on this very text.
        """
        if not all(_is_made_on(article, annotation) for annotation in annotations):
            return self.place(article, annotations)
        return tuple(sorted(map(_unmoved, annotations), key=text_order))

    def text(self, article: Article) -> Text:
        """The article's text; that of the last one is kept, since changes come one after the other."""
        known = self._reading
        if known is None or known[0] != f"{article.id} {article.text_hash}" or known[1].hash != article.text_hash:
            known = self._reading = f"{article.id} {article.text_hash}", self._library.texts.read(article.path)[1]
        return known[1]


def changed_state(current: ArticleState, change: Change) -> ArticleState:
    """The state with what the change is about; what else became of it since, such as the position, stays."""
    after = change.after if isinstance(change.after, ArticleState) else ArticleState()
    return replace(current, **{name: getattr(after, name) for name in state_fields(change)})


def state_fields(change: Change) -> list[str]:
    """What of an article's state a change is about."""
    values = (change.before, change.after)
    before, after = (value if isinstance(value, ArticleState) else ArticleState() for value in values)
    names = [field.name for field in fields(ArticleState)]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _unmoved(annotation: Annotation) -> Highlight:
    """An annotation on the text as it is: it stands where it stood."""
    position = annotation.target.position
    span = Span(0, 0) if annotation.target.is_whole else Span(position.start, position.end)
    return Highlight(annotation, span, Status.ANCHORED)


def _is_made_on(article: Article, annotation: Annotation) -> bool:
    target = annotation.target
    is_of_its_length = target.position.end - target.position.start == len(target.quote.exact)
    return bool(article.text_hash) and target.text_hash == article.text_hash and is_of_its_length


def _theme(value: Value) -> Theme | None:
    return value if isinstance(value, Theme) else None


def _feed(value: Value) -> Feed | None:
    return value if isinstance(value, Feed) else None


def _annotations(changes: Iterable[Change]) -> list[Annotation]:
    return [change.after for change in changes if isinstance(change.after, Annotation)]
