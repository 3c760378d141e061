"""The line that says where one is, and what happened."""

from __future__ import annotations

from textual.geometry import Region

from reader.text.cells import cell_map, fit, width
from reader.text.clean import clean_line
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

MOST = 4
"""Rows for what has to be read."""


class StatusLine(LineView, can_focus=False):
    """One row on a lifted ground, with a text at either end; more rows where something has to be read whole."""

    DEFAULT_CSS = "StatusLine { height: 1; overflow-y: hidden; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown = ("", "", False)
        self.rows = 1
        """How many it has."""

    def show(self, left: str, right: str, *, alarm: bool = False) -> None:
        """Show two texts; an `alarm` is a left one that should be read."""
        old, self._shown = self._shown, (left, right, alarm)
        if (rows := len(self._lines(self._shown))) != self.rows:
            self._take_rows(rows)
        elif rows > 1 or old[1:] != (right, alarm) or self._parts(old)[1] != self._parts(self._shown)[1]:
            self.refresh()
        elif old[0] != left:
            # Only what differs is sent: this line changes with nearly every key.
            self.refresh(Region(0, 0, min(self.size.width, max(width(old[0]), width(left)) + 2), 1))

    def on_resize(self) -> None:
        """Another width may need other rows."""
        if (rows := len(self._lines(self._shown))) != self.rows:
            self._take_rows(rows)

    def _take_rows(self, rows: int) -> None:
        self.rows = rows
        self.styles.height = rows
        self.refresh(layout=True)

    def _lines(self, shown: tuple[str, str, bool]) -> list[str]:
        """The left text on its rows: one, or for an alarm as many as it needs and may have."""
        cells = self.size.width - 2
        left = clean_line(shown[0])
        if not shown[2] or width(f"! {left}") <= cells or cells <= 0:
            return [fit(f"! {left}" if shown[2] else left, cells)]
        return folded(f"! {left}", cells, MOST)

    def _parts(self, shown: tuple[str, str, bool]) -> tuple[str, str]:
        """The last row of the left text, and the right one; with little room that loses its parts, the first first."""
        cells = self.size.width - 2
        left, right = self._lines(shown)[-1], shown[1].strip()
        while right and width(right) > cells - width(left) - 2:
            right = right.partition(" · ")[2]
        return left, right

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.palette.color(self.skin.palette.lifted))

    def key_of(self, y: int) -> None:
        """Painted afresh: these are a few rows."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """The row."""
        cells, tones, alarm = self.size.width - 2, self._tones, self._shown[2]
        lines = self._lines(self._shown)
        left, right = self._parts(self._shown) if y >= len(lines) - 1 else (lines[y], "")
        return fitted(
            (
                (f" {left}", tones.failure if alarm else tones.ink),
                (" " * (cells - width(left) - width(right)), tones.ink),
                (right, tones.faint),
            ),
            self.size.width,
            tones.ink,
        )


def folded(text: str, cells: int, most: int) -> list[str]:
    """`text` on rows of so many cells, parted between words; what does not go on the last one is left out there."""
    lines: list[str] = []
    rest = text
    while width(rest) > cells and len(lines) < most - 1:
        kept = rest[: cell_map(rest).index(cells)]
        cut = kept.rfind(" ") if " " in kept.lstrip() else len(kept)
        # An address or a path may be longer than a row.
        cut = cut if cut * 2 >= len(kept) else len(kept)
        lines.append(rest[:cut].rstrip())
        rest = f"  {rest[cut:].lstrip()}"
    return [*lines, fit(rest, cells)]
