"""Tables of a page: those that hold data, and those that only lay it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources.html import elements
from reader.sources.html.nodes import Table

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reader.sources.html.blocks import Marks, Walk
    from reader.sources.html.nodes import Line, Node

_WIDEST = 60
"""Columns of a table of data."""

_LONGEST = 300
"""Code points in its cells, on average."""

_BIG = ("table", "blockquote", "pre", "h1", "h2", "h3", "ul", "ol", "iframe", "video", "audio")
_SPAN = 20
_PARAGRAPHS = 3


def table(walk: Walk, element: _Element, marks: Marks) -> list[Node]:
    """A table, after its caption; one that lays a page out is what its cells say, one after the other."""
    if _is_layout(element):
        return _laid_out(walk, element, marks)
    rows = _rows(element)
    lines = [_row(walk, row, marks) for row in rows]
    width = max(map(len, lines))
    if width > _WIDEST:
        return _laid_out(walk, element, marks)
    filled = tuple((*line, *[()] * (width - len(line))) for line in lines if any(line))
    stray = [node for each in _outside(element) for node in walk.part(each, elements.name(each), marks)]
    return [*stray, Table(filled)] if filled else stray


def _is_layout(element: _Element) -> bool:
    rows = _rows(element)
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or element.get("role") == "presentation":
        return True
    if any(next(cell.iter(*_BIG), None) is not None for cell in cells):
        return True
    if any(sum(1 for _ in cell.iter("p")) > _PARAGRAPHS for cell in cells):
        return True
    return sum(sum(map(len, cell.itertext())) for cell in cells) > _LONGEST * len(cells)


def _rows(element: _Element) -> list[list[_Element]]:
    """The cells of each row that are shown, of this table and not of one in it."""
    rows = []
    for part in element:
        tag = elements.name(part)
        if tag in {"thead", "tbody", "tfoot"} and elements.is_shown(part, tag):
            rows += [row for row in part if elements.name(row) == "tr"]
        elif tag == "tr":
            rows.append(part)
    shown = [row for row in rows if elements.is_shown(row, "tr")]
    found = [
        [cell for cell in row if (tag := elements.name(cell)) in {"td", "th"} and elements.is_shown(cell, tag)]
        for row in shown
    ]
    return [row for row in found if row]


def _outside(element: _Element) -> list[_Element]:
    """Captions, and what a broken page has between the rows of a table."""
    known = {"thead", "tbody", "tfoot", "tr", "colgroup", "col"}
    return [child for child in element if (tag := elements.name(child)) not in known and elements.is_shown(child, tag)]


def _laid_out(walk: Walk, element: _Element, marks: Marks) -> list[Node]:
    return walk.inside(element, marks)


def _row(walk: Walk, row: list[_Element], marks: Marks) -> list[Line]:
    cells: list[Line] = []
    for cell in row:
        cells.append(walk.line(cell, marks, is_bold=cell.tag == "th"))
        cells += [()] * (_span(cell) - 1)
    return cells


def _span(cell: _Element) -> int:
    said = (cell.get("colspan") or "").strip()
    return max(1, min(int(said), _SPAN)) if said.isascii() and said.isdigit() and len(said) < 5 else 1
