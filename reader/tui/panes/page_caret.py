"""The caret on a page: where it goes, what is selected, and what that repaints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.model.span import Span
from reader.text.cells import previous_cluster
from reader.tui.panes.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model.annotation import Highlight
    from reader.session import Session


class Sight(NamedTuple):
    """What one sees of a page, to come back to."""

    caret: int
    anchor: int | None
    """The selection's other end; None while nothing is selected."""

    caret_shown: bool
    top: int
    """The first row."""


class PageCaret(PageView):
    """A page with a caret that moves and selects."""

    before_jump: Callable[[], None] = staticmethod(lambda: None)
    """Called before the caret goes where one may want to come back from."""

    def take(self, session: Session, *, keep_goal: bool = False, reveal: bool = True, opens: bool = True) -> None:
        """Show a session whose caret or selection moved: only the rows that differ are repainted.

        `opens`: where the caret goes into lines that are folded, they are opened.
        """
        old, shown = self.session, self.caret_shown
        if old is None:
            return
        if not keep_goal:
            self._goal = None
        self.session, self.caret_shown = session, True
        fold = self.fold_at(session.caret) if opens and session.caret != old.caret else None
        if fold is not None:
            self.unfold(fold)
        was = self.focused_highlight
        self._focus_highlight()
        if was is not self.focused_highlight:
            self._repaint_highlights(was, self.focused_highlight)
        self.repaint(Span(session.caret, session.caret), Span(old.caret, old.caret) if shown else None)
        if old.selection != session.selection:
            self._repaint_difference(old.selection, session.selection)
        if reveal:
            self.reveal(session.caret)
        self.moved()

    def _repaint_highlights(self, *highlights: Highlight | None) -> None:
        """Repaint highlights, and what stands beside them."""
        for highlight in highlights:
            if highlight is not None:
                self.repaint(highlight.span)
                rows = self.label_rows(highlight)
                self.refresh_rows(rows.start - self.top, rows.stop - 1 - self.top)

    def _repaint_difference(self, old: Span | None, new: Span | None) -> None:
        if old is None or new is None:
            self.repaint(old, new)
            return
        for one, other in ((old.start, new.start), (old.end, new.end)):
            if one != other:
                self.repaint(Span(min(one, other), max(one, other)))

    def hide_caret(self) -> None:
        """Back to reading: no caret, no selection."""
        session = self.session
        if session is None:
            return
        was = self.focused_highlight
        self.session = session.selecting(None)
        self.caret_shown, self.focused_highlight = False, None
        self.repaint(Span(session.caret, session.caret), session.selection)
        self._repaint_highlights(was)
        self.moved()

    @property
    def sight(self) -> Sight:
        """What one sees now."""
        session = self.session
        return Sight(session.caret, session.anchor, self.caret_shown, self.top) if session else Sight(0, None, False, 0)

    def return_to(self, sight: Sight) -> None:
        """Show exactly what one saw."""
        if self.session is None:
            return
        anchor = None if sight.anchor is None else min(sight.anchor, len(self.session.text.plain))
        self.take(replace(self.session.moved(sight.caret), anchor=anchor), reveal=False)
        if not sight.caret_shown:
            self.hide_caret()
        self._scroll(sight.top)

    def moved(self) -> None:
        """Called when caret, selection or view moved; a subclass tells others at once, so that all is one frame."""

    def is_in_view(self, offset: int) -> bool:
        """Is the row that holds `offset` on the screen?"""
        page = self._page
        return page is not None and self.top <= page.layout.row_of(offset) < self.top + self.size.height

    def vertical(self, rows: int) -> int:
        """The offset `rows` rows of text below the caret, in the same column."""
        page, session = self._page, self.session
        if page is None or session is None:
            return 0
        layout = page.layout
        x, row = layout.place(session.caret)
        self._goal = x if self._goal is None else self._goal
        step = 1 if rows > 0 else -1
        target = max(0, min(row + rows, layout.height - 1))
        while layout.is_bare(target) and 0 <= target + step < layout.height:
            target += step
        while layout.is_bare(target) and 0 <= target - step < layout.height:
            target -= step
        return layout.offset(self._goal, target)

    def scroll_rows(self, rows: int) -> None:
        """Scroll; a caret that is shown keeps its place on the screen, a hidden one goes with the first row."""
        page, session = self._page, self.session
        if page is None or session is None:
            return
        layout, height = page.layout, self.size.height
        target = max(0, min(self.top + rows, max(0, layout.height - height)))
        by = target - self.top
        if self.caret_shown:
            offset = self.vertical(by or rows)
            self.scroll_to(y=target, animate=False)
            self.take(session.moved(offset), keep_goal=True, opens=False)
            return
        self.scroll_to(y=target, animate=False)
        self.session = session.moved(self._first_offset(target) if target else 0)
        self.moved()

    def _first_offset(self, row: int) -> int:
        """Where the text begins on `row` or below it."""
        page = self._page
        if page is None:
            return 0
        layout = page.layout
        while layout.is_bare(row) and row + 1 < layout.height:
            row += 1
        return layout.starts[row]

    def line_edge(self, *, end: bool) -> int:
        """The first or the last character of the caret's line; in a table, of its cell there."""
        page, session = self._page, self.session
        if page is None or session is None:
            return 0
        start, stop = self._line(session.caret)
        return max(start, previous_cluster(session.text.plain, stop)) if end else start

    def line_span(self) -> Span:
        """The caret's line."""
        session = self.session
        return Span(*self._line(session.caret)) if session is not None and self._page is not None else Span(0, 0)

    def _line(self, offset: int) -> tuple[int, int]:
        """Where the line at `offset` begins and ends; in a table, what of its cell is on it."""
        page = self._page
        if page is None:
            return 0, 0
        layout = page.layout
        pieces = layout.fragments(layout.row_of(offset))
        if layout.text.block_at(offset) not in layout.tables:
            return pieces[0].start, pieces[-1].end
        piece = next((piece for piece in reversed(pieces) if piece.start <= offset), pieces[0])
        return piece.start, piece.end
