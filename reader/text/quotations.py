"""Direct quotations in a text: what stands between quotation marks, over paragraphs where they are opened again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.model.quotation import Quotation
from reader.model.span import Span
from reader.text.document import CODE, Table
from reader.text.quotation_marks import last_mark, next_mark, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Block, Text
    from reader.text.quotation_marks import Scan

_PROSE = frozenset({"p", "dd", "html"})
"""Blocks that a quotation may go on from and into."""


def quotations(text: Text) -> tuple[Quotation, ...]:
    """Give the quotations of `text` in order; of one inside another only the outer one."""
    return tuple(_from(text, 0))


def quotation_at(text: Text, offset: int) -> Quotation | None:
    """Give the quotation that `offset` is in, or on a mark of; None when there is none."""
    found, _ = _group(text, _first(text, text.block_at(offset)))
    return next((quotation for quotation in found if offset in quotation.span), None)


def next_quotation(text: Text, offset: int) -> Quotation | None:
    """Give the first quotation that begins after `offset`; None when there is none."""
    following = _from(text, _first(text, text.block_at(offset)))
    return next((quotation for quotation in following if quotation.span.start > offset), None)


def previous_quotation(text: Text, offset: int) -> Quotation | None:
    """Give the last quotation that begins before `offset`; None when there is none."""
    index = last_mark(text.plain, offset)
    while index is not None:
        first = _first(text, text.block_at(index))
        found, _ = _group(text, first)
        before = [quotation for quotation in found if quotation.span.start < offset]
        if before:
            return before[-1]
        index = last_mark(text.plain, text.blocks[first].start)
    return None


def _from(text: Text, index: int) -> Iterator[Quotation]:
    """Give the quotations of the block `index`, which goes on with none, and of all that follow."""
    while index < len(text.blocks):
        mark = next_mark(text.plain, text.blocks[index].start)
        if mark is None:
            return
        found, index = _group(text, max(index, text.block_at(mark)))
        yield from found


def _first(text: Text, index: int) -> int:
    """Give the block where the quotation begins that the block `index` may go on with; else `index`."""
    while index and _reopened(text, index) is not None:
        index -= 1
    return index


def _reopened(text: Text, index: int) -> int | None:
    """Give the place of the mark that the block before `index` leaves open and this one begins with again.

    None when there is none. Spanish begins the further paragraphs with the mark that closes.
    """
    former, block = text.blocks[index - 1], text.blocks[index]
    if former.kind not in _PROSE or block.kind not in _PROSE:
        return None
    first = _scan(text, block).first
    if not first:
        return None
    unclosed = dict(_scan(text, former).unclosed)
    at = unclosed.get(first, unclosed.get("\u00ab") if first == "\u00bb" else None)
    return None if at is None else former.start + at


def _group(text: Text, index: int) -> tuple[list[Quotation], int]:
    """Give the quotations of the block `index` and of those that go on from it, and the block after them."""
    found = _alone(text, text.blocks[index])
    index += 1
    start: int | None = None
    inside: list[Quotation] = []
    while index < len(text.blocks) and (opened := _reopened(text, index)) is not None:
        block = text.blocks[index]
        if start is None:
            start = opened
            inside = [quotation for quotation in found if quotation.span.start > start]
            found = found[: len(found) - len(inside)]
        here = _alone(text, block)
        if here and here[0].span.start == block.start:
            found.append(_quotation(text, start, here.pop(0).span.end))
            found += here
            start = None
        else:
            inside += here
        index += 1
    return (found if start is None else found + inside), index


def _alone(text: Text, block: Block) -> list[Quotation]:
    """Give the quotations that a block has when nothing goes on from it or into it."""
    return [
        _quotation(text, start + opening, start + closing)
        for start, end in _passages(block)
        for opening, closing in _scan_passage(text, start, end).pairs
    ]


def _passages(block: Block) -> tuple[tuple[int, int], ...]:
    """Give the parts of a block that a quotation stays in: itself, or each cell; of code none."""
    if isinstance(block.data, Table):
        return tuple(cell for row in block.data.rows for cell in row)
    return () if block.kind in ("code", "hr") else ((block.start, block.end),)


def _scan(text: Text, block: Block) -> Scan:
    return _scan_passage(text, block.start, block.end)


def _scan_passage(text: Text, start: int, end: int) -> Scan:
    """Pair the marks of a passage, save those in code."""
    runs = range(bisect_right(text.mark_starts, start), bisect_left(text.mark_starts, end))
    edges = [start, *(text.mark_starts[run] for run in runs), end]
    attributes = [text.attributes_at(edge) for edge in edges[:-1]]
    if not any(attribute & CODE for attribute in attributes):
        return scan(text.plain[start:end])
    pieces = zip(pairwise(edges), attributes, strict=True)
    return scan("".join("x" * (b - a) if attribute & CODE else text.plain[a:b] for (a, b), attribute in pieces))


def _quotation(text: Text, start: int, end: int) -> Quotation:
    """Give the quotation from mark to mark; French sets spaces inside its marks."""
    inner = text.plain[start + 1 : end - 1]
    begin = start + 1 + len(inner) - len(inner.lstrip())
    return Quotation(Span(start, end), Span(begin, begin + len(inner.strip())))
