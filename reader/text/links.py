"""What a text leads to: its links and its images, in the order in which they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.model.span import Span
from reader.text.document import IMAGE, LINK, LINK_SHIFT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Text


class Link(NamedTuple):
    """Words that lead somewhere, or an image."""

    span: Span
    """The words; empty for an image that has none."""

    address: str
    is_image: bool
    """Is the address that of an image?"""


def links(text: Text, start: int, end: int) -> tuple[Link, ...]:
    """Give the links that have a word in `plain[start:end]`, whole, and the images that stand there.

    An image inside a link gives two: the link, and the image with an address of its own where it is a block.
    """
    found = [*_marked(text, start, end), *_pictures(text, start, end)]
    return tuple(sorted(found, key=lambda link: (link.span.start, link.is_image)))


def _marked(text: Text, start: int, end: int) -> Iterator[Link]:
    """Give the runs of marks with one and the same address, as one link each."""
    marks, edges = text.mark_attributes, text.mark_starts
    run = max(0, bisect_right(edges, start) - 1)
    while run and marks[run] >> LINK_SHIFT and marks[run - 1] >> LINK_SHIFT == marks[run] >> LINK_SHIFT:
        run -= 1
    while run < len(edges) and edges[run] < end:
        index = marks[run] >> LINK_SHIFT
        first = run
        run += 1
        while index and run < len(edges) and marks[run] >> LINK_SHIFT == index:
            run += 1
        stop = edges[run] if run < len(edges) else len(text.plain)
        if index and stop > start:
            is_image = marks[first] & (LINK | IMAGE) == IMAGE
            yield Link(Span(edges[first], stop), text.links[index - 1], is_image)


def _pictures(text: Text, start: int, end: int) -> Iterator[Link]:
    """Give the image blocks whose own address no mark tells: those inside a link, those without words."""
    blocks = text.blocks
    index = max(0, bisect_left(blocks, start, key=lambda block: block.end))
    while index < len(blocks) and blocks[index].start < max(end, start + 1):
        block = blocks[index]
        index += 1
        if block.kind == "image" and isinstance(block.data, str) and text.link_at(block.start) != block.data:
            yield Link(Span(block.start, block.end), block.data, is_image=True)
