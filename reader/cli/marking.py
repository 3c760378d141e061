"""Highlights written into a text, so that it can be laid out and read without colours."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.model.span import Span
from reader.text.document import Table, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.text.document import Block

OPENING = "=="


class Marked(NamedTuple):
    """A text with marks in it."""

    text: Text
    spans: tuple[Span, ...]
    """Where each highlight is now, with its marks."""


def closing(number: int) -> str:
    """What stands at the end of the n-th highlight, counted from 1."""
    return f"=={{{number}}}"


def mark(text: Text, spans: Sequence[Span]) -> Marked:
    """`text` with `==` before each span and `=={n}` behind it."""
    trimmed = [span.trimmed(text.plain) for span in spans]
    marks = [(span.end, 0, closing(number)) for number, span in enumerate(trimmed, 1)]
    marks += [(span.start, 1, OPENING) for span in trimmed]
    marks.sort(key=lambda each: each[:2])
    moved = _moving(marks)
    changed = Text(
        _written(text.plain, marks),
        tuple(_moved(block, moved) for block in text.blocks),
        mark_starts=array("I", [0, *map(moved, text.mark_starts[1:])]),
        mark_attributes=text.mark_attributes,
        links=text.links,
        footnotes=tuple((moved(start), moved(end)) for start, end in text.footnotes),
        hash=text.hash,
    )
    return Marked(changed, tuple(Span(moved(span.start), moved(span.end)) for span in trimmed))


def _written(plain: str, marks: Iterable[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for offset, _, words in marks:
        parts += [plain[at:offset], words]
        at = offset
    return "".join([*parts, plain[at:]])


def _moving(marks: Sequence[tuple[int, int, str]]) -> Callable[[int], int]:
    """From an offset in the text to one with marks: behind what ends there, before what begins there."""
    places = [(offset, kind) for offset, kind, _ in marks]
    lengths = [0, *accumulate(len(words) for _, _, words in marks)]
    return lambda offset: offset + lengths[bisect_left(places, (offset, 1))]


def _moved(block: Block, moved: Callable[[int], int]) -> Block:
    data = block.data
    if isinstance(data, Table):
        rows = tuple(tuple((moved(start), moved(end)) for start, end in row) for row in data.rows)
        data = data._replace(rows=rows)
    return block._replace(start=moved(block.start), end=moved(block.end), data=data)
