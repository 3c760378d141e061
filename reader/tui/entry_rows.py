"""Entries painted row by row: only what is on the screen exists. How they are moved through is `cursor_list`'s."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from reader.tui.folding import fold
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

BAR = "▌"
"""Stands before every line of the entry under the cursor: colour is never the only sign."""


class Look(IntEnum):
    """How an entry is drawn."""

    PLAIN = 0
    QUIET = 1
    """Under the cursor, while another pane has the focus."""

    CURSOR = 2


class EntryRows(LineView):
    """Entries of one or more lines. Subclasses say how many there are and what each shows."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.cursor = 0
        """The entry under the cursor; 0 in an empty list."""

        self._tones = self._make_tones()

    # ---- what subclasses say

    @property
    def count(self) -> int:
        """How many entries there are."""
        raise NotImplementedError

    def top_of(self, index: int) -> int:
        """The first row of an entry; of `count`, the height of all."""
        return index

    def entry_at(self, row: int) -> int:
        """The entry that holds `row`."""
        return row

    def line(self, index: int, number: int, cells: int, tones: Tones) -> Iterable[Piece]:
        """What the `number`th line of an entry shows in `cells` cells."""
        raise NotImplementedError

    def stamp(self, index: int) -> Hashable:
        """Changes whenever an entry looks different."""
        raise NotImplementedError

    def has_ground(self, index: int, number: int) -> bool:
        """Does a line lie on the cursor's ground? Headings and gaps do not."""
        del index, number
        return True

    def empty(self) -> tuple[str, ...]:
        """What is said in an empty list, a heading first."""
        return ()

    # ---- painting

    def _make_tones(self) -> dict[Look, Tones]:
        skin = self.skin
        lifted = skin.palette.color(skin.palette.lifted)
        quiet, strong = skin.page.blend(lifted, 0.6), lifted.blend(skin.ink, 0.05)
        return {Look.PLAIN: Tones(skin, skin.page), Look.QUIET: Tones(skin, quiet), Look.CURSOR: Tones(skin, strong)}

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = self._make_tones()

    @property
    def tones(self) -> Tones:
        """The styles on the page."""
        return self._tones[Look.PLAIN]

    def look(self, index: int) -> Look:
        """How an entry is drawn now."""
        if index != self.cursor:
            return Look.PLAIN
        return Look.CURSOR if self.is_active else Look.QUIET

    @property
    def is_active(self) -> bool:
        """Is the cursor drawn as the one that keys move?"""
        return self.has_focus

    def key_of(self, y: int) -> Hashable:
        """What a row's look depends on."""
        row, is_thumb = self.scroll_offset.y + y, y in self.thumb()
        if row >= self.top_of(self.count):
            return (None, "" if self.count else self.empty(), y, is_thumb)
        index = self.entry_at(row)
        return (self.stamp(index), row - self.top_of(index), self.look(index), is_thumb)

    def pieces(self, y: int) -> list[Piece]:
        """A row: the cursor's bar, the entry's line, and a column for the thumb of a long list."""
        row, cells, plain = self.scroll_offset.y + y, self.size.width, self.tones
        if row >= self.top_of(self.count):
            return fitted(self._lesson(y) if not self.count else (), cells, plain.ink)
        index = self.entry_at(row)
        number, look = row - self.top_of(index), self.look(index)
        if not self.has_ground(index, number):
            look = Look.PLAIN
        tones = self._tones[look]
        bar = (" ", tones.accent) if look is Look.PLAIN else (BAR, tones.accent if look is Look.CURSOR else tones.faint)
        found = fitted((bar, *self.line(index, number, cells - 2, tones)), cells - 1, tones.ink)
        found.append(("┃", plain.faint) if y in self.thumb() else (" ", tones.ink))
        return fitted(found, cells, tones.ink)

    def _lesson(self, y: int) -> list[Piece]:
        """A line of what is said in an empty list."""
        lines: list[Piece] = []
        for number, text in enumerate(self.empty()):
            style = self.tones.faint if number else self.tones.bold
            lines += ((line, style) for line in fold(text, self.size.width - 4))
        return [("  ", self.tones.ink), lines[y - 1]] if 0 < y <= len(lines) else []

    @property
    def is_long(self) -> bool:
        """Is the list longer than the pane?"""
        return self.top_of(self.count) > self.size.height

    def thumb(self) -> range:
        """The screen rows that the thumb covers."""
        height, rows = self.size.height, self.top_of(self.count)
        if rows <= height or height <= 0:
            return range(0)
        long = max(1, height * height // rows)
        top = round((height - long) * self.scroll_offset.y / (rows - height))
        return range(top, top + long)

    def repaint(self, index: int) -> None:
        """Repaint one entry."""
        if 0 <= index < self.count:
            shift = self.scroll_offset.y
            self.refresh_rows(self.top_of(index) - shift, self.top_of(index + 1) - 1 - shift)

    def on_focus(self) -> None:
        """Show that keys move this cursor."""
        self.repaint(self.cursor)

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.repaint(self.cursor)
