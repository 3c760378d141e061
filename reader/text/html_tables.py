"""A table of raw HTML in the making."""

from __future__ import annotations

from reader.text.document import IMAGE

Piece = tuple[str, int]
"""Words and their attributes."""

Rows = tuple[tuple[tuple[Piece, ...], ...], ...]
"""The cells of a table, row by row."""

_LONGEST = 400
"""Code points in a cell of a table; one that says more is a part of a page laid out by a table."""


class HtmlTable:
    """A table: `begin_row`, `begin_cell` and `end_cell`, at last `close`."""

    def __init__(self) -> None:
        self.is_in_cell = False
        self.header = 0
        """How many of the rows are its head."""
        self.is_layout = False
        """Is it no table, but a page that was laid out by one?"""
        self._rows: list[list[tuple[Piece, ...]]] = []
        self._heads_alone = True
        """Has the current row nothing but heads?"""

    def begin_row(self) -> None:
        """Begin a row."""
        self._end_row()
        self._rows.append([])

    def begin_cell(self, *, is_head: bool) -> None:
        """Begin a cell, in the first row when none was begun."""
        if not self._rows:
            self._rows.append([])
        self._heads_alone = self._heads_alone and is_head
        self.is_in_cell = True

    def end_cell(self, pieces: list[Piece]) -> None:
        """End the cell that says `pieces`."""
        self.is_in_cell = False
        self._rows[-1].append(tuple(pieces))

    def close(self) -> Rows:
        """Give the rows that say something, as long as each other; where no row is a head the first one is."""
        self._end_row()
        rows = [
            row for row in self._rows if any(words.strip() or marks & IMAGE for cell in row for words, marks in cell)
        ]
        columns = max(map(len, rows), default=0)
        longest = max((sum(len(words) for words, _ in cell) for row in rows for cell in row), default=0)
        self.is_layout = columns == 1 or longest > _LONGEST
        self.header = min(max(1, self.header), len(rows))
        return tuple(tuple(row) + ((),) * (columns - len(row)) for row in rows)

    def _end_row(self) -> None:
        """Count the current row among the heads when it is one and all before it are."""
        if self._rows and self._rows[-1] and self._heads_alone and self.header == len(self._rows) - 1:
            self.header += 1
        self._heads_alone = True
