"""The lines of a text at one width: exact, all of them, made at once (milliseconds for a megabyte).

A line is a row of the page, counted from 0. Rows that hold no text (blank lines, rules, the headline block) are
decoration: they have a place in the text, but no character of it. Painting is somebody else's.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.text.cells import cell_map
from reader.text.document import Table
from reader.text.tables import Grid, lay_out
from reader.text.wrapping import fold, wrap, wrap_simple

if TYPE_CHECKING:
    from reader.text.document import Block, Text

NARROWEST = 8
"""Cells that a line of a deeply nested block keeps at least."""


class Fragment(NamedTuple):
    """A piece of text on one line; a table's row has one for each cell."""

    x: int
    """Cells from the text's left edge, the block's decoration included."""

    start: int
    end: int


class Layout:
    """Rows of a text at `width` cells; code and tables may take up to `wide` cells."""

    def __init__(self, text: Text, width: int, wide: int, *, before: int = 0, after: int = 0) -> None:
        """Lay `text` out, with rows for the headline block: `before` it, and `after` its first block."""
        self.text, self.width, self.wide = text, width, wide
        self.head: dict[int, int] = {}
        """By row: which line of the headline block it is."""
        self.grids: dict[int, Grid] = {}
        """By block: the columns of a table."""
        self.rows: dict[int, tuple[Fragment, ...]] = {}
        """By row: the cells of a table's line."""
        self._row_tops: dict[int, array[int]] = {}
        """By block: the first line of each row of a table."""
        self.starts, self.ends = array("I"), array("I")
        self.tops, self._leads = array("I"), array("I")
        self._bare: set[int] = set()
        self._put_head(0, before)
        for index, block in enumerate(text.blocks):
            self._leads.append(len(self.starts) if index else 0)
            self._put_block(index, block)
            if not index:
                self._put_head(block.end, after)
        self.height = len(self.starts)

    def _put(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)

    def _put_bare(self, offset: int, rows: int = 1) -> None:
        for _ in range(rows):
            self._bare.add(len(self.starts))
            self._put(offset, offset)

    def _put_head(self, offset: int, rows: int) -> None:
        for _ in range(rows):
            self.head[len(self.starts)] = len(self.head)
            self._put_bare(offset)

    def _put_block(self, index: int, block: Block) -> None:
        if block.gap and index:
            self._put_bare(block.start, 2 if block.kind in ("h1", "h2") else 1)
        self.tops.append(len(self.starts))
        if isinstance(block.data, Table):
            self._put_table(index, block, block.data)
            return
        room = max(NARROWEST, (self.wide if block.kind == "code" else self.width) - len(block.rest))
        plain, start = self.text.plain, block.start
        breaker = fold if block.kind == "code" else wrap_simple if block.simple else wrap
        while True:
            end = plain.find("\n", start, block.end)
            if end < 0:
                end = block.end
            if block.simple and end - start <= room:
                self._put(start, end)
            else:
                breaker(plain, start, end, room, self._put)
            if end >= block.end:
                break
            start = end + 1
        if block.kind == "h1":
            self._put_bare(block.end)

    def _put_table(self, index: int, block: Block, table: Table) -> None:
        grid = lay_out(self.text.plain, table, self.wide - len(block.rest))
        self.grids[index] = grid
        tops = self._row_tops[index] = array("I")
        shift = len(block.rest)
        for number, lines in enumerate(grid.lines):
            if number == table.header:
                self._put_bare(lines[0][0][1] if lines and lines[0] else block.start)
            tops.append(len(self.starts))
            for line in lines:
                self.rows[len(self.starts)] = tuple(Fragment(x + shift, start, end) for x, start, end in line)
                self._put(line[0][1] if line else block.start, line[-1][2] if line else block.start)

    def is_bare(self, row: int) -> bool:
        """Does `row` hold no text?"""
        return row in self._bare

    def block_of(self, row: int) -> int:
        """The block whose rows, with the blank ones before it, hold `row`."""
        return max(0, bisect_right(self._leads, row) - 1)

    def is_first(self, row: int) -> bool:
        """Is `row` the first line of its block?"""
        return row == self.tops[self.block_of(row)]

    def fragments(self, row: int) -> tuple[Fragment, ...]:
        """The pieces of text on `row`, left to right."""
        if row in self.rows:
            return self.rows[row]
        block = self.text.blocks[self.block_of(row)]
        return (Fragment(len(block.rest), self.starts[row], self.ends[row]),)

    def row_of(self, offset: int) -> int:
        """The row that holds the code point at `offset`."""
        index = self.text.block_at(offset)
        if index in self._row_tops:
            return self._table_row_of(index, offset)
        low = self.tops[index]
        high = self._leads[index + 1] if index + 1 < len(self._leads) else self.height
        while high - 1 > low and high - 1 in self._bare:
            high -= 1
        return max(low, bisect_right(self.starts, offset, low, high) - 1)

    def rows_of(self, start: int, end: int) -> range:
        """All rows that the code points from `start` to `end`, both included, may stand on."""
        low, high = self.row_of(start), self.row_of(end)
        return range(self._lines(low).start, self._lines(high).stop)

    def _lines(self, row: int) -> range:
        """The lines of the table's row that holds `row`, as its cells stand side by side; elsewhere `row` alone."""
        if row not in self.rows:
            return range(row, row + 1)
        index = self.block_of(row)
        tops = self._row_tops[index]
        number = bisect_right(tops, row) - 1
        end = tops[number + 1] if number + 1 < len(tops) else self.height
        return range(tops[number], next((after for after in range(row, end) if after not in self.rows), end))

    def _table_row_of(self, index: int, offset: int) -> int:
        tops = self._row_tops[index]
        first = tops[max(0, bisect_right(tops, offset, key=lambda row: self.starts[row]) - 1)]
        begun = ((f.start, row) for row in self._lines(first) for f in self.rows[row] if f.start <= offset)
        return max(begun, default=(0, first))[1]

    def place(self, offset: int) -> tuple[int, int]:
        """(cell from the text's left edge, row) of the code point at `offset`."""
        row = self.row_of(offset)
        pieces = self.fragments(row)
        piece = next((p for p in reversed(pieces) if p.start <= offset), pieces[0])
        within = max(0, min(offset, piece.end) - piece.start)
        if not self.text.blocks[self.block_of(row)].simple:
            within = cell_map(self.text.plain[piece.start : piece.end]).cell(within)
        return piece.x + within, row

    def offset(self, x: int, row: int) -> int:
        """The code point whose cluster covers cell `x` of `row`, or the nearest one on that row.

        Behind a line's end that is the line end or the space there; where a word goes on below, its last cluster here.
        """
        row = max(0, min(row, self.height - 1))
        pieces = self.fragments(row)
        piece = next((p for p in reversed(pieces) if x >= p.x), pieces[0])
        if row in self._bare:
            return piece.start
        chart = cell_map(self.text.plain[piece.start : piece.end])
        within = chart.index(max(0, x - piece.x))
        if within == chart.length and piece.start < piece.end and self.row_of(piece.end) != row:
            within = chart.before(within)
        return piece.start + within
