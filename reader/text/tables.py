"""A table at one width: its columns shared out, its cells wrapped when they are asked for.

What the cells would like to have is measured once for a text. The lines of a row are counted at once, because every
row below it stands lower for it; they are made when the row is painted.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from reader.text.cells import is_narrow, width
from reader.text.fragments import Fragment
from reader.text.wrapping import wrap, wrap_simple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.document import Block, Table, Text

GAP = 3
"""Cells between two columns, the separator in their middle."""

THINNEST = 3
"""Cells of a column that holds next to nothing."""

LEGIBLE = 8
"""Cells that a column keeps; a longer word gets its own length, up to `LONGEST`."""

LONGEST = 16

ROOMY = 30
"""Cells of the widest column in a table that does not fit and is scrolled sideways."""

SAMPLE = 2000
"""Rows whose words are measured in a longer table."""

KEPT = 400
"""Rows whose lines are kept."""


class Columns(NamedTuple):
    """What the columns of a table would like to have."""

    natural: tuple[int, ...]
    """Cells in which nothing would be wrapped."""

    least: tuple[int, ...]
    """Cells in which it is still legible."""

    cells: tuple[array[int], ...] | None
    """By column and row: what the words of a cell take; None where every character takes one cell."""

    starts: array[int]
    """Where each row begins."""

    ends: array[int]


_measured: WeakKeyDictionary[Text, dict[int, Columns]] = WeakKeyDictionary()


def columns(text: Text, index: int, table: Table) -> Columns:
    """The columns of block `index`; measured once, for every width."""
    known = _measured.setdefault(text, {})
    if index not in known:
        known[index] = _measure(text.plain, text.blocks[index], table)
    return known[index]


def _measure(plain: str, block: Block, table: Table) -> Columns:
    rows = table.rows
    narrow = is_narrow(plain[block.start : block.end])
    starts, ends, last = array("I"), array("I"), block.start
    for row in rows:
        starts.append(row[0][0] if row else last)
        last = row[-1][1] if row else last
        ends.append(last)
    count = max(map(len, rows), default=0)
    sample = rows if len(rows) <= SAMPLE else (*rows[: SAMPLE // 2], *rows[SAMPLE // 2 :: len(rows) * 2 // SAMPLE])
    natural, words = [THINNEST] * count, [0] * count
    measured = None if narrow else tuple(array("I", bytes(4 * len(rows))) for _ in range(count))
    for number, row in enumerate(rows):
        for column, (start, end) in enumerate(row):
            cells = end - start
            if measured is not None:
                cells = measured[column][number] = width(plain[start:end])
            if cells > natural[column]:  # noqa: PLR1730 - the hot line of a long table
                natural[column] = cells
    for row in sample:
        for column, (start, end) in enumerate(row):
            if words[column] < min(end - start, LONGEST):
                longest = max(map(len, plain[start:end].split()), default=0)
                words[column] = max(words[column], min(LONGEST, longest))
    least = tuple(min(cells, max(LEGIBLE, longest)) for cells, longest in zip(natural, words, strict=True))
    return Columns(tuple(natural), least, measured, starts, ends)


def share(natural: Sequence[int], least: Sequence[int], room: int, roomy: int = ROOMY) -> tuple[int, ...]:
    """Columns in `room` cells: the widest give way first. Those that do not fit even so get up to `roomy` cells."""
    room -= GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return tuple(natural)
    if sum(least) > room:
        return tuple(max(low, min(cells, roomy)) for cells, low in zip(natural, least, strict=True))

    def capped(most: int) -> list[int]:
        return [max(low, min(cells, most)) for cells, low in zip(natural, least, strict=True)]

    low, high = 0, max(natural)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sum(capped(middle)) <= room else (low, middle)
    shared = capped(low)
    for column, cells in enumerate(natural):
        if sum(shared) < room and shared[column] < min(cells, low + 1):
            shared[column] += 1
    return tuple(shared)


class TableLines:
    """The lines of one table at one width, counted from 0."""

    def __init__(self, text: Text, index: int, table: Table, room: int, *, scrolls: bool = True) -> None:
        """Share `room` cells out; a table that is not legible in them is wider where it `scrolls`."""
        self._plain, self._table = text.plain, table
        found = self.columns = columns(text, index, table)
        least, roomy = (found.least, ROOMY) if scrolls else ((THINNEST,) * len(found.least), THINNEST)
        self.widths = share(found.natural, least, room, roomy)
        self.room = room
        """Cells in which it is shown."""
        self.left = tuple(accumulate((cells + GAP for cells in self.widths), initial=0))[:-1]
        """The first cell of each column."""
        self.width = max(0, sum(self.widths) + GAP * (len(self.widths) - 1))
        """Cells of the whole table; more than the room when it is to be scrolled."""
        self._kept: dict[int, tuple[tuple[Fragment, ...], ...]] = {}
        heights = self._heights()
        self.tops = array("I")
        """The first line of each row."""
        self.rules: set[int] = set()
        """Lines that hold no text: below the head, and between rows where a row has several lines."""
        self._place(heights)

    def _heights(self) -> list[int]:
        """How many lines each row has."""
        rows, found = self._table.rows, self.columns
        heights = [1] * len(rows)
        for column, room in enumerate(self.widths):
            if room >= found.natural[column]:
                continue
            measured = found.cells[column] if found.cells else None
            for number, row in enumerate(rows):
                if column < len(row):
                    start, end = row[column]
                    if (measured[number] if measured else end - start) > room:
                        heights[number] = max(heights[number], len(self._wrapped(start, end, room)))
        return heights

    def _place(self, heights: list[int]) -> None:
        header, count = self._table.header, len(heights)
        if max(heights, default=1) == 1:
            ruled = 1 if 0 < header < count else 0
            self.tops.extend(range(min(header, count)))
            self.tops.extend(range(len(self.tops) + ruled, count + ruled))
            self.rules.update([header] * ruled)
            self.height = count + ruled
            return
        line = 0
        for number, lines in enumerate(heights):
            if number and number >= header:
                self.rules.add(line)
                line += 1
            self.tops.append(line)
            line += lines
        self.height = line

    def fill(self, starts: array[int], ends: array[int]) -> None:
        """Append where the row on each line begins and ends; a rule stands where the row above it ends."""
        found, tops = self.columns, self.tops
        if self.height <= len(tops) + 1:
            at = next(iter(self.rules), len(tops))
            rule = found.ends[at - 1 : at] if self.rules else array("I")
            starts.extend(found.starts[:at] + rule + found.starts[at:])
            ends.extend(found.ends[:at] + rule + found.ends[at:])
            return
        for number, (start, end) in enumerate(zip(found.starts, found.ends, strict=True)):
            below = tops[number + 1] if number + 1 < len(tops) else self.height
            for line in range(tops[number], below):
                starts.append(end if line in self.rules else start)
                ends.append(end)

    @property
    def hidden(self) -> int:
        """Cells that are out of sight until it is scrolled sideways."""
        return max(0, self.width - self.room)

    def column_at(self, x: int) -> tuple[int, int]:
        """The first cell of the column at cell `x`, and the cell behind it."""
        column = max(0, bisect_right(self.left, x) - 1)
        return self.left[column], self.left[column] + self.widths[column]

    def is_head_rule(self, line: int) -> bool:
        """Is `line` the rule below the head?"""
        return line in self.rules and self.row_at(line) + 1 == self._table.header

    def between(self, start: int, end: int) -> str:
        """The cells from `start` to `end` of a line where no text stands: the lines between the columns."""
        cells = [" "] * (end - start)
        for left in self.left[bisect_right(self.left, start + 1) :]:
            if left - 2 >= end:
                break
            if left - 2 >= start:
                cells[left - 2 - start] = "│"
        return "".join(cells)

    def rule(self, *, is_head: bool) -> str:
        """A line between two rows."""
        line = "─" if is_head else "╌"
        return "".join("┼" if cell == "│" else line for cell in self.between(0, self.width))

    def row_at(self, line: int) -> int:
        """The row of the table that `line` belongs to."""
        return max(0, bisect_right(self.tops, line) - 1)

    def lines_of(self, number: int) -> range:
        """The lines of a row of the table."""
        top = self.tops[number]
        below = self.tops[number + 1] if number + 1 < len(self.tops) else self.height
        return range(top, below - (below - 1 in self.rules))

    def pieces(self, line: int) -> tuple[Fragment, ...]:
        """What of the cells stands on `line`."""
        number = self.row_at(line)
        lines = self._lines(number)
        at = line - self.tops[number]
        return lines[at] if at < len(lines) else ()

    def line_of(self, offset: int) -> int:
        """The line that holds the code point at `offset`."""
        number = max(0, bisect_right(self.columns.starts, offset) - 1)
        top = self.tops[number]
        lines = self._lines(number)
        if len(lines) == 1:
            return top
        begun = ((piece.start, at) for at, line in enumerate(lines) for piece in line if piece.start <= offset)
        return top + max(begun, default=(0, 0))[1]

    def _lines(self, number: int) -> tuple[tuple[Fragment, ...], ...]:
        lines = self._kept.get(number)
        if lines is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            lines = self._kept[number] = self._set_row(number)
        return lines

    def _set_row(self, number: int) -> tuple[tuple[Fragment, ...], ...]:
        plain, aligns = self._plain, self._table.aligns
        cells = [
            self._wrapped(start, end, self.widths[column])
            for column, (start, end) in enumerate(self._table.rows[number])
        ]
        lines: list[tuple[Fragment, ...]] = []
        for at in range(max(map(len, cells), default=1)):
            line: list[Fragment] = []
            for column, pieces in enumerate(cells):
                if at < len(pieces):
                    start, end = pieces[at]
                    spare = self.widths[column] - max(1, width(plain[start:end]))
                    align = aligns[column] if column < len(aligns) else "left"
                    shift = spare if align == "right" else spare // 2 if align == "center" else 0
                    line.append(Fragment(self.left[column] + max(0, shift), start, end))
            lines.append(tuple(line))
        return tuple(lines)

    def _wrapped(self, start: int, end: int, cells: int) -> list[tuple[int, int]]:
        """The lines of one cell."""
        narrow = self.columns.cells is None
        if (end - start) * (1 if narrow else 2) <= cells:
            return [(start, end)]
        lines: list[tuple[int, int]] = []

        def put(first: int, stop: int) -> None:
            lines.append((first, stop))

        breaker = wrap_simple if narrow else wrap
        breaker(self._plain, start, end, cells, put)
        return lines
