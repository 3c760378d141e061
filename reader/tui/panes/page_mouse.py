"""The mouse on a page: click, drag, double click for a word, triple for a sentence, shift extends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text import motions
from reader.tui.panes.page_caret import PageCaret
from reader.tui.panes.page_tables import STEP

if TYPE_CHECKING:
    from textual import events

    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.session import Session

WHEEL_ROWS = 3
"""Rows that one notch of the wheel scrolls."""


class PageMouse(PageCaret):
    """A page that follows the mouse."""

    @dataclass
    class Pointed(Message):
        """The mouse selected a passage, or was put on a highlight; (x, y) are cells of the pane."""

        x: int
        y: int
        selection: Span | None
        highlight: Highlight | None

    _dragging = False

    @property
    def leads_somewhere(self) -> bool:
        """Is the caret on a link?"""
        return False

    def follow_here(self) -> bool:
        """Follow what the caret is on; False where it leads nowhere."""
        return False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret down, or extend the selection."""
        session = self.session
        if session is None or event.button != 1:
            return
        self.focus()
        offset = self.offset_at(event.x, event.y)
        if event.shift and self.caret_shown:
            self._put((session if session.anchor is not None else session.anchored()).moved(offset))
        else:
            self._put(session.selecting(None).moved(offset))
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse goes; beyond the edge the page scrolls."""
        session = self.session
        if not self._dragging or session is None:
            return
        offset = self.offset_at(event.x, max(-1, min(event.y, self.size.height)))
        if session.anchor is None:
            if offset == session.caret:
                return
            session = session.anchored()
        self._put(session.moved(offset))

    def _put(self, session: Session) -> None:
        """Show a session whose caret the mouse moved; the page stands still unless the caret would not be seen."""
        self.take(session, reveal=not self.is_in_view(session.caret))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The selection is made."""
        if not self._dragging:
            return
        self._dragging = False
        self.release_mouse()
        if self.session is not None and self.session.selection:
            self._point(event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """A word, a sentence; a single click on a highlight shows what can be done with it."""
        session = self.session
        if session is None or event.button != 1:
            return
        if event.chain >= 2:
            name = "word" if event.chain == 2 else "sentence"
            span = motions.object_at(session.text, self.offset_at(event.x, event.y), name)
            if span:
                self.take(session.selecting(span), reveal=False)
                self._point(event.x, event.y)
        elif event.ctrl and self.follow_here():
            return
        elif not session.selection and (self.focused_highlight is not None or self.leads_somewhere):
            self._point(event.x, event.y)

    def _point(self, x: int, y: int) -> None:
        session = self.session
        if session is not None:
            highlight = None if session.selection else self.focused_highlight
            self.post_message(self.Pointed(x, y, session.selection, highlight))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, the caret hidden: the wheel reads."""
        self._wheel(event, WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        self._wheel(event, -WHEEL_ROWS)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Scroll a wide table sideways."""
        self._sideways(event, STEP)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Scroll it back."""
        self._sideways(event, -STEP)

    def _sideways(self, event: events.MouseEvent, cells: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_sideways(event.y, cells)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        if event.shift:
            self._sideways(event, STEP if rows > 0 else -STEP)
            return
        event.stop()
        event.prevent_default()
        self.scroll_rows(rows)
