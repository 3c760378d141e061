"""A footnote beside its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.tui.folded_view import FoldedView
from reader.tui.folding import fold_paragraphs
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

WIDEST = 60
"""Cells of the box."""

TALLEST = 14
"""Rows of the box."""

MOST = 2000
"""Lines that are shown of one footnote."""

EDGES = 4
"""Cells that border and padding take."""


class FootnoteText(FoldedView[str], can_focus=True):
    """The words, which are scrolled where they are long."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._lines: list[str] = []

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)

    def lines(self, cells: int) -> list[str]:
        """The words in lines of `cells` cells."""
        return fold_paragraphs(self._words, cells, MOST) or [""]

    def pieces(self, y: int) -> list[Piece]:
        """One line."""
        row = self.scroll_offset.y + y
        line = self._lines[row] if row < len(self._lines) else ""
        return fitted([(line, self._tones.ink)], self.size.width, self._tones.ink)

    def scroll_rows(self, rows: int) -> None:
        """Scroll some rows."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.refresh()


class FootnotePopup(ModalScreen[bool]):
    """Shows a footnote; True when it is to be gone to."""

    DEFAULT_CSS = """
    FootnotePopup { background: transparent; align: left top; }
    FootnotePopup > .box {
        background: $background; border: round $accent; padding: 0 1; border-title-color: $accent;
        border-title-style: bold; border-subtitle-color: $foreground-muted;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close(False)", "Close", id="footnote.close"),
        Binding("enter", "close(True)", "Go to it", id="footnote.go"),
        Binding("j,down", "scroll_rows(1)", "Down", id="footnote.down"),
        Binding("k,up", "scroll_rows(-1)", "Up", id="footnote.up"),
        Binding("space,pagedown", "scroll_rows(10)", "Page down", id="footnote.page_down"),
        Binding("b,pageup", "scroll_rows(-10)", "Page up", id="footnote.page_up"),
    ]

    def __init__(self, number: int, words: str, x: int, y: int) -> None:
        """Show `words` of the footnote `number`, whose mark is at the cell (x, y) of the screen."""
        super().__init__()
        self._number, self._at = number, (x, y)
        self._text = FootnoteText(words)

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box") as box:
            box.border_title = f"Footnote {self._number}"
            box.border_subtitle = "enter goes there · esc"
            yield self._text

    def on_mount(self) -> None:
        """Take the keys."""
        self._text.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Stand below the mark, or above it where there is more room."""
        width = min(WIDEST, event.size.width)
        wanted = len(self._text.lines(max(1, width - EDGES))) + 2
        x, y = self._at
        below, above = event.size.height - y - 1, y
        room = below if below >= min(wanted, TALLEST) or below >= above else above
        height = max(3, min(wanted, TALLEST, room))
        top = y + 1 if room == below else y - height
        box = self.query_one(".box")
        box.styles.width, box.styles.height = width, height
        box.styles.offset = max(0, min(x - 2, event.size.width - width)), max(0, min(top, event.size.height - height))

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(False)

    def action_close(self, is_wanted: bool) -> None:  # noqa: FBT001 - from the bindings
        """Close; go to the footnote if it `is_wanted`."""
        self.dismiss(is_wanted)

    def action_scroll_rows(self, rows: int) -> None:
        """Scroll the words."""
        self._text.scroll_rows(rows)
