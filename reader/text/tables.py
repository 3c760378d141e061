"""The columns of a table, shared out so that it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text.cells import width
from reader.text.wrapping import wrap

if TYPE_CHECKING:
    from reader.text.document import Table

GAP = 3
"""Cells between two columns, the separator in their middle."""

THINNEST = 4
"""Cells that a column keeps at least when there is too little room."""

Line = list[tuple[int, int, int]]
"""One line of a table: (x, start, end) of each cell's piece."""


class Grid(NamedTuple):
    """A table at one width."""

    lines: list[list[Line]]
    """By row of the table: its lines."""

    separators: tuple[int, ...]
    """Cells that hold the lines between columns."""

    width: int
    """Cells of the whole table."""


def lay_out(plain: str, table: Table, room: int) -> Grid:
    """Share `room` cells out among the columns and wrap each cell in its own."""
    widths = _widths(plain, table, room)
    left, at = [], 0
    for cells in widths:
        left.append(at)
        at += cells + GAP
    lines = [_row(plain, row, table.aligns, widths, left) for row in table.rows]
    return Grid(lines, tuple(x - 2 for x in left[1:]), max(0, at - GAP))


def _widths(plain: str, table: Table, room: int) -> list[int]:
    columns = max(map(len, table.rows), default=0)
    widths = [3] * columns
    for row in table.rows:
        for column, (start, end) in enumerate(row):
            widths[column] = max(widths[column], width(plain[start:end]))
    room = max(columns * THINNEST, room - GAP * (columns - 1))
    excess = sum(widths) - room
    while excess > 0:
        largest = max(widths)
        second = max((w for w in widths if w < largest), default=THINNEST)
        wide = [column for column, w in enumerate(widths) if w == largest]
        cut = max(1, min(largest - max(second, THINNEST), -(-excess // len(wide))))
        for column in wide:
            step = min(cut, excess)
            widths[column] -= step
            excess -= step
    return widths


def _row(
    plain: str, row: tuple[tuple[int, int], ...], aligns: tuple[str, ...], widths: list[int], left: list[int]
) -> list[Line]:
    columns = [_wrapped(plain, start, end, widths[column]) for column, (start, end) in enumerate(row)]
    lines: list[Line] = []
    for number in range(max(map(len, columns), default=1)):
        line: Line = []
        for column, pieces in enumerate(columns):
            if number < len(pieces):
                start, end = pieces[number]
                spare = widths[column] - width(plain[start:end])
                align = aligns[column] if column < len(aligns) else "left"
                shift = spare if align == "right" else spare // 2 if align == "center" else 0
                line.append((left[column] + shift, start, end))
        lines.append(line)
    return lines


def _wrapped(plain: str, start: int, end: int, cells: int) -> list[tuple[int, int]]:
    """The lines of one cell."""
    lines: list[tuple[int, int]] = []

    def put(first: int, stop: int) -> None:
        lines.append((first, stop))

    wrap(plain, start, end, cells, put)
    return lines
