"""An article on a page: painted row by row, with caret, selection and highlights. It knows no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import fit, pad
from reader.tui.lines import CACHED
from reader.tui.painting.page import Overlay
from reader.tui.painting.ruler import FOUND, THUMB, TRACK, Mark
from reader.tui.panes.page_tables import PageTables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.timer import Timer

    from reader.model.annotation import Highlight
    from reader.text.search import Matches
    from reader.tui.painting.rows import Row
    from reader.tui.panes.page_laying import Page

EMPTY = ("enter opens an article", "/     filters the list", "?     shows every key", "q     quits")
"""What an empty page teaches."""

AHEAD = 0.03
"""Seconds after a scroll until what may come next is painted; a held key repeats sooner."""


class PageView(PageTables, can_focus=True):
    """The page of one session."""

    _ahead: Timer | None = None
    _last_top, _step = 0, 0
    """The first row shown, and by how many rows it was scrolled last."""

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        if self._page is not None:
            self._page.painter.skin = self.skin

    def _overlay(self) -> Overlay:
        session = self.session
        if session is None:
            return Overlay()
        return Overlay(
            caret=session.caret if self.caret_shown else -1,
            selection=session.selection,
            matches=self.matches,
            focus=self.focused_highlight.id if self.focused_highlight else "",
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """Screen rows of `crop`; a new width is laid out first, so that the first frame is right."""
        page = self._page
        if page is not None and not self.is_laid_out:
            self._lay_out()
        self._column = self._page.ruler.marks(self.top) if self._page else [TRACK] * self.size.height
        if self.top != self._last_top:
            self._step, self._last_top = self.top - self._last_top, self.top
            if self._ahead is not None:
                self._ahead.stop()
            self._ahead = self.set_timer(AHEAD, self._paint_ahead)
        return super().render_lines(crop)

    def _paint_ahead(self) -> None:
        """Make the rows that are seen when the page is scrolled once more as it was last, while nobody types."""
        self._ahead, page, width = None, self._page, self.size.width
        if page is None:
            return
        top = max(0, min(self.top + self._step, page.layout.height - self.size.height))
        for row, mark in enumerate(page.ruler.marks(top), top):
            if not self._is_special(row):
                self._kept(page, row, mark, width - 1)

    def _row(self, y: int) -> Row:
        page, width = self._page, self.size.width
        if page is None:
            return self.inks.row(self.empty(y, width), width)
        row = self.top + y
        mark = self._column[y] if y < len(self._column) else TRACK
        if self._is_special(row):
            return self._with_mark(self._paint(row, width - 1, self._overlay()), mark)
        return self._kept(page, row, mark, width - 1)

    def _kept(self, page: Page, row: int, mark: Mark, width: int) -> Row:
        base = page.rows.get(row)
        if base is None:
            if len(page.rows) > CACHED:
                page.rows.clear()
                page.whole.clear()
            base = page.rows[row] = self._paint(row, width, Overlay(matches=self.matches))
        known, whole = page.whole.get((row, mark), (None, base))
        if known is not base:
            whole = self._with_mark(base, mark)
            page.whole[row, mark] = base, whole
        return whole

    def _with_mark(self, row: Row, mark: Mark) -> Row:
        return self.inks.append(row, mark.glyph, self._mark_style(mark), 1)

    def _paint(self, row: int, width: int, overlay: Overlay) -> Row:
        page = self._page
        if page is None or row >= page.layout.height:
            return self.inks.row([(" " * width, self.skin.blank)], width)
        return self.inks.row(page.painter.row(row, width, overlay), width)

    def _is_special(self, row: int) -> bool:
        """Does the caret, the selection or the highlight under the caret touch `row`?"""
        session, page = self.session, self._page
        if session is None or page is None or row >= page.layout.height:
            return False
        start, end = page.layout.starts[row], page.layout.ends[row]
        if self.caret_shown and start <= session.caret <= end + 1:
            return True
        if row in self.label_rows(self.focused_highlight):
            return True
        spans = (session.selection, self.focused_highlight.span if self.focused_highlight else None)
        return any(span is not None and span.start <= end and span.end > start for span in spans)

    def label_rows(self, highlight: Highlight | None) -> range:
        """The rows of the layout beside which a highlight's themes and note stand."""
        margin = self._page.painter.margin if self._page else None
        return margin.rows_of(highlight) if margin is not None and highlight is not None else range(0)

    def _mark_style(self, mark: Mark) -> Style:
        if mark is THUMB:
            return self.skin.thumb
        if mark in FOUND.values():
            return self.skin.found
        return self.skin.bars.get(mark.color, self.skin.track)

    def empty(self, y: int, width: int) -> Iterable[tuple[str, Style]]:
        """What row `y` shows while nothing is open."""
        lines = EMPTY if self.size.height >= len(EMPTY) else ()
        at = y - max(0, (self.size.height - len(lines)) // 3)
        line = fit(lines[at], width) if 0 <= at < len(lines) else ""
        left = max(0, (width - max(map(len, EMPTY))) // 2)
        return [(pad(" " * left + line, width), self.skin.faint)]

    def show_matches(self, matches: Matches) -> None:
        """Paint other matches of a search."""
        self.matches = matches
        if self._page is not None:
            self._page.ruler.find(matches)
        self.forget()
