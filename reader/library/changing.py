"""Changing what was made of the articles: durably, with a way back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import NotFoundError
from reader.library.applying import Applying
from reader.library.pending import Pending, is_large
from reader.library.turning import Turning
from reader.model.annotation import Annotation, Highlight, Status
from reader.store.operations import Change, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reader.library.door import Library
    from reader.model.article import Article, ArticleState
    from reader.text.document import Text


class Changes:
    """What is changed in one library, and the way back; `began` is how much history there was before this run."""

    def __init__(self, library: Library, began: Mapping[str, int] | None = None) -> None:
        self._library = library
        self._applying = Applying(library)
        self.pending = Pending(library, self._applying)
        self._turning = Turning(library, self._applying, self.pending, began)

    # ---- one operation

    def apply(
        self,
        operation: Operation,
        text: Text | None = None,
        *,
        joined: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Make an operation's changes durable; when this returns they are on the disk.

        `text` is what the new annotations were made on; it is kept, so that their wording is never lost. `joined`:
        the operation goes on with the last one, and both are undone in one step.
        """
        last = self._turning.last
        if joined and last is not None and _follows(last, operation):
            operation = replace(operation, joins=last.id)
        if is_large(operation):
            self.pending.carry_out(operation, progress)
        else:
            operation = self._applying.make(operation, text)
        self._turning.add(operation)

    def did(self, operation: Operation) -> None:
        """Something was done and recorded in another way: it is what is undone next."""
        self._turning.add(operation)

    def undo(self) -> Operation | None:
        """Take the last operation back: `Turning.undo`."""
        return self._turning.undo()

    def redo(self) -> Operation | None:
        """Do again what was undone last: `Turning.redo`."""
        return self._turning.redo()

    def text(self, article: Article) -> Text:
        """An article's text; that of the last one is kept. Raises SourceError."""
        return self._applying.text(article)

    def place(
        self, article: Article, annotations: Sequence[Annotation], text: Text | None = None
    ) -> tuple[Highlight, ...]:
        """Annotations where they are now; orphans when the article cannot be read."""
        return self._applying.place(article, annotations, text)

    def place_unread(self, article: Article, annotations: Sequence[Annotation]) -> tuple[Highlight, ...]:
        """As `place`, without reading a file that is what it was when it was indexed: `Applying.place_unread`."""
        return self._applying.place_unread(article, annotations)

    # ---- what people do

    def set_state(self, article_id: str, state: ArticleState, base: ArticleState | None = None) -> None:
        """Keep where reading goes on and that it was read: no operation, nothing to undo.

        Of a state that was `base` only what differs from that: what another program did to the rest stays.
        """
        article = self._library.article_of(article_id)
        self._applying.index(article, self._library.notes_store.set_state(article, state, base))

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
        from reader.library import labels  # noqa: PLC0415 - only scripts look for words
        from reader.library.passages import find  # noqa: PLC0415 - as above
        from reader.text import anchoring  # noqa: PLC0415

        article = self._library.article_of(article_id)
        text = self._applying.text(article)
        span = find(text.plain, quote, prefix, suffix)
        if span is None:
            raise NotFoundError(f"“{article.title}” does not say {quote!r}.")
        now = self._library.clock()
        annotation = Annotation(
            id=str(uuid.uuid4()),
            target=anchoring.describe(text, span, article.id),
            created=now,
            modified=now,
            themes=self._library.codebook.resolved(themes),
            note=note,
        )
        label = labels.of_note("highlight made", annotation, article.title)
        self.apply(self._library.operation(label, Change("note", article.id, annotation.id, None, annotation)), text)
        return Highlight(annotation, span, Status.ANCHORED)


def _follows(last: Operation, operation: Operation) -> bool:
    """Does each change of `operation` begin where one of `last` ended?"""
    ends = {(change.kind, change.key): change.after for change in last.changes}
    return all(ends.get((change.kind, change.key)) == change.before for change in operation.changes)
