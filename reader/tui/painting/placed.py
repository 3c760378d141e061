"""Highlights by block, so that a row asks only for those of its own block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.theme import COLORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.model.annotation import Highlight
    from reader.text.document import Text


class Placed:
    """The highlights of one text that have a place in it."""

    def __init__(self, text: Text, highlights: Iterable[Highlight]) -> None:
        self._text = text
        self._by_block: dict[int, list[Highlight]] = {}
        self.by_id: dict[str, Highlight] = {}
        self.version = 0
        """Changes with every change."""
        for highlight in highlights:
            self.put(highlight)

    def _blocks(self, highlight: Highlight) -> range:
        if highlight.span is None:
            return range(0)
        first = self._text.block_at(highlight.span.start)
        return range(first, self._text.block_at(max(highlight.span.start, highlight.span.end - 1)) + 1)

    def put(self, highlight: Highlight) -> None:
        """Add a highlight, or take it instead of the one with its id."""
        self.remove(highlight.id)
        if not highlight.span:
            return
        self.by_id[highlight.id] = highlight
        self.version += 1
        for block in self._blocks(highlight):
            self._by_block.setdefault(block, []).append(highlight)

    def remove(self, identifier: str) -> None:
        """Take a highlight away; one that is not here is no error."""
        highlight = self.by_id.pop(identifier, None)
        if highlight is None:
            return
        self.version += 1
        for block in self._blocks(highlight):
            self._by_block[block].remove(highlight)

    def on(self, block: int, start: int, end: int) -> list[Highlight]:
        """The highlights of `block` that touch `start` to `end`, the longest first: the shorter lie on top."""
        found = self._by_block.get(block)
        if not found:
            return []
        live = [h for h in found if h.span is not None and h.span.start < end and h.span.end > start]
        live.sort(key=lambda h: (-len(h.span or ()), h.annotation.created))
        return live

    def at(self, offset: int) -> Highlight | None:
        """The innermost highlight at `offset`: the shortest, then the latest; of bookmarks one that stands alone."""
        live = self.on(self._text.block_at(offset), offset, offset + 1)
        return next((h for h in reversed(live) if not h.annotation.is_bookmark), live[-1] if live else None)


def color_of(highlight: Highlight, colors: Mapping[str, str], fallback: str) -> str:
    """The colour of the palette that a highlight is shown in: its own, else its first theme's."""
    annotation = highlight.annotation
    wanted = (annotation.color, *(colors.get(theme, "") for theme in annotation.themes))
    return next((color for color in wanted if color in COLORS), fallback)
