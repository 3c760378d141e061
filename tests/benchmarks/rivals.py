"""Small Textual apps to measure against: the floor, and Textual's own widgets.

`python rivals.py NUMBER|line|page|bare|markdown FILE`: as many rows as `NUMBER`, one, all, and widgets of Textual's.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Markdown, Static

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

INK = Style.parse("#d5d0c6 on #16181d")


class Floor(ScrollView, can_focus=True):
    """A widget that does nothing but repaint: one row, or all of them."""

    DEFAULT_CSS = "Floor { scrollbar-size: 0 0; overflow-y: scroll; }"

    def __init__(self, rows: int) -> None:
        """Repaint so many rows; 0 is all of them. The last is at the bottom, where ours has its status line."""
        super().__init__()
        self.rows, self.presses = rows, 0

    def on_resize(self) -> None:
        """Have something to scroll."""
        self.virtual_size = Size(self.size.width, 20_000)

    def on_key(self, event: events.Key) -> None:
        """Repaint."""
        if event.key == "q":
            return
        self.presses += 1
        if not self.rows:
            self.refresh()
            return
        width, height = self.size
        first = self.presses % (height - self.rows)
        rows = [Region(0, first, width, max(1, self.rows - 1))]
        if self.rows > 1:
            rows.append(Region(0, height - 1, width, 1))
        self.refresh(*rows)

    def render_line(self, y: int) -> Strip:
        """A row that differs with every press."""
        width = self.size.width
        return Strip([Segment(f"{self.presses:6} {y:4} {'port alder ' * 20}"[:width].ljust(width), INK)], width)


class Rival(App[None]):
    """One widget."""

    def __init__(self, kind: str, path: str) -> None:
        super().__init__()
        self.kind, self.path = kind, path

    def compose(self) -> ComposeResult:
        """The widget."""
        if self.kind == "markdown":
            yield Markdown(Path(self.path).read_text("utf-8"))
        elif self.kind == "bare":
            yield Static("READY")
        else:
            yield Floor({"page": 0, "line": 1}[self.kind] if self.kind in ("page", "line") else int(self.kind))

    def on_mount(self) -> None:
        """Take the keys."""
        for floor in self.query(Floor):
            floor.focus()


if __name__ == "__main__":
    Rival(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "").run()
