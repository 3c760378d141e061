"""Paragraphs, headings and other blocks as places to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Block, Text


def paragraph_at(text: Text, offset: int) -> Span:
    """Give the block at `offset`; what stands between two blocks belongs to the former."""
    return _span(text.blocks[text.block_at(offset)])


def next_paragraph(text: Text, offset: int) -> Span | None:
    """Give the first block with words that begins after `offset`; None when there is none."""
    return next((_span(block) for block in _after(text, offset) if block.end > block.start), None)


def previous_paragraph(text: Text, offset: int) -> Span | None:
    """Give the last block with words that begins before `offset`; None when there is none."""
    return next((_span(block) for block in _before(text, offset) if block.end > block.start), None)


def next_heading(text: Text, offset: int) -> Span | None:
    """Give the first heading that begins after `offset`; None when there is none."""
    return next((_span(block) for block in _after(text, offset) if _is_heading(block)), None)


def previous_heading(text: Text, offset: int) -> Span | None:
    """Give the last heading that begins before `offset`; None when there is none."""
    return next((_span(block) for block in _before(text, offset) if _is_heading(block)), None)


def _after(text: Text, offset: int) -> Iterator[Block]:
    for index in range(text.block_at(offset), len(text.blocks)):
        if text.blocks[index].start > offset:
            yield text.blocks[index]


def _before(text: Text, offset: int) -> Iterator[Block]:
    for index in range(text.block_at(offset), -1, -1):
        if text.blocks[index].start < offset:
            yield text.blocks[index]


def _is_heading(block: Block) -> bool:
    return block.kind in ("h1", "h2", "h3", "h4", "h5", "h6")


def _span(block: Block) -> Span:
    return Span(block.start, block.end)
