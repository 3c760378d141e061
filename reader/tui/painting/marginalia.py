"""Marginalia: beside the row where a highlight begins its themes and its note, further down where rows are free.

Where several begin on one row, or a note is long, they take the free rows below; what finds none is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text.cells import fit
from reader.text.wrapping import wrap

if TYPE_CHECKING:
    from reader.model.annotation import Highlight
    from reader.text.document import Text
    from reader.text.layout import Layout
    from reader.tui.painting.placed import Placed

STRETCH = 64
"""Rows that are shared out together; a paragraph that is longer is cut."""

LINES = 3
"""Rows that one highlight takes at most."""

AHEAD = 8
"""Rows below its own that a highlight's label may stand at."""

_BUSY = ("code", "table", "image")
"""Blocks that may need the margin for themselves."""


class Label(NamedTuple):
    """What stands beside a row."""

    highlight: Highlight
    text: str


class Marginalia:
    """The labels of one layout in a margin of `cells` cells."""

    def __init__(self, text: Text, layout: Layout, placed: Placed, cells: int) -> None:
        self._text, self._layout, self._placed, self.cells = text, layout, placed, cells
        self._version = -1
        self._known: dict[range, dict[int, Label]] = {}

    def at(self, row: int) -> Label | None:
        """What stands beside `row`."""
        return self.labels(self.neighbours(row)).get(row)

    def rows_of(self, highlight: Highlight) -> range:
        """The rows that its label stands beside."""
        if highlight.span is None:
            return range(0)
        labels = self.labels(self.neighbours(self._layout.row_of(highlight.span.start)))
        rows = [row for row, label in labels.items() if label.highlight.id == highlight.id]
        return range(rows[0], rows[-1] + 1) if rows else range(0)

    def neighbours(self, row: int) -> range:
        """The rows that share their margin with `row`: its block's, and the blank ones below."""
        layout = self._layout
        index = self._index(row)
        top = layout.tops[index]
        stop = layout.tops[index + 1] if index + 1 < len(layout.tops) else layout.height
        first = top + max(0, row - top) // STRETCH * STRETCH
        return range(first, min(stop, first + STRETCH))

    def _index(self, row: int) -> int:
        index = self._layout.block_of(row)
        return index - 1 if index and row < self._layout.tops[index] else index

    def labels(self, rows: range) -> dict[int, Label]:
        """By row: what stands beside `rows`, which share their margin."""
        if self._version != self._placed.version:
            self._known.clear()
            self._version = self._placed.version
        found = self._known.get(rows)
        if found is None:
            found = self._known[rows] = self._share(rows) if rows else {}
        return found

    def _begun(self, rows: range) -> list[tuple[int, Highlight]]:
        """The highlights that begin there, with their rows, in order; the longest first where some begin together."""
        layout = self._layout
        start, end = layout.starts[rows[0]], layout.ends[rows[-1]] + 1
        live = self._placed.on(self._index(rows[0]), start, end)
        begun = [
            (layout.row_of(h.span.start), h.span.start, h)
            for h in live
            if h.span is not None and h.span.start >= start and (h.annotation.themes or h.annotation.note)
        ]
        begun.sort(key=lambda found: found[:2])
        return [(row, highlight) for row, _, highlight in begun if row in rows]

    def _share(self, rows: range) -> dict[int, Label]:
        """Give each highlight a row, then each note the rows that are left below it."""
        begun = self._begun(rows)
        free = [row for row in rows if self._is_free(row)] if begun else []
        shown: dict[int, Label] = {}
        missed = 0
        for row, highlight in begun:
            place = next((one for one in free if row <= one <= row + AHEAD and one not in shown), None)
            if place is None:
                missed += 1
            else:
                shown[place] = Label(highlight, "")
        places = sorted(shown)
        for number, place in enumerate(places):
            highlight = shown[place].highlight
            limit = places[number + 1] if number + 1 < len(places) else rows.stop
            room = [row for row in free if place <= row < min(limit, place + LINES)]
            more = f"  +{missed}" if missed and place == places[-1] else ""
            for row, line in zip(room, self._lines(highlight, len(room), more), strict=False):
                shown[row] = Label(highlight, line)
        return {row: label for row, label in shown.items() if label.text}

    def _lines(self, highlight: Highlight, rows: int, more: str) -> list[str]:
        names = ", ".join(highlight.annotation.themes)
        note = " ".join(highlight.annotation.note.split())
        label = " · ".join(part for part in (names, note) if part)
        cells = self.cells - len(more)
        cuts: list[tuple[int, int]] = []
        wrap(label, 0, len(label), cells, lambda start, end: cuts.append((start, end)))
        lines = [label[start:end].rstrip() for start, end in cuts[:rows]]
        if len(cuts) > rows:
            lines[-1] = fit(label[cuts[rows - 1][0] :], cells)
        if more:
            lines[0] += more
        return lines

    def _is_free(self, row: int) -> bool:
        """May something stand beside `row`?"""
        layout = self._layout
        index = layout.block_of(row)
        if row in layout.head:
            return False
        if row < layout.tops[index]:
            return not (layout.is_framed(index) and row == layout.tops[index] - 1)
        return self._text.blocks[index].kind not in _BUSY
