"""Rows of a CSV file of any size; a row that is broken costs itself alone."""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.notes import opening
from reader.sources.notes.imported import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LONGEST = 2_000_000
"""Code points in one row."""

MOST_LINES = 20_000
"""Lines in one row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: int
    """The line that it begins in."""

    cells: Mapping[str, str]
    """By our names of the columns."""


def rows(path: Path, names: Mapping[str, str], delimiter: str = ",") -> Iterator[Row | Unreadable]:
    """The rows of a table that begins with the names of its columns; `names` says what we call them, in lower case.

    `delimiter` stands between cells. Raises NotFoundError, SourceError.
    """
    with opening.opened(path) as file:
        table = _Table(opening.lines(file), delimiter)
        first = table.next()
        while isinstance(first, _Cells) and not any(map(str.strip, first.cells)):
            first = table.next()
        if not isinstance(first, _Cells):
            raise SourceError(f"{path.name} has no row with the names of its columns.")
        table.columns = len(first.cells)
        columns = [names.get(name.strip(" \ufeff").casefold(), "") for name in first.cells]
        while (row := table.next()) is not None:
            if isinstance(row, Unreadable):
                yield row
            elif any(map(str.strip, row.cells)):
                pairs = zip(columns, row.cells, strict=False)
                yield Row(row.line, {name: cell for name, cell in pairs if name})


@dataclass(frozen=True, slots=True)
class _Cells:
    line: int
    cells: list[str]


class _Table:
    """Reads row by row; what a broken row has swallowed is read again without its first line."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines, self._delimiter = lines, delimiter
        self._again: deque[str] = deque()
        self._number = 0
        """Lines that were taken and not given back."""

        self.columns = 0
        """How many cells a row has."""

    def next(self) -> _Cells | Unreadable | None:
        """The next row; None at the end."""
        taken: list[str] = []
        first = self._number + 1
        reader = csv.reader(self._taking(taken), strict=True, delimiter=self._delimiter)
        try:
            with _long_fields():
                cells = next(reader)
        except StopIteration:
            return None
        except (csv.Error, _TooLongError):
            return self._leniently(taken, first)
        return _Cells(first, cells)

    def _leniently(self, taken: list[str], first: int) -> _Cells | Unreadable:
        """A row that is not as it should be: taken with the quotation marks in its words if its line has all cells."""
        for line in reversed(taken[1:]):
            self._again.appendleft(line)
        self._number -= len(taken) - 1
        line = taken[0]
        cells: list[str] = []
        if len(line) <= LONGEST:
            with _long_fields():
                cells = next(csv.reader([line], delimiter=self._delimiter), [])
        if len(cells) != self.columns or cells[-1].endswith("\n"):
            return Unreadable(f"line {first}", "Its quotation marks are not closed, or not doubled.")
        return _Cells(first, cells)

    def _taking(self, taken: list[str]) -> Iterator[str]:
        size = 0
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            taken.append(line)
            self._number += 1
            size += len(line)
            if size > LONGEST or len(taken) > MOST_LINES:
                raise _TooLongError
            yield line


class _TooLongError(Exception):
    """A row goes on and on: a quotation mark was not closed."""


class _long_fields:  # noqa: N801 - used as a statement
    """Let cells be as long as a row while this lasts: the limit is Python's, for all tables."""

    def __enter__(self) -> None:
        self._limit = csv.field_size_limit(LONGEST)

    def __exit__(self, *_: object) -> None:
        csv.field_size_limit(self._limit)
