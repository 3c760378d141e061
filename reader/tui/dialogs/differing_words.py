"""A wording of a passage, with the words in which it differs from another one."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text.wrapping import wrap
from reader.tui.folded_view import FoldedView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.geometry import Size

LONGEST = 20_000
"""Code points that are shown of one wording."""


class DifferingWords(FoldedView[Span], can_focus=False):
    """Words in as many lines as they need; what differs is bold and underlined, and what is gone struck out."""

    DEFAULT_CSS = "DifferingWords { height: auto; }"

    def __init__(self, words: str, differing: Sequence[Span], *, is_old: bool) -> None:
        """Show `words`, which differ at the places `differing`; those of before are gone, those of now are new."""
        super().__init__()
        self._words = words[:LONGEST] + ("…" if len(words) > LONGEST else "")
        self._differing, self._is_old = differing, is_old
        self._edges = sorted({edge for span in differing for edge in (span.start, span.end)})
        self._lines: list[Span] = []

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        tones = Tones(self.skin, self.skin.page)
        self._ink, self._differs = tones.ink, tones.gone if self._is_old else tones.fresh

    def lines(self, cells: int) -> list[Span]:
        """The places of the lines, at most `cells` wide."""
        found: list[Span] = []
        at = 0
        for paragraph in self._words.split("\n"):
            if paragraph.strip():
                wrap(self._words, at, at + len(paragraph), cells, lambda start, end: found.append(Span(start, end)))
            elif found and found[-1]:
                found.append(Span(at, at))
            at += len(paragraph) + 1
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        del container, viewport
        return max(1, len(self.lines(max(1, width))))

    def pieces(self, y: int) -> list[Piece]:
        """One line, cut where it begins and ends to differ."""
        row = self.scroll_offset.y + y
        line = self._lines[row] if row < len(self._lines) else Span(0, 0)
        cuts = sorted({line.start, line.end, *(edge for edge in self._edges if line.start < edge < line.end)})
        pieces = [(self._words[start:end].replace("\t", " "), self._style(start)) for start, end in pairwise(cuts)]
        return fitted(pieces, self.size.width, self._ink)

    def _style(self, offset: int) -> Style:
        at = bisect_right(self._differing, offset, key=lambda span: span.start) - 1
        return self._differs if at >= 0 and offset in self._differing[at] else self._ink
