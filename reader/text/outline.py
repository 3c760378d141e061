"""The outline of a text: its headings and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.text.document import Text

LEVELS = {f"h{level}": level for level in range(1, 7)}
"""The level of each kind of block that is a heading."""


class Heading(NamedTuple):
    """A heading of a text."""

    level: int
    """1 to 6, as written; levels may be left out."""

    title: str
    """Its words on one line."""

    start: int


def outline(text: Text) -> tuple[Heading, ...]:
    """Give the headings of `text` in order; plain text has none."""
    return tuple(
        Heading(LEVELS[block.kind], text.plain[block.start : block.end].replace("\n", " "), block.start)
        for block in text.blocks
        if block.kind in LEVELS
    )
