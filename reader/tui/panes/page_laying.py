"""An article laid out for a pane: its lines, its highlights in their places, what of it is in view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.geometry import Size

from reader.text.layout import Layout
from reader.tui.lines import LineView
from reader.tui.painting.head import Head, build
from reader.tui.painting.page import GUTTER, MARGIN, PagePainter
from reader.tui.painting.placed import Placed, color_of
from reader.tui.painting.ruler import Mark, Ruler

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.session import Session
    from reader.tui.painting.rows import Row

MEASURE = 72
"""Characters of a line; 66 to 76 read best (Bringhurst)."""

WIDER = 12
"""Cells that code and tables may take beyond the measure."""

NARROWEST = 16
"""Cells that a line keeps in the smallest terminal."""

CONTEXT_ROWS = 3
"""Rows kept in sight above and below the caret."""


@dataclass(slots=True)
class _Page:
    """An open article at one width."""

    layout: Layout
    painter: PagePainter
    ruler: Ruler
    rows: dict[int, Row] = field(default_factory=dict)
    """By row of the layout, without the ruler."""

    whole: dict[tuple[int, Mark], tuple[Row, Row]] = field(default_factory=dict)
    """By row and mark of the ruler: the row without the ruler, and with it."""

    def tick(self, before: Highlight | None, after: Highlight | None, colors: Mapping[str, str]) -> None:
        """Move the ruler's mark of one highlight; None: it was not there, or is there no longer."""
        if before is not None:
            self.ruler.remove(before.id)
        if after is not None:
            self.ruler.put(after, color_of(after, colors, "sand"))


class PageLaying(LineView):
    """The lines of one session in a pane, and which of them are seen."""

    def __init__(self, *, measure: int = MEASURE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.measure = measure
        self.session: Session | None = None
        self.caret_shown = False
        self.marginalia = True
        """Do themes and notes stand beside the text, where there is room? If not, it is in the middle."""
        self.theme_colors: Mapping[str, str] = {}
        self.unsaved: frozenset[str] = frozenset()
        self.matches: Sequence[tuple[int, int]] = ()
        self.placed: Placed | None = None
        self.focused_highlight: Highlight | None = None
        self._page: _Page | None = None
        self._goal: int | None = None
        self._column: list[Mark] = []

    # ---- opening

    def open(self, session: Session | None) -> None:
        """Show a session, from its caret on; None: an empty page."""
        self.session, self._page, self.matches = session, None, ()
        self.caret_shown, self.focused_highlight, self._goal = False, None, None
        self.placed = Placed(session.text, session.highlights) if session else None
        page = self._lay_out()
        if session is not None and page is not None:
            self._scroll(page.layout.row_of(session.caret) if session.caret else 0)
        self.forget()

    def show_colors(self, colors: Mapping[str, str], unsaved: frozenset[str] = frozenset()) -> None:
        """Take other colours for themes, and which highlights are not on the disk."""
        if (self.theme_colors, self.unsaved) == (colors, unsaved):
            return
        self.theme_colors, self.unsaved = colors, unsaved
        if self._page is not None:
            self._page.painter.colors, self._page.painter.unsaved = colors, unsaved
            self._fill_ruler()
        self.forget()

    def change(self, session: Session, before: Highlight | None, after: Highlight | None) -> None:
        """Take a session in which one highlight differs; all rows but its own are painted from what is kept."""
        self.session = session
        placed, page = self.placed, self._page
        if placed is None:
            return
        for highlight in (before, after):
            self._forget_span(highlight.span if highlight else None)
        if before is not None:
            placed.remove(before.id)
        if after is not None:
            placed.put(after)
        self._focus_highlight()
        if page is not None:
            page.tick(before, after, self.theme_colors)
            self.refresh_rows(0, self.size.height)

    def forget(self) -> None:
        """Paint everything anew."""
        if self._page is not None:
            self._page.rows.clear()
            self._page.whole.clear()
        super().forget()

    def _forget_span(self, span: Span | None) -> None:
        page = self._page
        if page is not None and span is not None:
            for row in page.layout.rows_of(span.start, span.end):
                page.rows.pop(row, None)

    def _focus_highlight(self) -> None:
        found = None
        if self.caret_shown and self.session is not None and self.placed is not None:
            found = self.placed.at(self.session.caret)
        self.focused_highlight = found

    # ---- geometry

    @property
    def layout_rows(self) -> Layout | None:
        """The lines of the page; None while nothing is open or the pane has no size."""
        return self._page.layout if self._page else None

    @property
    def top(self) -> int:
        """The first row shown."""
        return self.scroll_offset.y

    def _lay_out(self) -> _Page | None:
        """Make the lines for the pane's width; what stood at the top stays there."""
        width, session = self.size.width - 1, self.session
        if session is None or width < 4 or self.placed is None:
            self._page = None
            return None
        keep = self._top_offset()
        measure = max(NARROWEST, min(self.measure, width - GUTTER - 2))
        room = max(0, width - GUTTER - measure)
        has_margin = self.marginalia and room >= MARGIN + 4
        left = GUTTER + max(0, (room - (MARGIN if has_margin else 0)) // 2)
        head: Head = build(session.listing.article, session.text, measure)
        wide = max(measure, min(width - left - 1, measure + WIDER))
        layout = Layout(session.text, measure, wide, before=len(head.before), after=len(head.after))
        painter = PagePainter(
            text=session.text,
            layout=layout,
            placed=self.placed,
            skin=self.skin,
            head=(*head.before, *head.after),
            colors=self.theme_colors,
            unsaved=self.unsaved,
            left=left,
            has_margin=has_margin,
        )
        self._page = _Page(layout, painter, Ruler(layout, self.size.height))
        self._fill_ruler()
        self.virtual_size = Size(width + 1, layout.height)
        if keep is not None:
            self._scroll(layout.row_of(keep))
        return self._page

    def _top_offset(self) -> int | None:
        """Where in the text the first row shown is; None at the start."""
        if self._page is None or not self.top:
            return None
        return self._page.layout.starts[min(self.top, self._page.layout.height - 1)]

    def _fill_ruler(self) -> None:
        if self._page is None or self.placed is None:
            return
        for highlight in self.placed.by_id.values():
            self._page.tick(None, highlight, self.theme_colors)

    def on_resize(self, _event: events.Resize) -> None:
        """Make the lines anew."""
        opening = self._page is None and self.session is not None
        page = self._lay_out()
        if opening and page is not None and self.session is not None and self.session.caret:
            self._scroll(page.layout.row_of(self.session.caret))
        if self.caret_shown and self.session is not None:
            self.reveal(self.session.caret)
        self.refresh()

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=max(0, row), animate=False)

    def reveal(self, offset: int) -> None:
        """Scroll just as far as needed to see `offset` with some rows around it."""
        page = self._page
        if page is None:
            return
        row, height = page.layout.row_of(offset), self.size.height
        around = min(CONTEXT_ROWS, height // 4)
        if row < self.top + around:
            self._scroll(row - around)
        elif row >= self.top + height - around:
            self._scroll(row - height + 1 + around)

    def show_marginalia(self, *, shown: bool) -> None:
        """Let themes and notes stand beside the text, or the text alone in the middle."""
        if shown != self.marginalia:
            self.marginalia = shown
            self._lay_out()
            self.forget()

    def last_shown(self) -> int:
        """Where the text of the last visible row ends."""
        page = self._page
        if page is None:
            return 0
        return page.layout.ends[max(0, min(self.top + self.size.height, page.layout.height) - 1)]

    def offset_at(self, x: int, y: int) -> int:
        """The code point under cell (x, y) of the pane."""
        page = self._page
        if page is None:
            return 0
        return page.layout.offset(x - page.painter.left, self.top + y)
