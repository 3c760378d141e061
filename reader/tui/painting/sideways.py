"""A table's line as pieces, as far as it is in sight: a table that is too wide is scrolled sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cell_map
from reader.tui.painting.skin import Flag

if TYPE_CHECKING:
    from rich.style import Style

    from reader.text.tables import TableLines
    from reader.tui.painting.page import Line, PagePainter

BEFORE, BEHIND = "‹", "›"
"""Say that there is more on that side."""


def cells(painter: PagePainter, line: Line, lines: TableLines, shift: int, pieces: list[tuple[str, Style]]) -> int:
    """Append what is in sight of a table's line when it is scrolled by `shift` cells; return its cells.

    The lines between the columns stand on every line, whether a cell has words there or not.
    """
    indent, skin = len(line.block.rest), painter.skin
    rest = painter.caret_behind(line)
    low, high = shift, min(lines.width, shift + lines.room)
    seen = [f for f in line.fragments if f.x - indent < high and f.x - indent + 2 * (f.end - f.start) + 1 > low]
    begin = at = min(low, seen[0].x - indent) if seen else low
    whole: list[tuple[str, Style]] = []
    for fragment in seen:
        if fragment.x - indent > at:
            whole.append((lines.between(at, fragment.x - indent), skin.track))
            at = fragment.x - indent
        at += painter.append(line, fragment, whole)
        if fragment is rest:
            whole.append((" ", skin.text("p", 0, (), Flag.CARET)))
            at += 1
    if at < high:
        whole.append((lines.between(at, high), skin.track))
    end = high if high < lines.width else max(high, min(at, low + lines.room + 1))
    pieces += cut(whole, low - begin, end - begin)
    if high < lines.width:
        pieces.append((BEHIND, skin.faint))
        return end - low + 1
    return end - low


def cut(pieces: list[tuple[str, Style]], start: int, end: int) -> list[tuple[str, Style]]:
    """The cells from `start` to `end` of `pieces`; of a wide character that is cut through, blanks are left."""
    kept: list[tuple[str, Style]] = []
    at = 0
    for text, style in pieces:
        if at >= end:
            break
        chart = cell_map(text)
        low, high = max(0, start - at), min(chart.width, end - at)
        at += chart.width
        if low >= high:
            continue
        if low == 0 and high == chart.width:
            kept.append((text, style))
            continue
        first = chart.index(low)
        first = first if chart.cell(first) >= low else chart.after(first)
        last = max(first, chart.index(high))
        before, after = min(high, chart.cell(first)) - low, high - max(low, chart.cell(last))
        kept.append((" " * before + text[first:last] + " " * max(0, after), style))
    return kept
