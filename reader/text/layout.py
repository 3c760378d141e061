"""The lines of a text at one width: exact, all of them, made at once (milliseconds for a megabyte).

A line is a row of the page, counted from 0. Rows that hold no text (blank lines, rules, the headline block) are
decoration: they have a place in the text, but no character of it. So are the cells by which a first line is set in or
a line is stretched, and the hyphen of a divided word. A run of blocks that are folded is one row, which reaches over
all of them. Painting is somebody else's.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.text.cells import SOFT_HYPHEN, cell_map
from reader.text.cells import width as cells_of
from reader.text.document import Table
from reader.text.fragments import Fragment, stretched
from reader.text.hyphenation import divider
from reader.text.tables import TableLines
from reader.text.typesetting import Typesetting
from reader.text.wrapping import PLAIN, Manner, fold, wrap, wrap_simple

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.document import Block, Text

NARROWEST = 8
"""Cells that a line of a deeply nested block keeps at least."""

KEEPS_LETTERS = ("cs", "pl", "sk")
"""Languages in which no line ends with a word of one letter."""

FRAME = 2
"""Cells that a frame takes behind a line; before it, it stands on the block's decoration."""

_HEADLINES = ("h1", "h2")
_PROSE = ("p", "dd", "html")
"""Blocks that are justified and divided."""

_SET_SOLID = frozenset({"code", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Blocks whose lines stay close whatever the spacing."""

_DEFAULT = Typesetting()


class Layout:
    """Rows of a text at `width` cells; code and tables may take up to `wide` cells."""

    def __init__(
        self,
        text: Text,
        width: int,
        wide: int,
        *,
        before: int = 0,
        after: int = 0,
        setting: Typesetting = _DEFAULT,
        sideways: bool = True,
        folds: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Lay `text` out, with rows for the headline block: `before` it, and `after` its first block.

        A table that is not legible in `wide` cells takes more, where it can be scrolled `sideways`. `folds` are the
        first and the last block of each run that is one row.
        """
        self.text, self.width, self.wide, self.setting, self._sideways = text, width, wide, setting, sideways
        self.made = (width, wide, before, after, setting, folds)
        """What it was made for."""
        self.head: dict[int, int] = {}
        """By row: which line of the headline block it is."""
        self.folds: dict[int, tuple[int, int]] = {}
        """By row: the first and the last block that are folded into it."""
        self.tables: dict[int, TableLines] = {}
        """By block: the lines of a table."""
        self.starts, self.ends = array("I"), array("I")
        """Where each row begins and ends; a table's row of several lines is the same on each."""
        self.tops, self._leads = array("I"), array("I")
        self._bare: set[int] = set()
        self._indent = setting.indent(width)
        self._indented: set[int] = set()
        """Blocks whose first line is set in."""
        self._divisions: set[int] = set()
        """Where words are divided by a hyphen that the text does not have."""
        self._plain_manner, self._prose_manner = self._manners()
        self._put_head(0, before)
        is_usual = setting.spacing == 1 and not self._indent
        folded = {index: fold for fold in folds for index in range(fold[0], fold[1] + 1)}
        for index, block in enumerate(text.blocks):
            self._leads.append(len(self.starts) if index else 0)
            if folded and index in folded:
                self._put_folded(index, block, folded[index])
            elif not (is_usual and index and self._put_short(block)):
                self._put_block(index, block)
            if not index:
                self._put_head(block.end, after)
        self.height = len(self.starts)

    # ---- making lines

    def _manners(self) -> tuple[Manner, Manner]:
        """How headings and the like are broken, and how prose is."""
        language = self.setting.language
        places = divider(language) if self.setting.hyphenate else None
        keeps = language.partition("-")[0].partition("_")[0].lower() in KEEPS_LETTERS
        if not keeps and places is None:
            return PLAIN, PLAIN
        return Manner(keeps_letters=keeps), Manner(0, places, keeps, self._divisions)

    def _put(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)

    def _put_spaced(self, start: int, end: int) -> None:
        """Append a line, below the blank row that follows the one before."""
        if len(self.starts) > self.tops[-1]:
            self._put_bare(self.ends[-1], self.setting.spacing - 1)
        self._put(start, end)

    def _put_bare(self, offset: int, rows: int = 1) -> None:
        for _ in range(rows):
            self._bare.add(len(self.starts))
            self._put(offset, offset)

    def _put_head(self, offset: int, rows: int) -> None:
        for _ in range(rows):
            self.head[len(self.starts)] = len(self.head)
            self._put_bare(offset)

    def _put_gap(self, index: int, block: Block) -> None:
        """Append the blank rows before a block, or see that its first line is set in instead."""
        rows = 2 if block.gap and block.kind in _HEADLINES else block.gap
        if self._indent and block.gap == 1 and block.kind == "p" and block.first == block.rest:
            before = self.text.blocks[index - 1]
            if before.kind == "p" and before.rest == block.rest:
                self._indented.add(index)
                rows = 0
        self._put_bare(block.start, rows + self.setting.spacing - 1)
        if self.is_framed(index):
            self._put_bare(block.start)

    def _put_short(self, block: Block) -> bool:
        """Append a paragraph of one line, as the shortest way; False when it is not one."""
        kind, start, end, _, rest, gap, simple, _ = block
        if (
            not simple
            or kind != "p"
            or end - start > self.width - len(rest)
            or self.text.plain.find("\n", start, end) >= 0
        ):
            return False
        starts, ends = self.starts, self.ends
        if gap:
            at = len(starts)
            self._bare.update(range(at, at + gap))
            for _ in range(gap):
                starts.append(start)
                ends.append(start)
        self.tops.append(len(starts))
        starts.append(start)
        ends.append(end)
        return True

    def _put_folded(self, index: int, block: Block, fold: tuple[int, int]) -> None:
        """Append the row of a run that is folded, or let a further block of it stand on that."""
        first, last = fold
        if index != first:
            self.tops.append(self.tops[first])
            return
        if index:
            self._put_bare(block.start, block.gap)
        row = len(self.starts)
        self.folds[row] = fold
        self.tops.append(row)
        self._put(block.start, self.text.blocks[last].end)

    def _put_block(self, index: int, block: Block) -> None:
        if index:
            self._put_gap(index, block)
        elif self.is_framed(index):
            self._put_bare(block.start)
        self.tops.append(len(self.starts))
        if isinstance(block.data, Table):
            self._put_table(index, block, block.data)
            return
        plain, start, room = self.text.plain, block.start, self.room(block)
        put = self._put if self.setting.spacing == 1 or block.kind in _SET_SOLID else self._put_spaced
        breaker = self._breaker(index, block)
        first = room - (self._indent if index in self._indented else 0)
        while True:
            end = plain.find("\n", start, block.end)
            if end < 0:
                end = block.end
            if block.simple and end - start <= first:
                put(start, end)
            else:
                breaker(plain, start, end, room, put)
            if end >= block.end:
                break
            start, first = end + 1, room
        if block.kind == "h1" or self.is_framed(index):
            self._put_bare(block.end)

    def room(self, block: Block) -> int:
        """Cells for the text on a line of `block`."""
        framed = FRAME if block.kind == "image" else 0
        wide = self.wide if block.kind in ("code", "table") else self.width
        return max(NARROWEST, wide - len(block.rest) - framed)

    def _breaker(self, index: int, block: Block) -> Callable[[str, int, int, int, Callable[[int, int], None]], None]:
        if block.kind == "code":
            return fold
        breaker = wrap_simple if block.simple else wrap
        manner = self._prose_manner if block.kind in _PROSE else self._plain_manner
        first = index in self._indented
        if manner is PLAIN and not first:
            return breaker
        indented = Manner(self._indent, manner.places, manner.keeps_letters, manner.divisions) if first else manner

        def in_manner(plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None]) -> None:
            breaker(plain, start, end, cells, put, manner=indented if start == block.start else manner)

        return in_manner

    def _put_table(self, index: int, block: Block, table: Table) -> None:
        lines = self.tables[index] = TableLines(self.text, index, table, self.room(block), scrolls=self._sideways)
        top = len(self.starts)
        lines.fill(self.starts, self.ends)
        self._bare.update(top + line for line in lines.rules)
        if not lines.height:
            self._put(block.start, block.end)

    # ---- rows

    def is_bare(self, row: int) -> bool:
        """Does `row` hold no text?"""
        return row in self._bare

    def block_of(self, row: int) -> int:
        """The block whose rows, with the blank ones before it, hold `row`."""
        return max(0, bisect_right(self._leads, row) - 1)

    def is_framed(self, index: int) -> bool:
        """Does the block `index` stand in a frame, with a row above its first line and one below its last?"""
        return self.text.blocks[index].kind == "image"

    def is_first(self, row: int) -> bool:
        """Is `row` the first line of its block?"""
        return row == self.tops[self.block_of(row)]

    def is_continued(self, row: int) -> bool:
        """Does `row` go on with a line of code that was too long for the row above?"""
        index = self.block_of(row)
        start = self.starts[row]
        block = self.text.blocks[index]
        return (
            row not in self.folds
            and block.kind == "code"
            and start > block.start
            and self.text.plain[start - 1] != "\n"
        )

    def has_hyphen(self, row: int) -> bool:
        """Does a hyphen that is not of the text stand behind `row`, because a word is divided?"""
        end = self.ends[row]
        if end in self._divisions:
            return row + 1 < self.height and row not in self._bare
        return self.text.plain[end - 1 : end] == SOFT_HYPHEN and self._goes_on(row)

    def _goes_on(self, row: int) -> bool:
        """Is `row` a line of text whose paragraph goes on below?"""
        end = self.ends[row]
        block = self.text.blocks[self.block_of(row)]
        return row not in self._bare and end < block.end and self.text.plain[end] != "\n"

    def fragments(self, row: int) -> tuple[Fragment, ...]:
        """The pieces of text on `row`, left to right."""
        if row in self.folds:
            return (Fragment(0, self.starts[row], self.ends[row]),)
        index = self.block_of(row)
        block = self.text.blocks[index]
        shift = len(block.rest)
        if index in self.tables and row not in self._bare:
            pieces = self.tables[index].pieces(row - self.tops[index])
            return tuple(Fragment(x + shift, start, end) for x, start, end in pieces) or (
                Fragment(shift, self.starts[row], self.starts[row]),
            )
        start, end = self.starts[row], self.ends[row]
        if index in self._indented and row == self.tops[index]:
            shift += self._indent
        line = Fragment(shift, start, end)
        if not self.setting.justify or block.kind not in _PROSE or not self._goes_on(row):
            return (line,)
        used = end - start if block.simple else cells_of(self.text.plain[start:end])
        slack = self.room(block) + len(block.rest) - shift - used - self.has_hyphen(row)
        return stretched(self.text.plain, line, slack, leftwards=bool((row - self.tops[index]) % 2))

    def row_of(self, offset: int) -> int:
        """The row that holds the code point at `offset`."""
        index = self.text.block_at(offset)
        low = self.tops[index]
        if index in self.tables:
            return low + self.tables[index].line_of(offset)
        high = self._leads[index + 1] if index + 1 < len(self._leads) else self.height
        while high - 1 > low and high - 1 in self._bare:
            high -= 1
        row = max(low, bisect_right(self.starts, offset, low, high) - 1)
        while row > low and row in self._bare:
            row -= 1
        return row

    def rows_of(self, start: int, end: int) -> range:
        """All rows that the code points from `start` to `end`, both included, may stand on."""
        low, high = self.row_of(start), self.row_of(end)
        return range(self._lines(low).start, self._lines(high).stop)

    def _lines(self, row: int) -> range:
        """The lines of the table's row that holds `row`, as its cells stand side by side; elsewhere `row` alone."""
        index = self.block_of(row)
        if index not in self.tables or row in self._bare:
            return range(row, row + 1)
        lines, top = self.tables[index], self.tops[index]
        found = lines.lines_of(lines.row_at(row - top))
        return range(top + found.start, top + found.stop)

    # ---- places

    def place(self, offset: int) -> tuple[int, int]:
        """(cell from the text's left edge, row) of the code point at `offset`."""
        row = self.row_of(offset)
        if row in self.folds:
            return 0, row
        pieces = self.fragments(row)
        piece = next((p for p in reversed(pieces) if p.start <= offset), pieces[0])
        within = max(0, min(offset, piece.end) - piece.start)
        if not self.text.blocks[self.block_of(row)].simple:
            within = cell_map(self.text.plain[piece.start : piece.end]).cell(within)
        return piece.x + within, row

    def offset(self, x: int, row: int) -> int:
        """The code point whose cluster covers cell `x` of `row`, or the nearest one on that row.

        Behind a line's end that is the line end or the space there; where a word goes on below, its last cluster here;
        in a wider space, that space.
        """
        row = max(0, min(row, self.height - 1))
        pieces = self.fragments(row)
        piece = next((p for p in reversed(pieces) if x >= p.x), pieces[0])
        if row in self._bare or row in self.folds:
            return piece.start
        chart = cell_map(self.text.plain[piece.start : piece.end])
        within = chart.index(max(0, x - piece.x))
        if within == chart.length and piece.start < piece.end and self._belongs_further_on(piece, pieces, row):
            within = chart.before(within)
        return piece.start + within

    def _belongs_further_on(self, piece: Fragment, pieces: tuple[Fragment, ...], row: int) -> bool:
        """Does the code point at the end of `piece` stand on another row, or behind a wider space?"""
        stretched_further = piece is not pieces[-1] and self.block_of(row) not in self.tables
        return stretched_further or self.row_of(piece.end) != row
