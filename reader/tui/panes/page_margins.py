"""What stands beside the text, for the mouse: the bars in the gutter, names in the margin, the ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.tui.painting.gutter import BARS, GUTTER
from reader.tui.painting.page import BESIDE
from reader.tui.painting.placed import color_of
from reader.tui.panes.page_caret import PageCaret

if TYPE_CHECKING:
    from reader.model.annotation import Highlight


class PageMargins(PageCaret):
    """A page whose margins can be pointed at."""

    def is_ruler(self, x: int) -> bool:
        """Is cell `x` the ruler's, and is there anything to scroll?"""
        page = self._page
        return page is not None and x == self.size.width - 1 and page.layout.height > self.size.height

    def rule_to(self, y: int) -> None:
        """Scroll to where row `y` of the ruler is in the article."""
        page, height = self._page, self.size.height
        if page is None:
            return
        spare = page.layout.height - height
        row = round(page.layout.height * max(0, min(y, height - 1)) / max(1, height - 1) - height / 2)
        self.scroll_rows(max(0, min(row, spare)) - self.top)

    def highlight_beside(self, x: int, y: int) -> Highlight | None:
        """The highlight whose bar, dot or margin name is at cell (x, y) of the pane; None in the text and elsewhere."""
        page, row = self._page, self.top + y
        if page is None or row >= page.layout.height:
            return None
        left, margin = page.painter.left, page.painter.margin
        if margin is not None and left + page.layout.width + BESIDE <= x < self.size.width - 1:
            label = margin.at(row)
            return label.highlight if label is not None else None
        if page.layout.is_bare(row):
            return None
        if left - GUTTER <= x < left:
            return self._barred(x - (left - 1 - BARS), row)
        return None

    def _live(self, row: int) -> list[Highlight]:
        """The highlights on a row, in the order of their bars."""
        page, placed = self._page, self.placed
        if page is None or placed is None:
            return []
        fragments = page.layout.fragments(row)
        start, end = fragments[0].start, fragments[-1].end
        live = placed.on(page.layout.block_of(row), start, max(end, start + 1))
        if len(fragments) == 1:
            return live
        return [h for h in live if any(h.span and h.span.start < f.end and h.span.end > f.start for f in fragments)]

    def _barred(self, cell: int, row: int) -> Highlight | None:
        """The highlight of the bar in a cell of the gutter, or the bar nearest to it."""
        live = self._live(row)
        if not live:
            return None
        if len(live) <= BARS:
            return live[max(0, min(cell - (BARS - len(live)), len(live) - 1))]
        colors = [color_of(highlight, self.theme_colors, "sand") for highlight in live]
        shown = list(dict.fromkeys(colors))
        if len(shown) > BARS:
            return live[-1]
        color = shown[max(0, min(cell - (BARS - len(shown)), len(shown) - 1))]
        return live[len(colors) - 1 - colors[::-1].index(color)]

    def select_highlight(self, highlight: Highlight) -> None:
        """Put the caret on a highlight where none lies above it; where there is no such place, on its start."""
        session, placed, span = self.session, self.placed, highlight.span
        if session is None or placed is None or span is None:
            return
        edges = sorted({span.start, *(h.span.end for h in placed.by_id.values() if h.span and h.span.end in span)})
        free = next((edge for edge in edges if placed.at(edge) is highlight), span.start)
        self.take(session.selecting(None).moved(free), reveal=not self.is_in_view(free))
        if self.focused_highlight is not highlight:
            was, self.focused_highlight = self.focused_highlight, highlight
            self._repaint_highlights(was, highlight)
            self.repaint(Span(free, free))
            self.moved()
