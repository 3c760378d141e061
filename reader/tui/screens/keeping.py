"""The desk's keeping of places: bookmarks, and the note on the whole article."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from textual import work

from reader.model.annotation import Motivation
from reader.tui.screens.stroking import StrokingDesk

if TYPE_CHECKING:
    from reader.session import Session
    from reader.tui.panes.reader import ReaderPane


class KeepingDesk(StrokingDesk):
    """The part of the desk that keeps places, and what is said of an article as a whole."""

    def on_reader_pane_bookmark_requested(self, event: ReaderPane.BookmarkRequested) -> None:
        """Put a bookmark, or take it away."""
        session = self.session
        if session is None or not self.is_shown(event.text):
            return
        known = next((h for h in session.highlights if h.annotation.is_bookmark and h.span == event.span), None)
        if known is not None:
            self.change(session.without(known.id), known, None)
            self.save("bookmark taken away", known.annotation, None)
            self.say("bookmark taken away; u brings it back")
            return
        made, bookmark = session.highlight(
            event.span, identifier=str(uuid.uuid4()), now=self.library.clock(), motivation=Motivation.BOOKMARKING
        )
        self.change(made, None, bookmark)
        self.save("bookmark put", None, bookmark.annotation)
        self.say("bookmark put; ]b and [b go through them")

    def on_reader_pane_article_note_requested(self, event: ReaderPane.ArticleNoteRequested) -> None:
        """Write the note on the whole article."""
        session = self._reading_of(event.article)
        if session is not None:
            self._write_about(session)

    @work
    async def _write_about(self, session: Session) -> None:
        from reader.tui.dialogs.note_editor import NoteEditor  # noqa: PLC0415 - not needed to start

        known, title = session.about, session.listing.article.title
        old = known.annotation.note if known else ""
        written = await self.app.push_screen_wait(NoteEditor(title, old))
        if written is None or written.strip() == old:
            return
        if known is not None and not written.strip():
            self._delete(known)
        elif known is not None:
            self._edit("note on the article written", known, joined=False, note=written.strip())
        else:
            self._begin_about(session, written.strip())

    def _begin_about(self, session: Session, note: str) -> None:
        """Make the note; the article may have been left while it was written."""
        current = self._reading_of(session.listing.article.id)
        made, about = (current or session).commented(note, identifier=str(uuid.uuid4()), now=self.library.clock())
        if current is not None:
            self.change(made, None, about)
        self.save("note on the article written", None, about.annotation)
        self.say("noted: it stands above the other notes, and first in an export")
