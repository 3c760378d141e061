"""A pane that paints itself row by row, as fast as Textual allows.

Whole rows go straight to the compositor: there is no border, padding, opacity or tint to add, so `render_lines` is
answered from a dictionary. Textual's filters do not see them: `Inks.row` disarms a row, and where there are few colours
or none, the skin has only those.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.tui.painting import palette as palettes
from reader.tui.painting.coarse import CoarseSkin
from reader.tui.painting.hyperlinks import are_understood
from reader.tui.painting.rows import SYSTEMS, Inks, Row
from reader.tui.painting.skin import Skin
from reader.tui.painting.sparse import SparseSkin

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from typing import Self

    from rich.style import Style

CACHED = 1000
"""Rows kept ready."""


class LineView(ScrollView):
    """A scrolling pane of painted rows. Subclasses say what a row holds."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineView { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: scroll; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.skin: Skin = Skin(palettes.INK)
        self.inks = Inks(SYSTEMS["truecolor"])
        self._rows: dict[Hashable, Row] = {}
        self._frame: dict[int, Row] = {}
        self._framed: tuple[object, ...] = ()
        self._width = 0
        """Of the rows that are kept."""

    # ---- what subclasses say

    def key_of(self, y: int) -> Hashable | None:
        """What the look of screen row `y` depends on; None: it is painted afresh each time."""
        raise NotImplementedError

    def pieces(self, y: int) -> Iterable[tuple[str, Style]]:
        """What screen row `y` shows, exactly as wide as the pane."""
        raise NotImplementedError

    # ---- colours

    def on_mount(self) -> None:
        """Take the app's colours, now and whenever they change."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.recolor())
        self.recolor()

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        system = self.app.console.color_system
        self.inks = Inks(SYSTEMS[system or "standard"])
        palette = palettes.of(self.app.current_theme)
        if self.is_plain or palette.is_native or system in {"standard", "windows"}:
            self.skin = SparseSkin(palette, monochrome=self.is_plain)
        else:
            self.skin = CoarseSkin(palette) if system == "256" else Skin(palette)
        self.skin.has_links = are_understood(os.environ)
        self.forget()

    @property
    def is_plain(self) -> bool:
        """Is colour off?"""
        return self.app.no_color or self.app.console.color_system is None

    # ---- painting

    def forget(self) -> None:
        """Paint everything anew."""
        self._rows.clear()
        self.refresh()

    def refresh_rows(self, first: int, last: int) -> None:
        """Repaint the screen rows from `first` to `last`, as far as they are visible."""
        first, last = max(0, first), min(last, self.size.height - 1)
        if last >= first:
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def _row(self, y: int) -> Row:
        key = self.key_of(y)
        if key is None:
            return self.inks.row(self.pieces(y), self.size.width)
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) > CACHED:
                self._rows.clear()
            row = self._rows[key] = self.inks.row(self.pieces(y), self.size.width)
        return row

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Ask for a repaint; what is not asked for stays as it was painted last."""
        if not regions:
            self._frame.clear()
        for region in regions:
            for y in range(region.y, region.bottom):
                self._frame.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """Screen row `y` for Textual's own way of painting."""
        row = self._row(y)
        return Strip(row.segments, row.cell_length)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Screen rows of `crop`."""
        size = self.size
        framed = (size, self.scroll_offset)
        if framed != self._framed:
            if self._width != size.width:
                self._width = size.width
                self._rows.clear()
            self._framed = framed
            self._frame.clear()
        frame, rows = self._frame, list[Strip]()
        for y in range(crop.y, crop.bottom):
            row = frame.get(y)
            if row is None:
                row = frame[y] = self._row(y)
            rows.append(row)
        if crop.x or crop.width != size.width:
            return [row.crop(crop.x, crop.right) for row in rows]
        return rows
