"""An article as lines of plain text, with its highlights marked and listed at the end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from reader.cli import output, passages
from reader.cli.marking import Marked, mark
from reader.cli.output import BOLD, FAINT, UNDERLINED, Piece
from reader.text.cells import width
from reader.text.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.library.values import Opened
    from reader.model.annotation import Highlight
    from reader.model.article import Article
    from reader.text.document import Text

ANY_WIDTH = 10_000
"""Cells that code and tables may take in a pipe, where nothing need fit."""

_NARROWEST = 10
_RULE = "─"


def show(opened: Opened, colors: Mapping[str, str], measure: int) -> None:
    """Print an article at `measure`, or the width of a narrower terminal; `colors` are those of the themes."""
    room = output.width() if output.is_terminal() else ANY_WIDTH
    cells = max(_NARROWEST, min(measure, room))
    placed = [highlight for highlight in opened.highlights if _is_in_text(highlight)]
    marked = mark(opened.text, [highlight.span for highlight in placed if highlight.span])
    tints = [passages.tint(highlight, colors) for highlight in placed]
    _show_head(opened.listing.article, cells)
    _Page(marked, tints, cells, max(cells, room)).show()
    if opened.highlights:
        _show_highlights(opened.highlights, colors, cells)


def _is_in_text(highlight: Highlight) -> bool:
    """Does it stand in the text with a number, as bookmarks, notes on the article and what is gone do not?"""
    return highlight.span is not None and highlight.annotation.is_passage


def _show_head(article: Article, cells: int) -> None:
    for row in passages.wrapped(article.title, cells):
        output.line(Piece(row, BOLD))
    count = f"{article.words:,} word{'' if article.words == 1 else 's'}"
    facts = [article.author, article.source, article.published[:10], count]
    for row in passages.wrapped(" · ".join(filter(None, facts)), cells):
        output.line(Piece(row, FAINT))
    if article.url:
        output.line(Piece(article.url, FAINT))
    output.line()


def _show_highlights(highlights: Sequence[Highlight], colors: Mapping[str, str], cells: int) -> None:
    output.line()
    output.line(Piece("Highlights", BOLD))
    before: Highlight | None = None
    number = 0
    for highlight in highlights:
        is_numbered = _is_in_text(highlight)
        number += is_numbered
        passages.head_of_orphans(before, highlight, cells)
        before = highlight
        output.line()
        passages.show(highlight, colors, cells, number=number if is_numbered else 0)


class _Page:
    """The lines of one text."""

    def __init__(self, marked: Marked, tints: Sequence[str], cells: int, wide: int) -> None:
        self._text: Text = marked.text
        self._marked, self._tints, self._cells = marked, tints, cells
        self._layout = Layout(marked.text, cells, wide, sideways=False)
        self._starts = [span.start for span in marked.spans]
        self._reach = list(accumulate((span.end for span in marked.spans), max))
        """How far any highlight reaches of those up to the n-th."""

    def show(self) -> None:
        """Print them."""
        for row in range(self._layout.height):
            output.line(*self._line(row))

    def _line(self, row: int) -> list[Piece]:
        layout = self._layout
        index = layout.block_of(row)
        block = self._text.blocks[index]
        if row < layout.tops[index]:
            return []
        pieces = [Piece(block.first if layout.is_first(row) else block.rest)]
        if block.kind == "hr":
            return [*pieces, Piece(_RULE * min(20, self._cells))]
        if layout.is_bare(row):
            return [*pieces, *self._rule(index, row)]
        style = BOLD if block.kind.startswith("h") else ""
        for x, start, end in layout.fragments(row):
            gap = x - sum(width(piece.words) for piece in pieces)
            pieces += [Piece(" " * gap), *self._runs(start, end, style)]
        return pieces

    def _rule(self, index: int, row: int) -> list[Piece]:
        """What a row without text shows: the rule below a table's head, or nothing."""
        lines = self._layout.tables.get(index)
        if lines is None or not lines.is_head_rule(row - self._layout.tops[index]):
            return []
        return [Piece(_RULE * lines.width)]

    def _runs(self, start: int, end: int, style: str) -> list[Piece]:
        """`text[start:end]` in pieces: what is highlighted has the style of its highlight."""
        numbers = range(bisect_right(self._reach, start), bisect_left(self._starts, end))
        inside = [(self._marked.spans[number], self._tints[number]) for number in numbers]
        edges = {start, end, *(edge for span, _ in inside for edge in (span.start, span.end) if start < edge < end)}
        cuts = sorted(edges)
        pieces = []
        for left, right in pairwise(cuts):
            mark = next((f"{UNDERLINED};{tint}" for span, tint in inside if left in span), "")
            pieces.append(Piece(self._text.plain[left:right], ";".join(filter(None, (style, mark)))))
        return pieces
