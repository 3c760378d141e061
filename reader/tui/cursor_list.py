"""A list with a cursor, by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size

from reader.tui.entry_rows import EntryRows

if TYPE_CHECKING:
    from textual import events


class CursorList(EntryRows, can_focus=True):
    """Entries with a cursor that moves over them."""

    _dragging = False

    def moved(self) -> None:
        """The cursor came to another entry."""

    def clicked(self) -> None:
        """The entry under the cursor was clicked."""

    # ---- size and place

    def on_resize(self) -> None:
        """Lay the entries out in the new width; the cursor stays in view."""
        self.forget()
        self.measure()
        self.reveal()

    def measure(self) -> None:
        """Tell Textual how long the list is."""
        self.virtual_size = Size(self.size.width, self.top_of(self.count))

    def reveal(self) -> None:
        """Show the whole entry under the cursor.

        What lies outside is brought to the middle: a cursor key then seldom repaints the whole list, which over a slow
        line is what one waits for.
        """
        if not self.count or not self.size.height:
            return
        height = self.size.height
        top, bottom, shift = self.top_of(self.cursor), self.top_of(self.cursor + 1), self.scroll_offset.y
        if top < shift or bottom - top > height:
            self.scroll_to(y=max(0, top - (height - 1) // 2) if bottom - top <= height else top, animate=False)
        elif bottom > shift + height:
            self.scroll_to(y=bottom - height + height // 2, animate=False)

    def put_cursor(self, index: int) -> bool:
        """Move the cursor and show it; False when it was there already."""
        index = max(0, min(index, self.count - 1))
        old, self.cursor = self.cursor, index
        if old != index:
            self.repaint(old)
            self.repaint(index)
        self.reveal()
        return old != index

    def go(self, index: int) -> None:
        """Move the cursor and tell of it."""
        if self.put_cursor(index):
            self.moved()

    # ---- keys

    def action_step(self, step: int) -> None:
        """To another entry; from a cursor that was scrolled away, to one that can be seen."""
        shift, height = self.scroll_offset.y, self.size.height
        if self.top_of(self.cursor + 1) <= shift:
            self.go(self.entry_at(shift))
        elif self.count and self.top_of(self.cursor) >= shift + height:
            self.go(self.entry_at(shift + height - 1))
        else:
            self.go(self.cursor + step)

    def action_page(self, pages: float) -> None:
        """Some pages on, the view with the cursor."""
        if not self.count:
            return
        rows = max(1, int((self.size.height - 1) * abs(pages))) * (1 if pages > 0 else -1)
        row = max(0, min(self.top_of(self.cursor) + rows, self.top_of(self.count) - 1))
        index = self.entry_at(row)
        if index == self.cursor:
            index += 1 if pages > 0 else -1
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.go(index)

    def action_top(self) -> None:
        """To the first entry."""
        self.go(0)

    def action_bottom(self) -> None:
        """To the last entry."""
        self.go(self.count - 1)

    # ---- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the thumb."""
        if self.is_long and event.x == self.size.width - 1:
            self._dragging = True
            self.capture_mouse()
            self._drag_to(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the thumb."""
        if self._dragging:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        """Let go of the thumb."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _drag_to(self, y: int) -> None:
        spare = self.top_of(self.count) - self.size.height
        long = len(self.thumb())
        part = (y - long / 2) / max(1, self.size.height - long)
        self.scroll_to(y=round(spare * max(0.0, min(1.0, part))), animate=False)

    def on_click(self, event: events.Click) -> None:
        """Choose the entry under the mouse."""
        row = self.scroll_offset.y + event.y
        if event.button != 1 or row >= self.top_of(self.count) or (self.is_long and event.x == self.size.width - 1):
            return
        event.stop()
        self.go(self.entry_at(row))
        self.clicked()
