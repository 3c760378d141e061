"""Scroll bar and map of the article in one column: where one is, and where the highlights are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.tui.painting.placed import color_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.model.annotation import Highlight
    from reader.text.layout import Layout


class Mark(NamedTuple):
    """One cell of the ruler."""

    glyph: str
    color: str
    """The name of a theme's colour; `thumb`, or empty for the track."""


TRACK, THUMB = Mark("│", ""), Mark("┃", "thumb")


class Ruler:
    """The column for a view of `height` rows over one layout."""

    def __init__(self, layout: Layout, height: int) -> None:
        self._layout, self.height = layout, max(1, height)
        self._ticks: dict[int, Counter[str]] = {}
        self._placed: dict[str, tuple[int, str]] = {}

    def _cell(self, row: int) -> int:
        return min(self.height - 1, row * self.height // max(1, self._layout.height))

    def fill(self, highlights: Iterable[Highlight], colors: Mapping[str, str]) -> None:
        """Mark where all of these begin, and nothing else; themes have `colors`."""
        self._ticks.clear()
        self._placed.clear()
        known: dict[tuple[str, tuple[str, ...]], str] = {}
        row_of, height, rows = self._layout.row_of, self.height, max(1, self._layout.height)
        for highlight in highlights:
            annotation, span = highlight.annotation, highlight.span
            if span is None:
                continue
            key = annotation.color, annotation.themes
            color = known.get(key)
            if color is None:
                color = known[key] = color_of(highlight, colors, "sand")
            cell = min(height - 1, row_of(span.start) * height // rows)
            self._placed[annotation.id] = cell, color
            found = self._ticks.get(cell)
            if found is None:
                found = self._ticks[cell] = Counter()
            found[color] += 1

    def put(self, highlight: Highlight, color: str) -> None:
        """Mark where a highlight begins."""
        self.remove(highlight.id)
        if highlight.span is None:
            return
        cell = self._cell(self._layout.row_of(highlight.span.start))
        self._placed[highlight.id] = cell, color
        self._ticks.setdefault(cell, Counter())[color] += 1

    def remove(self, identifier: str) -> None:
        """Take a highlight's mark away."""
        placed = self._placed.pop(identifier, None)
        if placed is None:
            return
        cell, color = placed
        colors = self._ticks[cell]
        colors[color] -= 1
        if not colors[color]:
            del colors[color]
        if not colors:
            del self._ticks[cell]

    def marks(self, top: int) -> list[Mark]:
        """The column, top to bottom, while row `top` of the layout is the first one shown."""
        rows = self._layout.height
        if rows <= self.height:
            first, last = 0, -1
        else:
            first = top * self.height // rows
            last = max(first, -(-(top + self.height) * self.height // rows) - 1)
        column: list[Mark] = []
        for cell in range(self.height):
            colors = self._ticks.get(cell)
            inside = first <= cell <= last
            if colors:
                column.append(Mark("╋" if inside else "╺", next(iter(colors))))
            else:
                column.append(THUMB if inside else TRACK)
        return column
