"""An article laid out for a pane: its lines, its highlights in their places, what of it is in view."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Size
from textual.message import Message

from reader.text.hyphenation import divider
from reader.text.layout import Layout
from reader.text.search import Matches
from reader.text.typesetting import Typesetting
from reader.tui.lines import LineView
from reader.tui.painting.gutter import GUTTER
from reader.tui.painting.head import Head, build
from reader.tui.painting.marginalia import Label, Marginalia
from reader.tui.painting.page import BESIDE, MARGIN, PagePainter
from reader.tui.painting.placed import Placed, color_of
from reader.tui.painting.ruler import Mark, Ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events

    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.session import Session
    from reader.text.document import Text
    from reader.tui.painting.rows import Row

WIDER = 12
"""Cells that code and tables may take beyond the measure."""

NARROWEST = 16
"""Cells that a line keeps in the smallest terminal."""

WIDEST_MARGIN = 44
"""Cells of a line in the margin."""

CONTEXT_ROWS = 3
"""Rows kept in sight above and below the caret."""


class _Anchor(NamedTuple):
    """What is at the top of the pane, for as long as nobody scrolls: resizes do not move it."""

    top: int
    """The first row shown."""

    offset: int
    """Where in the text the first row of text is."""

    above: int
    """Rows of decoration shown above that."""


@dataclass(slots=True)
class Page:
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

    class LaidOut(Message):
        """The pane has another size, so other lines are in view."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.typesetting = Typesetting()
        self.language = ""
        """Of an article that does not say which it is in; empty: nobody knows."""
        self.session: Session | None = None
        self.caret_shown = False
        self.marginalia = True
        """Do themes and notes stand beside the text, where there is room? If not, it is in the middle."""
        self.theme_colors: Mapping[str, str] = {}
        self.unsaved: frozenset[str] = frozenset()
        self.matches = Matches()
        self.placed: Placed | None = None
        self.focused_highlight: Highlight | None = None
        self._page: Page | None = None
        self._anchor: _Anchor | None = None
        self._shifts: dict[int, int] = {}
        """By block: cells that a table is scrolled sideways."""
        self._goal: int | None = None
        self._column: list[Mark] = []

    # ---- opening

    def open(self, session: Session | None) -> None:
        """Show a session, from its caret on; None: an empty page."""
        self.session, self._page, self.matches = session, None, Matches()
        self._anchor, self._shifts = None, {}
        self.caret_shown, self.focused_highlight, self._goal = False, None, None
        self.placed = Placed(session.text, session.highlights) if session else None
        page = self._lay_out()
        if session is not None and page is not None:
            self._scroll(page.layout.row_of(session.caret) if session.caret else 0)
        self.forget()

    def renew(self, session: Session, offset: Callable[[int], int]) -> None:
        """Show the next version of what is open; caret and view stay at their words.

        `offset` says where a place of the text before is in the text now.
        """
        top, shown = self._find_anchor(), self.caret_shown
        if self.session is None or self.session.text is not session.text:
            self._page, self._anchor, self._shifts, self.matches = None, None, {}, Matches()
        self.session, self._goal = session, None
        self.placed = Placed(session.text, session.highlights)
        if self._lay_out() is not None and top is not None:
            self._return_to(top._replace(offset=offset(top.offset)))
        self.caret_shown = shown
        self._focus_highlight()
        self._show_caret_again()
        self.forget()

    def show_colors(self, colors: Mapping[str, str], unsaved: frozenset[str] = frozenset()) -> None:
        """Take other colours for themes, and which highlights are not on the disk."""
        if (self.theme_colors, self.unsaved) == (colors, unsaved):
            return
        is_recolored, changed = self.theme_colors != colors, self.unsaved ^ unsaved
        self.theme_colors, self.unsaved = colors, unsaved
        if self._page is not None:
            self._page.painter.colors, self._page.painter.unsaved = colors, unsaved
        if is_recolored:
            self._fill_ruler()
            self.forget()
            return
        for identifier in changed:
            highlight = self.placed.by_id.get(identifier) if self.placed else None
            if highlight is not None:
                self._forget_span(highlight.span)
                self.repaint(highlight.span)

    def change(self, session: Session, before: Highlight | None, after: Highlight | None) -> None:
        """Take a session in which one highlight differs; all rows but its own are painted from what is kept."""
        self.session = session
        placed, page = self.placed, self._page
        if placed is None:
            return
        spans = [highlight.span for highlight in (before, after, self.focused_highlight) if highlight]
        labels = self._labels_near(spans)
        for span in spans:
            self._forget_span(span)
        if before is not None:
            placed.remove(before.id)
        if after is not None:
            placed.put(after)
        self._focus_highlight()
        if page is not None:
            page.tick(before, after, self.theme_colors)
            self.repaint(*spans, self.focused_highlight.span if self.focused_highlight else None)
            self._repaint_labels(page, labels, self._labels_near(spans))
            self._repaint_ruler(page)

    def repaint(self, *spans: Span | None) -> None:
        """Repaint the visible rows that hold some spans."""
        page = self._page
        if page is None:
            return
        for span in spans:
            if span is not None:
                rows = page.layout.rows_of(span.start, span.end)
                self.refresh_rows(rows.start - self.top, rows.stop - 1 - self.top)

    def _repaint_ruler(self, page: Page) -> None:
        """Repaint the rows whose mark on the ruler is another now."""
        for y, (old, new) in enumerate(zip(self._column, page.ruler.marks(self.top), strict=False)):
            if old != new:
                self.refresh_rows(y, y)

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

    def _labels_near(self, spans: Sequence[Span | None]) -> dict[int, Label]:
        """By row: what stands in the margin where some spans begin."""
        page = self._page
        margin = page.painter.margin if page else None
        if page is None or margin is None:
            return {}
        places = {margin.neighbours(page.layout.row_of(span.start)) for span in spans if span is not None}
        return {row: label for rows in places for row, label in margin.labels(rows).items()}

    def _repaint_labels(self, page: Page, old: dict[int, Label], new: dict[int, Label]) -> None:
        """Repaint the rows beside which something else stands now."""
        for row in old.keys() | new.keys():
            if old.get(row) != new.get(row):
                page.rows.pop(row, None)
                self.refresh_rows(row - self.top, row - self.top)

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
    def shown_measure(self) -> int:
        """Cells of a line as there is room for; 0 while nothing is open."""
        return self._page.layout.width if self._page else 0

    @property
    def can_hyphenate(self) -> bool:
        """Is there a dictionary for the article's language?"""
        return self._page is not None and divider(self._page.layout.setting.language) is not None

    @property
    def top(self) -> int:
        """The first row shown."""
        return self.scroll_offset.y

    def _lay_out(self) -> Page | None:
        """Make the lines for the pane's width; what stood at the top stays there."""
        width, session = self.size.width - 1, self.session
        if session is None or width < 4 or self.placed is None:
            self._page = None
            return None
        anchor = self._find_anchor()
        setting = replace(self.typesetting, language=session.listing.article.language or self.language)
        measure = max(NARROWEST, min(setting.measure, width - GUTTER - 2))
        room = max(0, width - GUTTER - measure)
        has_margin = self.marginalia and room >= MARGIN + 4
        left = GUTTER + max(0, (room - (MARGIN if has_margin else 0)) // 2)
        head = self.head(session, measure)
        wide = max(measure, min(width - left - 1, measure + WIDER))
        layout = self._lines(session.text, measure, wide, head, setting)
        self._keep_shifts(layout)
        beside = min(WIDEST_MARGIN, width - left - measure - BESIDE - 1)
        painter = PagePainter(
            text=session.text,
            layout=layout,
            placed=self.placed,
            skin=self.skin,
            head=(*head.before, *head.after),
            colors=self.theme_colors,
            unsaved=self.unsaved,
            left=left,
            margin=Marginalia(session.text, layout, self.placed, beside) if has_margin else None,
            shifts=self._shifts,
            quiet=frozenset(session.promotional),
        )
        self._page = Page(layout, painter, Ruler(layout, self.size.height))
        self._fill_ruler()
        self.virtual_size = Size(width + 1, layout.height)
        if anchor is not None:
            self._return_to(anchor)
        return self._page

    def head(self, session: Session, measure: int) -> Head:
        """What stands above the text: what is known of the article."""
        return build(session.listing.article, session.text, measure)

    def _lines(self, text: Text, measure: int, wide: int, head: Head, setting: Typesetting) -> Layout:
        """The lines, those there are if they are the same."""
        before, after = len(head.before), len(head.after)
        old = self._page.layout if self._page else None
        folds = self.folded()
        if old is not None and old.text is text and old.made == (measure, wide, before, after, setting, folds):
            return old
        return Layout(text, measure, wide, before=before, after=after, setting=setting, folds=folds)

    def folded(self) -> tuple[tuple[int, int], ...]:
        """The first and the last block of each run that is one row."""
        return ()

    def _keep_shifts(self, layout: Layout) -> None:
        """Let no table be scrolled further than it is wide."""
        for index, shift in tuple(self._shifts.items()):
            self._shifts[index] = min(shift, layout.tables[index].hidden)

    def _find_anchor(self) -> _Anchor | None:
        """What is at the top; None at the start."""
        page, top = self._page, self.top
        if page is None or not top:
            return None
        layout, anchor = page.layout, self._anchor
        if anchor is not None and top == min(anchor.top, max(0, layout.height - self.size.height)):
            return anchor  # where the end of the text is in view, a taller pane shows more above
        row = min(top, layout.height - 1)
        while layout.is_bare(row) and row + 1 < layout.height:
            row += 1
        return _Anchor(top, layout.fragments(row)[0].start, row - top)

    def _return_to(self, anchor: _Anchor) -> None:
        page = self._page
        if page is None:
            return
        first = row = page.layout.row_of(anchor.offset)
        while first - 1 >= 0 and row - first < anchor.above and page.layout.is_bare(first - 1):
            first -= 1
        self._scroll(first)
        self._anchor = anchor._replace(top=self.top)

    def _fill_ruler(self) -> None:
        if self._page is None or self.placed is None:
            return
        self._page.ruler.fill(self.placed.by_id.values(), self.theme_colors)
        self._page.ruler.find(self.matches)

    @property
    def is_laid_out(self) -> bool:
        """Are the lines made for the size that the pane has?"""
        page, size = self._page, self.size
        return page is not None and page.ruler.height == size.height and self.virtual_size.width == size.width

    def on_resize(self, _event: events.Resize) -> None:
        """Make the lines anew."""
        opening = self._page is None and self.session is not None
        page = self._page if self.is_laid_out else self._lay_out()
        if opening and page is not None and self.session is not None and self.session.caret:
            self._scroll(page.layout.row_of(self.session.caret))
        self._show_caret_again()
        self.refresh()
        self.post_message(self.LaidOut())

    def _show_caret_again(self) -> None:
        """See that the caret is on the screen after the lines were made anew, and remember what was at the top."""
        anchor = self._anchor
        if self.caret_shown and self.session is not None:
            self.reveal(self.session.caret)
            if anchor is not None:
                self._anchor = anchor._replace(top=self.top)

    def set_type(self, typesetting: Typesetting) -> None:
        """Set the text in another way; what is at the top stays there."""
        if typesetting != self.typesetting:
            self.typesetting = typesetting
            self._lay_out()
            self._show_caret_again()
            self.forget()

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
            # The first line is seen with the headline above it, where there is room for both.
            self._scroll(row - around if row > page.layout.tops[0] or row >= height else 0)
        elif row >= self.top + height - around:
            self._scroll(row - height + 1 + around)

    def show_marginalia(self, *, shown: bool) -> None:
        """Let themes and notes stand beside the text, or the text alone in the middle."""
        if shown != self.marginalia:
            self.marginalia = shown
            self._lay_out()
            self.forget()

    def first_shown(self) -> int:
        """Where the text of the first visible row begins."""
        page = self._page
        return page.layout.starts[max(0, min(self.top, page.layout.height - 1))] if page else 0

    def last_shown(self) -> int:
        """Where the text of the last visible row ends."""
        page = self._page
        if page is None:
            return 0
        return page.layout.ends[max(0, min(self.top + self.size.height, page.layout.height) - 1)]

    def offset_at(self, x: int, y: int) -> int:
        """The code point under cell (x, y) of the pane."""
        page = self._page
        return page.layout.offset(x - page.painter.left, self.top + y) if page else 0

    def cell_of(self, offset: int) -> tuple[int, int] | None:
        """The cell (x, y) of the pane that shows the code point at `offset`; None where it is out of sight."""
        page = self._page
        if page is None:
            return None
        x, row = page.layout.place(offset)
        x, y = x + page.painter.left, row - self.top
        return (x, y) if 0 <= y < self.size.height and x < self.size.width - 1 else None
