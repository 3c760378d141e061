"""The line that says where one is, and what happened."""

from __future__ import annotations

from textual.geometry import Region

from reader.text.cells import fit, width
from reader.text.clean import clean_line
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted


class StatusLine(LineView, can_focus=False):
    """One row on a lifted ground, with a text at either end."""

    DEFAULT_CSS = "StatusLine { height: 1; overflow-y: hidden; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown = ("", "", False)

    def show(self, left: str, right: str, *, alarm: bool = False) -> None:
        """Show two texts; an `alarm` is a left one that should be read."""
        old, self._shown = self._shown, (left, right, alarm)
        if old[1:] != (right, alarm) or self._parts(old)[1] != self._parts(self._shown)[1]:
            self.refresh()
        elif old[0] != left:
            # Only what differs is sent: this line changes with nearly every key.
            self.refresh(Region(0, 0, min(self.size.width, max(width(old[0]), width(left)) + 2), 1))

    def _parts(self, shown: tuple[str, str, bool]) -> tuple[str, str]:
        """Both texts as they fit; where there is little room the right one loses its parts, the first ones first."""
        cells = self.size.width - 2
        left, right = clean_line(shown[0]), shown[1].strip()
        left = fit(f"! {left}" if shown[2] else left, cells)
        while right and width(right) > cells - width(left) - 2:
            right = right.partition(" · ")[2]
        return left, right

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.palette.color(self.skin.palette.lifted))

    def key_of(self, y: int) -> None:
        """Painted afresh: it is one row."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """The row."""
        del y
        cells, tones, alarm = self.size.width - 2, self._tones, self._shown[2]
        left, right = self._parts(self._shown)
        return fitted(
            (
                (f" {left}", tones.failure if alarm else tones.ink),
                (" " * (cells - width(left) - width(right)), tones.ink),
                (right, tones.faint),
            ),
            self.size.width,
            tones.ink,
        )
