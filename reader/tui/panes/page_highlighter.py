"""A mode in which whatever is selected is highlighted at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.tui.panes.page_ends import PageEnds
from reader.tui.panes.page_mouse import UNITS

if TYPE_CHECKING:
    from textual import events

    from reader.model.span import Span
    from reader.text.document import Text


class PageHighlighter(PageEnds):
    """A page with a highlighter in the hand."""

    @dataclass
    class StrokeRequested(Message, namespace="reader_pane"):
        """A passage is to be highlighted with the highlighter's themes."""

        text: Text
        """Of which `span` is a part: another one may be open when this comes."""

        span: Span
        grows: bool = False
        """Does it take the place of the stroke before it, as a sentence that of the word clicked in it?"""

    class HighlighterRequested(Message, namespace="reader_pane"):
        """The highlighter is wanted, or wanted no longer."""

    highlighter: tuple[str, ...] | None = None
    """The themes that it gives; None while there is none in the hand."""

    _has_clicked_word = False
    """Was the last stroke a word that was clicked twice?"""

    _has_struck = False
    """Did what the button was held for highlight something?"""

    def action_highlighter(self) -> None:
        """Take the highlighter, or put it away."""
        self.post_message(self.HighlighterRequested())

    def put_highlighter_away(self) -> bool:
        """Leave the mode; False where there is none."""
        had, self.highlighter = self.highlighter is not None, None
        if had:
            self.moved()
        return had

    # ---- what ends a selection highlights it

    def _stroke(self, span: Span | None, *, grows: bool = False) -> None:
        session = self._session()
        span = span.trimmed(session.text.plain) if span else None
        self.take(session.selecting(None), reveal=False)
        if span:
            self.post_message(self.StrokeRequested(session.text, span, grows=grows))
        else:
            self.post_message(self.Refused("there are no words here"))

    def _operate(self, operator: str, span: Span) -> None:
        """`m` takes the highlighter's themes and asks for none."""
        if self.highlighter is not None and operator == "mark":
            self._stroke(span)
        else:
            super()._operate(operator, span)

    def _over(self, operator: str, span: Span | None, complaint: str) -> None:
        """An object that is selected is highlighted."""
        super()._over(operator, span, complaint)
        if self.highlighter is not None and span and not operator:
            self._stroke(self._session().selection)

    def action_select(self, by_sentence: bool) -> None:  # noqa: FBT001 - from the key table
        """Begin to select; what was selected is highlighted, and so is the whole sentence."""
        session = self._session()
        if self.highlighter is None or (session.anchor is None and not by_sentence):
            super().action_select(by_sentence)
            return
        if by_sentence and (session.anchor is None or not self.by_sentence):
            super().action_select(by_sentence)
        self._stroke(self._session().selection)

    def _point(self, x: int, y: int) -> None:
        """What the mouse selected is highlighted instead of offered to be."""
        selection = self._session().selection
        if self.highlighter is None:
            super()._point(x, y)
        elif selection is not None:
            grows = self._has_clicked_word and UNITS[self._clicks - 1] == "sentence"
            self._has_clicked_word = UNITS[self._clicks - 1] == "word"
            self._has_struck = True
            self._stroke(selection, grows=grows)
        elif not self._has_struck:
            super()._point(x, y)

    def on_mouse_down(self, _event: events.MouseDown) -> None:
        """Another click begins."""
        self._has_struck = False
