"""Listings in columns: aligned, and on a terminal no wider than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.cli import output
from reader.cli.output import Piece
from reader.text.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "
_WIDEST = 60
"""Cells up to which a column is aligned in a pipe, where nothing is cut."""


class Column(NamedTuple):
    """One column; what it says stands on one line."""

    head: str
    cells: Sequence[str | Piece]
    least: int = 0
    """Cells to which it may be cut; 0: it is shown whole or not at all."""

    rank: int = 0
    """Where there is too little room, columns of a higher rank stay longer."""

    is_number: bool = False

    @property
    def natural(self) -> int:
        """Cells that it would take."""
        return max((width(_words(cell)) for cell in self.cells), default=0)


def print_columns(columns: Sequence[Column]) -> None:
    """Print columns as rows, with their heads on a terminal."""
    if not output.is_terminal():
        _print([(column, min(_WIDEST, column.natural)) for column in columns], is_cut=False)
        return
    shown = fitted(columns, output.width())
    heads = [Column("", (Piece(column.head, output.FAINT),), is_number=column.is_number) for column, _ in shown]
    _print([(head, cells) for head, (_, cells) in zip(heads, shown, strict=True)], is_cut=True)
    _print(shown, is_cut=True)


def fitted(columns: Sequence[Column], room: int) -> list[tuple[Column, int]]:
    """The columns that there is room for, with the cells that each gets."""
    shown = list(columns)
    while len(shown) > 1 and sum(map(_least, shown)) + len(GAP) * (len(shown) - 1) > room:
        shown.remove(min(shown, key=lambda column: column.rank))
    widths = [min(room, max(column.natural, width(column.head))) for column in shown]
    excess = sum(widths) + len(GAP) * (len(shown) - 1) - room
    for index in sorted(range(len(shown)), key=lambda index: shown[index].rank):
        cut = max(0, min(excess, widths[index] - _least(shown[index])))
        widths[index] -= cut
        excess -= cut
    return list(zip(shown, widths, strict=True))


def _least(column: Column) -> int:
    needed = max(column.natural, width(column.head))
    return min(column.least, needed) if column.least else needed


def _print(columns: Sequence[tuple[Column, int]], *, is_cut: bool) -> None:
    for row in zip(*(column.cells for column, _ in columns), strict=True):
        pieces: list[str | Piece] = []
        for (column, cells), cell in zip(columns, row, strict=True):
            words = fit(_words(cell), cells) if is_cut else _words(cell)
            space = " " * (cells - width(words))
            piece = cell._replace(words=words) if isinstance(cell, Piece) else words
            pieces += [space, piece, GAP] if column.is_number else [piece, space, GAP]
        output.line(*pieces)


def _words(cell: str | Piece) -> str:
    return cell.words if isinstance(cell, Piece) else cell
