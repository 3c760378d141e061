"""Promotional lines on a page: dimmed, and folded into one row for as long as nobody wants to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text import promotional
from reader.tui.panes.page_laying import PageLaying

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model.annotation import Highlight
    from reader.session import Session

Fold = tuple[int, int]
"""The first and the last block that are one row."""


class PageFolds(PageLaying):
    """A page some of whose lines are folded. What is marked, or gone to, is never out of sight."""

    is_folding = True
    """Are promotional lines folded? If not, they are only dimmed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._opened: set[int] = set()
        """Blocks that are shown all the same."""

    def open(self, session: Session | None) -> None:
        """Show a session, folded as it comes."""
        self._opened = set()
        super().open(session)

    def renew(self, session: Session, offset: Callable[[int], int]) -> None:
        """Show the next version of what is open; where its text is another one, it is folded anew."""
        if self.session is None or self.session.text is not session.text:
            self._opened = set()
        super().renew(session, offset)

    def change(self, session: Session, before: Highlight | None, after: Highlight | None) -> None:
        """Take a session in which one highlight differs; where that is folded, it is opened."""
        super().change(session, before, after)
        if self._page is not None and self._page.layout.folds and self.folded() != self._page.layout.made[-1]:
            self._fold_anew()

    def folded(self) -> tuple[Fold, ...]:
        """The runs of promotional lines that are one row each: those that nobody opened or marked anything in."""
        session, placed = self.session, self.placed
        if session is None or placed is None or not self.is_folding:
            return ()
        found = []
        for run in promotional.runs(session.promotional):
            inside = range(run[0], run[1] + 1)
            if self._is_marked(inside):
                self._opened.update(inside)
            if self._opened.isdisjoint(inside):
                found.append(run)
        return tuple(found)

    def _is_marked(self, blocks: range) -> bool:
        """Does a highlight or a bookmark lie on one of the blocks?"""
        text, placed = self.session.text if self.session else None, self.placed
        if text is None or placed is None:
            return False
        return any(placed.on(index, text.blocks[index].start, text.blocks[index].end) for index in blocks)

    def decide(self, session: Session, *, stays_open: bool) -> None:
        """Take a session in which other lines are promotional; do those that have become so stay open for now?"""
        if self.session is not None and stays_open:
            self._opened |= set(session.promotional).difference(self.session.promotional)
        self.session = session
        self._fold_anew()

    @property
    def can_fold(self) -> bool:
        """Is anything shown that is folded as soon as one asks for it?"""
        found = promotional.runs(self.session.promotional) if self.session is not None else ()
        opened = (range(run[0], run[1] + 1) for run in found if run not in self.folded())
        return any(not self._is_marked(inside) for inside in opened)

    def fold_here(self) -> bool:
        """Fold the promotional lines under the caret again; False where there are none that can be folded."""
        session, here = self.session, self.promotional_here()
        if session is None or len(here) != 1 or not self.is_folding or self.fold_at(session.caret) is not None:
            return False
        run = next(run for run in promotional.runs(session.promotional) if run[0] <= here[0] <= run[1])
        if self._is_marked(range(run[0], run[1] + 1)):
            return False
        self._opened.difference_update(range(run[0], run[1] + 1))
        self._fold_anew()
        return True

    def fold(self, *, folding: bool) -> None:
        """Fold promotional lines, all of them, or show them dimmed."""
        self.is_folding = folding
        self._opened = set()
        self._fold_anew()

    def unfold(self, fold: Fold) -> None:
        """Show the lines of one row."""
        self._opened.update(range(fold[0], fold[1] + 1))
        self._fold_anew()

    def _fold_anew(self) -> None:
        """Make the lines anew; what is at the top stays there."""
        self._lay_out()
        self._show_caret_again()
        self.forget()

    # ---- places

    def fold_at(self, offset: int) -> Fold | None:
        """The fold that hides `offset`; None where it is to be seen."""
        layout = self._page.layout if self._page else None
        return layout.folds.get(layout.row_of(offset)) if layout is not None and layout.folds else None

    def fold_in_view(self) -> Fold | None:
        """The first fold on the screen."""
        page = self._page
        rows = page.layout.folds if page is not None else {}
        return next((fold for row, fold in sorted(rows.items()) if self.top <= row < self.top + self.size.height), None)

    def promotional_here(self) -> tuple[int, ...]:
        """The promotional lines that the caret is on: those of a fold, or one."""
        session = self.session
        if session is None or not self.caret_shown or not session.promotional:
            return ()
        fold = self.fold_at(session.caret)
        if fold is not None:
            return tuple(range(fold[0], fold[1] + 1))
        index = session.text.block_at(session.caret)
        return (index,) if index in session.promotional else ()
