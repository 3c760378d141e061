"""Saying that a line is promotional after all, or is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.promotional import KINDS, PROMOTIONAL, TEXT
from reader.tui.panes.page_links import PageLinks

if TYPE_CHECKING:
    from reader.text.document import Text


class PagePromotional(PageLinks):
    """A page on which one says what belongs to the text."""

    @dataclass
    class LinesDecided(Message, namespace="reader_pane"):
        """Some blocks are promotional lines, or belong to the text."""

        text: Text
        blocks: tuple[int, ...]
        said: str
        """`TEXT` or `PROMOTIONAL`."""

    def action_promotional(self) -> None:
        """The promotional lines under the caret belong to the text; any other line does not."""
        session = self._session()
        if session.selection is None and not self.caret_shown:
            self._point_at_one()
            return
        blocks = self._meant()
        if not blocks:
            self.post_message(self.Refused("code, tables and the headline always belong to the text"))
            return
        are_known = all(index in session.promotional for index in blocks)
        if session.selection is not None:
            self.take(session.selecting(None))
        self.post_message(self.LinesDecided(session.text, blocks, TEXT if are_known else PROMOTIONAL))

    def _meant(self) -> tuple[int, ...]:
        """The blocks that are selected, else those of the fold under the caret, else the one under it."""
        session = self._session()
        text, selection = session.text, session.selection
        if selection is None and (here := self.promotional_here()):
            return here
        first, last = (selection.start, selection.end - 1) if selection else (session.caret, session.caret)
        inside = range(text.block_at(first), text.block_at(max(first, last)) + 1)
        return tuple(index for index in inside if index in session.promotional or _may_be(text, index))

    def _point_at_one(self) -> None:
        """While no caret is shown, show which lines would be meant."""
        session, fold = self._session(), self.fold_in_view()
        start, end = self.first_shown(), self.last_shown()
        blocks = session.text.blocks
        shown = next((index for index in session.promotional if start <= blocks[index].start <= end), None)
        index = fold[0] if fold is not None else shown
        if index is None:
            self.take(session.moved(start))
            self.post_message(self.Refused("this line? x again: it is promotional"))
            return
        self.take(session.moved(blocks[index].start), opens=False)
        self.post_message(self.Refused("x again: this belongs to the text" + (", enter shows it" if fold else "")))

    def action_enter(self) -> None:
        """Open the fold under the caret, or fold its lines again; while no caret is shown, open the first in sight.

        Else as before.
        """
        session = self._session()
        fold = self.fold_at(session.caret) if self.caret_shown else self.fold_in_view()
        is_free = self.caret_shown or self.placed is None or self.placed.at(session.caret) is None
        if fold is not None and is_free and session.selection is None:
            self.unfold(fold)
            self.moved()
        elif session.selection is None and not self.address_here and self.fold_here():
            self.moved()
        else:
            super().action_enter()


def _may_be(text: Text, index: int) -> bool:
    block = text.blocks[index]
    is_headline = index == 0 and block.kind in ("h1", "h2")
    return block.kind in KINDS and not is_headline and bool(text.plain[block.start : block.end].strip())
