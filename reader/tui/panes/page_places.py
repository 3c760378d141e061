"""Places that are kept, and the note on the whole article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text import motions
from reader.tui.panes.page_attaching import PageAttaching

if TYPE_CHECKING:
    from reader.model.span import Span
    from reader.text.document import Text


class PagePlaces(PageAttaching):
    """A page in which one puts bookmarks, and whose article has a note."""

    @dataclass
    class BookmarkRequested(Message, namespace="reader_pane"):
        """A passage is to have a bookmark, or to lose the one that it has."""

        text: Text
        span: Span

    @dataclass
    class ArticleNoteRequested(Message, namespace="reader_pane"):
        """The note on the whole article is to be written."""

        article: str

    def action_bookmark(self) -> None:
        """Put a bookmark at the sentence under the caret, or take it away; while no caret is shown, at the first."""
        session = self._session()
        offset = session.caret if self.caret_shown else self.first_shown()
        span = motions.object_at(session.text, offset, "sentence")
        if span:
            self.post_message(self.BookmarkRequested(session.text, span))
        else:
            self.post_message(self.Refused("there are no words here"))

    def action_article_note(self) -> None:
        """Write a note on the whole article."""
        self.post_message(self.ArticleNoteRequested(self._session().listing.article.id))
