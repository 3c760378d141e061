"""The line that says where one is, and what happened."""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Region

from reader.text.cells import cell_map, fit, width
from reader.text.clean import clean_line
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

MOST = 4
"""Rows for what has to be read."""


class Shown(NamedTuple):
    """What the line shows."""

    left: str = ""
    right: str = ""
    is_alarm: bool = False
    most: int = 1
    """Rows that the left text may take."""


class StatusLine(LineView, can_focus=False):
    """One row on a lifted ground, with a text at either end; more rows where something has to be read whole."""

    DEFAULT_CSS = "StatusLine { height: 1; overflow-y: hidden; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown = Shown()
        self.rows = 1
        """How many it has."""

    def show(self, left: str, right: str, *, alarm: bool = False, most: int = 1) -> None:
        """Show two texts, the left one on `most` rows at most; an `alarm` is a left one that has to be read."""
        old, self._shown = self._shown, Shown(left, right, alarm, MOST if alarm else most)
        if (rows := len(self._lines(self._shown))) != self.rows:
            self._take_rows(rows)
        elif rows > 1 or old[1:] != self._shown[1:] or self._parts(old)[1] != self._parts(self._shown)[1]:
            self.refresh()
        elif old.left != left:
            # Only what differs is sent: this line changes with nearly every key.
            self.refresh(Region(0, 0, min(self.size.width, max(width(old.left), width(left)) + 2), 1))

    def on_resize(self) -> None:
        """Another width may need other rows."""
        if (rows := len(self._lines(self._shown))) != self.rows:
            self._take_rows(rows)

    def _take_rows(self, rows: int) -> None:
        self.rows = rows
        self.styles.height = rows
        self.refresh(layout=True)

    def _lines(self, shown: Shown) -> list[str]:
        """The left text on its rows: as many as it needs and may have."""
        cells = self.size.width - 2
        left = f"{'! ' if shown.is_alarm else ''}{clean_line(shown.left)}"
        return folded(left, cells, shown.most) if cells > 0 else [fit(left, cells)]

    def _parts(self, shown: Shown) -> tuple[str, str]:
        """The last row of the left text, and the right one; with little room that loses its parts, the first first."""
        cells = self.size.width - 2
        left, right = self._lines(shown)[-1], shown.right.strip()
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
        cells, tones, alarm = self.size.width - 2, self._tones, self._shown.is_alarm
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
