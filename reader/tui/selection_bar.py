"""The small bar beside what the mouse selected: what can be done with it, in one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.cells import width
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from textual import events

ON_SELECTION = (
    ("Highlight", "mark_plainly"),
    ("Theme", "operator('mark')"),
    ("Note", "note_selection"),
    ("Copy", "operator('copy')"),
)
"""What a selection offers: word and action of the reading pane."""

ON_HIGHLIGHT = (("Themes", "themes"), ("Note", "note"), ("Copy", "copy_highlight"), ("Delete", "delete"))
"""What a highlight offers."""

ON_LINK = (("Open", "follow_here"), ("Copy address", "copy_address"))
"""What a link offers."""

BELOW = 2
"""Rows at the screen's foot, status and keys, that the bar keeps free."""


class SelectionBar(LineView, can_focus=False):
    """A row of buttons that floats over the text. Mount it on the screen itself."""

    DEFAULT_CSS = """
    SelectionBar {
        display: none; position: absolute; overlay: screen; constrain: inside inside;
        height: 1; overflow-y: hidden;
    }
    SelectionBar.-shown { display: block; }
    """

    @dataclass
    class Chosen(Message):
        """A button was clicked: this action of the reading pane is wanted."""

        action: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._buttons: tuple[tuple[str, str], ...] = ON_SELECTION
        self._hovered = -1

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        palette = self.skin.palette
        self._tones = Tones(self.skin, palette.color(palette.lifted).blend(self.skin.ink, 0.14))

    # ---- showing

    @property
    def is_shown(self) -> bool:
        """Can it be seen?"""
        return self.has_class("-shown")

    def show_at(self, x: int, y: int, *, on_highlight: bool = False, on_link: bool = False) -> None:
        """Show the bar near the cell (x, y) of the screen: under it, or above where there is no room."""
        self._buttons, self._hovered = (ON_HIGHLIGHT if on_highlight else ON_LINK if on_link else ON_SELECTION), -1
        cells = sum(width(label) + 2 for label, _ in self._buttons) + len(self._buttons) - 1
        room = self.screen.size
        above = y + 1 >= room.height - BELOW
        self.styles.width = min(cells, room.width)
        self.styles.offset = (max(0, min(x - 2, room.width - cells)), max(0, y - 1 if above else y + 1))
        self.add_class("-shown")
        self.refresh()

    def hide(self) -> None:
        """Take the bar away."""
        self.remove_class("-shown")

    # ---- painting

    def key_of(self, y: int) -> None:
        """Painted afresh: it is one row."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """The buttons, with dots between."""
        del y
        tones, row = self._tones, list[Piece]()
        for number, (label, _) in enumerate(self._buttons):
            if number:
                row.append(("·", tones.faint))
            style = tones.underlined(tones.strong) if number == self._hovered else tones.bold
            row += ((" ", tones.ink), (label, style), (" ", tones.ink))
        return fitted(row, self.size.width, tones.ink)

    # ---- mouse

    def _at(self, x: int) -> int:
        """The button at cell `x`; -1 between two."""
        start = 0
        for number, (label, _) in enumerate(self._buttons):
            if start <= x < start + width(label) + 2:
                return number
            start += width(label) + 3
        return -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which button a click would press."""
        self._hover(self._at(event.x))

    def on_leave(self) -> None:
        """Show none."""
        self._hover(-1)

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Do what the button says, and go."""
        number = self._at(event.x)
        event.stop()
        if number >= 0:
            self.hide()
            self.post_message(self.Chosen(self._buttons[number][1]))
