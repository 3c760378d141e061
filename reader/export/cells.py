"""Cells of a table of comma-separated values (RFC 4180), safe in a spreadsheet where that is asked for.

A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, their wide forms, a tab or a line end; some skip
white space before it. Such a cell gets an apostrophe in front, and so does one that already begins with apostrophes
before all that. So it is undone without doubt: where an apostrophe stands before what would be guarded, it is taken
away.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import TYPE_CHECKING

from reader.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")
"""How a cell begins that a spreadsheet may compute, or that was guarded."""


def guarded(words: str) -> str:
    """`words` as a cell that no spreadsheet computes."""
    words = clean(words)
    return f"'{words}" if _FORMULA.match(words) else words


def plain(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    r"""A head and rows, one by one: every cell in quotes, lines that end in `\r\n`."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    for row in chain((columns,), rows):
        writer.writerow([clean(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
