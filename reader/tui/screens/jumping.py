"""The desk's jumps: back to the places one came from, and on again, from article to article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.screens.deciding import DecidingDesk

if TYPE_CHECKING:
    from reader.model.annotation import Highlight
    from reader.tui.jumps import Spot
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane


class JumpingDesk(DecidingDesk):
    """The part of the desk that knows where one came from."""

    _noted = -1
    """Where the notes pane put the caret last."""

    def on_reader_pane_jump_requested(self, event: ReaderPane.JumpRequested) -> None:
        """Go back to where one jumped from, or on again."""
        here = self.spot()
        if here is None:
            return
        spot = self.jumps.back(here) if event.step < 0 else self.jumps.forward(here)
        if spot is None:
            self.say("there is no place to go back to" if event.step < 0 else "there is no place to go on to")
        else:
            self.go_to_spot(spot)

    def go_to_spot(self, spot: Spot) -> None:
        """Show a place; its article is opened where another one is."""
        session = self.session
        if session is not None and session.listing.article.id == spot.article:
            self.page.take(session.selecting(None).moved(spot.offset))
        else:
            self.open_article(spot.article, landing=lambda text: min(spot.offset, len(text.plain)), is_jump=False)

    def jump(self, offset: int) -> None:
        """Put the caret somewhere else in this article, and remember where it was."""
        session = self.session
        if session is not None and (offset != session.caret or session.anchor is not None):
            if offset != session.caret:
                self.remember_spot()
            self.page.take(session.selecting(None).moved(offset))

    # ---- notes and text in step

    def on_notes_pane_moved(self, event: NotesPane.Moved) -> None:
        """Show the place of the highlight that the notes pane came to; the keys stay there."""
        session, highlight = self.session, self._by_id(event.id)
        if session is None or highlight is None or highlight.span is None or not self.notes.has_focus:
            return
        if session.caret not in (self._noted, highlight.span.start):
            self.remember_spot()
        self._noted = highlight.span.start
        self.page.take(session.selecting(None).moved(self._noted))

    def follow_in_notes(self) -> None:
        """Put the cursor of the notes on the highlight under the caret, or the first one in view."""
        if self.notes.has_focus or not self.notes.size.width:
            return
        highlight = self.page.focused_highlight or self._first_in_view()
        if highlight is not None:
            self.notes.follow(highlight.id)

    def _first_in_view(self) -> Highlight | None:
        page, session = self.page, self.session
        if session is None or not session.highlights or page.caret_shown:
            return None
        found = session.neighbour(page.first_shown() - 1, 1)
        return found if found is not None and found.span is not None and found.span.start < page.last_shown() else None
