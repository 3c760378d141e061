"""Attaching on a page: what reads otherwise is compared, what was lost is put on the selection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.model.annotation import Status
from reader.tui.panes.page_marking import PageMarking

if TYPE_CHECKING:
    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.text.document import Text


class PageAttaching(PageMarking):
    """A page whose highlights can be put on other words."""

    @dataclass
    class CompareRequested(Message, namespace="reader_pane"):
        """What a highlight was made on and what stands there now are to be compared."""

        highlight: Highlight

    @dataclass
    class AttachRequested(Message, namespace="reader_pane"):
        """A highlight that lost its passage is to be put on another one."""

        text: Text
        span: Span

    def action_attach(self) -> None:
        """Compare the old and the new words of the highlight; attach a lost one to the selection."""
        session = self._session()
        if session.selection:
            if span := self._taken_selection():
                self.post_message(self.AttachRequested(session.text, span))
            return
        if found := self._changed_here():
            self.post_message(self.CompareRequested(found))
        elif any(highlight.status is Status.ORPHANED for highlight in session.highlights):
            self.post_message(self.Refused("select words first: ctrl+a then attaches a lost highlight to them"))
        else:
            self.post_message(self.Refused("here nothing reads otherwise; ]c goes to the next highlight that does"))

    def _changed_here(self) -> Highlight | None:
        """The innermost highlight under the caret that reads otherwise; another one may lie on it."""
        session = self._session()
        block, caret = session.text.block_at(session.caret), session.caret
        live = self.placed.on(block, caret, caret + 1) if self.placed else []
        changed = [highlight for highlight in live if highlight.status is Status.CHANGED]
        under = self._under_caret()
        return under if under in changed else (changed[-1] if changed else None)
