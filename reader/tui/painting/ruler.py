"""Scroll bar and map of the article in one column: where one is, and where highlights, notes and matches are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.tui.painting.placed import color_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.model.annotation import Highlight
    from reader.text.layout import Layout
    from reader.text.search import Matches


class Mark(NamedTuple):
    """One cell of the ruler."""

    glyph: str
    color: str
    """The name of a theme's colour; `thumb`, `found`, or empty for the track."""


TRACK, THUMB = Mark("│", ""), Mark("┃", "thumb")
FOUND = {True: Mark("◆", "found"), False: Mark("◇", "found")}
"""Of matches that are in sight, and of others."""


class Ruler:
    """The column for a view of `height` rows over one layout."""

    def __init__(self, layout: Layout, height: int) -> None:
        self._layout, self.height = layout, max(1, height)
        self._ticks: dict[int, Counter[tuple[bool, str]]] = {}
        self._placed: dict[str, tuple[int, tuple[bool, str]]] = {}
        self._found: frozenset[int] = frozenset()

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
            if not span:
                continue
            key = annotation.color, annotation.themes
            color = known.get(key)
            if color is None:
                color = known[key] = color_of(highlight, colors, "sand")
            cell = min(height - 1, row_of(span.start) * height // rows)
            tick = bool(annotation.note), color
            self._placed[annotation.id] = cell, tick
            found = self._ticks.get(cell)
            if found is None:
                found = self._ticks[cell] = Counter()
            found[tick] += 1

    def put(self, highlight: Highlight, color: str) -> None:
        """Mark where a highlight begins."""
        self.remove(highlight.id)
        if not highlight.span:
            return
        cell = self._cell(self._layout.row_of(highlight.span.start))
        tick = bool(highlight.annotation.note), color
        self._placed[highlight.id] = cell, tick
        self._ticks.setdefault(cell, Counter())[tick] += 1

    def find(self, matches: Matches) -> None:
        """Mark where matches begin: a cell asks whether there is one in its rows, however many there are."""
        starts, layout = matches.starts, self._layout
        found: set[int] = set()
        for cell in range(self.height if starts else 0):
            first, stop = (-(-edge * layout.height // self.height) for edge in (cell, cell + 1))
            if first < stop:
                end = layout.starts[stop] if stop < layout.height else len(layout.text.plain) + 1
                if bisect_left(starts, layout.starts[first]) < bisect_left(starts, end):
                    found.add(cell)
        self._found = frozenset(found)

    def remove(self, identifier: str) -> None:
        """Take a highlight's mark away."""
        placed = self._placed.pop(identifier, None)
        if placed is None:
            return
        cell, tick = placed
        ticks = self._ticks[cell]
        ticks[tick] -= 1
        if not ticks[tick]:
            del ticks[tick]
        if not ticks:
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
            ticks = self._ticks.get(cell)
            inside = first <= cell <= last
            if cell in self._found:
                column.append(FOUND[inside])
            elif ticks:
                has_note, color = max(ticks, key=lambda tick: tick[0])
                column.append(Mark("●" if has_note else "╋" if inside else "╺", color))
            else:
                column.append(THUMB if inside else TRACK)
        return column
