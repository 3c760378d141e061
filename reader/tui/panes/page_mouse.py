"""The mouse on a page: click, drag, twice for a word, three times for a sentence, shift extends, edges scroll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.model.span import Span
from reader.text import motions
from reader.tui.panes.page_margins import PageMargins
from reader.tui.panes.page_tables import STEP

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from reader.model.annotation import Highlight
    from reader.session import Session

WHEEL_ROWS = 3
"""Rows that one notch of the wheel scrolls."""

CHAIN = 0.5
"""Seconds in which a second click on the same cell belongs to the first."""

UNITS = ("", "word", "sentence")
"""What one, two and three clicks take."""

TICK = 0.06
"""Seconds between two scrolls while the mouse is held at an edge."""


@dataclass(slots=True)
class _Drag:
    """The button is down."""

    x: int
    y: int
    """Where the mouse is."""

    unit: str = ""
    origin: Span | None = None
    """The word or sentence that was clicked; None: it goes by character."""

    is_ruler: bool = False
    timer: Timer | None = None
    """Scrolls while the mouse is at an edge."""


class PageMouse(PageMargins):
    """A page that follows the mouse."""

    @dataclass
    class Pointed(Message):
        """The mouse selected a passage, or was put on a highlight or a link; (x, y) are cells of the pane."""

        x: int
        y: int
        selection: Span | None
        highlight: Highlight | None

    _drag: _Drag | None = None
    _clicks = 0
    """How often the same cell was clicked in a row."""

    _last_click = (0.0, -1, -1)

    # ---- links, of which `page_links` knows more

    @property
    def leads_somewhere(self) -> bool:
        """Is the caret on a link?"""
        return False

    def follow_here(self) -> bool:
        """Follow what the caret is on; False where it leads nowhere."""
        return False

    # ---- button

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret down, take a word or a sentence, or extend the selection."""
        session = self.session
        if session is None or event.button != 1:
            return
        self.focus()
        self._end_drag()
        time, x, y = self._last_click
        is_again = (event.x, event.y) == (x, y) and event.time - time < CHAIN
        self._clicks = min(self._clicks + 1, len(UNITS)) if is_again else 1
        self._last_click = (event.time, event.x, event.y)
        beside = self.highlight_beside(event.x, event.y)
        if self.is_ruler(event.x):
            self.before_jump()
            self.rule_to(event.y)
            self._drag = _Drag(event.x, event.y, is_ruler=True)
        elif beside is not None:
            self._clicks = 1
            self.select_highlight(beside)
            return
        else:
            self._drag = self._begin(session, event)
        self.capture_mouse()

    def _begin(self, session: Session, event: events.MouseDown) -> _Drag:
        offset = self.offset_at(event.x, event.y)
        unit = UNITS[self._clicks - 1]
        if event.shift and self.caret_shown:
            self._put((session if session.anchor is not None else session.anchored()).moved(offset))
            return _Drag(event.x, event.y)
        span = motions.object_at(session.text, offset, unit) if unit else None
        self._put(session.selecting(span) if span else session.selecting(None).moved(offset))
        return _Drag(event.x, event.y, unit, span)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select as far as the mouse goes; at the edge the page scrolls, the faster the further out."""
        drag = self._drag
        if drag is None or self.session is None:
            return
        if event.button == 0:  # it was let go where the terminal did not see it
            self._end_drag()
            return
        drag.x, drag.y = event.x, event.y
        if drag.is_ruler:
            self.rule_to(event.y)
            return
        self._extend(drag)
        if self._beyond(drag.y) and drag.timer is None:
            drag.timer = self.set_interval(TICK, self.scroll_on)
        elif not self._beyond(drag.y) and drag.timer is not None:
            drag.timer.stop()
            drag.timer = None

    def _beyond(self, y: int) -> int:
        """How far row `y` is into an edge, upwards negative; 0 between them."""
        last = self.size.height - 1
        return y - 1 if y <= 0 else max(0, y - last + 1)

    def scroll_on(self) -> None:
        """Scroll while the mouse is held at an edge, and select as far as that."""
        drag = self._drag
        if drag is None:
            return
        beyond = self._beyond(drag.y)
        most = max(1, self.size.height // 2)
        self._scroll(self.top + max(-most, min(beyond * (1 + abs(beyond) // 3), most)))
        self._extend(drag)

    def _extend(self, drag: _Drag) -> None:
        session = self.session
        if session is None:
            return
        offset = self.offset_at(drag.x, max(0, min(drag.y, self.size.height - 1)))
        if drag.origin is not None:
            self._put(self._by_unit(session, offset, drag.unit, drag.origin))
        elif session.anchor is not None:
            self._put(session.moved(offset))
        elif offset != session.caret:
            self._put(session.anchored().moved(offset))

    def _by_unit(self, session: Session, offset: int, unit: str, origin: Span) -> Session:
        """Whole words or sentences selected from `origin` to `offset`."""
        here = motions.object_at(session.text, offset, unit) or origin
        found = session.selecting(Span(min(origin.start, here.start), max(origin.end, here.end)))
        return found.swapped() if offset < origin.start else found

    def _put(self, session: Session) -> None:
        """Show a session whose caret the mouse moved; the page stands still."""
        if self.session != session or not self.caret_shown:
            self.take(session, reveal=False, opens=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The selection is made."""
        drag = self._drag
        self._end_drag()
        if drag is not None and not drag.is_ruler and self.session is not None and self.session.selection:
            self._point(event.x, event.y)

    def _end_drag(self) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            if drag.timer is not None:
                drag.timer.stop()
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A single click on a highlight or a link shows what can be done with it; with ctrl the link is followed."""
        session = self.session
        if session is None or event.button != 1 or self._clicks > 1 or self.is_ruler(event.x):
            return
        fold = self.fold_at(session.caret)
        if fold is not None and not session.selection:
            self.unfold(fold)
            self.moved()
            return
        if event.ctrl and self.follow_here():
            return
        if not session.selection and (self.focused_highlight is not None or self.leads_somewhere):
            self._point(event.x, event.y)

    def _point(self, x: int, y: int) -> None:
        session = self.session
        if session is not None:
            highlight = None if session.selection else self.focused_highlight
            y = max(0, min(y, self.size.height - 1))
            self.post_message(self.Pointed(x, y, session.selection, highlight))

    # ---- wheel

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
        if self._drag is not None:
            self._scroll(self.top + rows)
            self._extend(self._drag)
        else:
            self.scroll_rows(rows)
