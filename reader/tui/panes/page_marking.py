"""Marking on a page: operators, the selection, and what is done to the highlight under the caret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.model.span import Span
from reader.text import motions
from reader.text.cells import next_cluster
from reader.tui.panes.page_moving import PageMoving
from reader.tui.panes.reading_keys import Pending

if TYPE_CHECKING:
    from reader.keymap import Keymap
    from reader.model.annotation import Highlight
    from reader.text.document import Text


class PageMarking(PageMoving):
    """A page whose passages are marked by keys."""

    @dataclass
    class MarkRequested(Message, namespace="reader_pane"):
        """A passage is to be highlighted."""

        text: Text
        """Of which `span` is a part: another one may be open when this comes."""

        span: Span
        ask: bool = False
        """Are its themes asked for?"""

        again: bool = False
        """Does it get the last themes at once?"""

        with_note: bool = False
        """Is its note written at once?"""

    @dataclass
    class CopyRequested(Message, namespace="reader_pane"):
        """A passage is to be copied."""

        text: Text
        span: Span
        as_quotation: bool

    @dataclass
    class FavouriteRequested(Message, namespace="reader_pane"):
        """The n-th favourite theme is to be given to a highlight, or to a passage that becomes one."""

        number: int
        highlight: Highlight | None
        text: Text
        span: Span

    @dataclass
    class ThemesRequested(Message, namespace="reader_pane"):
        """A highlight's themes are to be chosen."""

        highlight: Highlight

    @dataclass
    class ColorRequested(Message, namespace="reader_pane"):
        """A highlight's colour is to be chosen."""

        highlight: Highlight

    @dataclass
    class NoteRequested(Message, namespace="reader_pane"):
        """A highlight's note is to be written."""

        highlight: Highlight
        in_editor: bool = False

    @dataclass
    class DecisionRequested(Message, namespace="reader_pane"):
        """It is to be decided between two wordings of a note."""

        highlight: Highlight | None
        """None: of whichever note has two."""

    @dataclass
    class DeleteRequested(Message, namespace="reader_pane"):
        """A highlight is to be deleted."""

        highlight: Highlight

    class SourceRequested(Message, namespace="reader_pane"):
        """The article's source is to be opened in the browser."""

    def __init__(self, keymap: Keymap, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.pending = Pending(keymap)

    # ---- objects and motions

    def _object(self, name: str, count: int) -> Span | None:
        """The span of `count` objects from the caret on."""
        session = self._session()
        if name == "line":
            return self.line_span()
        span = motions.object_at(session.text, session.caret, name)
        for _ in range(count - 1):
            if span is None:
                break
            plain = session.text.plain
            following = next((at for at in range(span.end, len(plain)) if not plain[at].isspace()), None)
            further = None if following is None else motions.object_at(session.text, following, name)
            if further is None or further.end <= span.end:
                break
            span = Span(span.start, further.end)
        return span

    def _way(self, motion: str, count: int) -> Span | None:
        session = self._session()
        low, high = sorted((session.caret, self._destination(motion, count)))
        if motion in ("word_end", "line_end", "text_end") and high < len(session.text.plain):
            high = next_cluster(session.text.plain, high)
        plain = session.text.plain
        while high > low and plain[high - 1].isspace():
            high -= 1
        return Span(low, high)

    def _over(self, operator: str, span: Span | None, complaint: str) -> None:
        if not span:
            self.post_message(self.Refused(complaint))
        elif not operator:
            self.take(self._session().selecting(span))
        else:
            self._operate(operator, span)

    def _operate(self, operator: str, span: Span) -> None:
        session = self._session()
        span = span.trimmed(session.text.plain)
        if session.anchor is not None:
            self.take(session.selecting(None))
        if not span:
            self.post_message(self.Refused("there are no words here"))
        elif operator in ("mark", "mark_again"):
            self.post_message(
                self.MarkRequested(session.text, span, ask=operator == "mark", again=operator == "mark_again")
            )
        else:
            self.post_message(self.CopyRequested(session.text, span, as_quotation=operator == "quote"))

    # ---- actions: selecting and marking

    def action_operator(self, name: str) -> None:
        """Begin an operator, or apply it to the selection."""
        session = self._session()
        if session.selection:
            self._operate(name, session.selection)
            return
        self.pending.begin(name)
        self.take(session)

    def action_copy_selection(self) -> None:
        """Copy what is selected."""
        if self._session().selection:
            self.action_operator("copy")
        else:
            self.post_message(self.Refused("nothing is selected; yy copies the sentence, q goes back"))

    def action_select(self, by_sentence: bool) -> None:  # noqa: FBT001 - from the key table
        """Begin to select, or stop."""
        session = self._session()
        if session.anchor is not None and self.by_sentence == by_sentence:
            self.take(session.selecting(None))
            return
        self.by_sentence = by_sentence
        started = session if session.anchor is not None else session.anchored()
        self.take(self._whole_sentences(started) if by_sentence else started)

    def action_extend(self, motion: str) -> None:
        """Select further."""
        session = self._session()
        self.by_sentence = False
        self.take((session if session.anchor is not None else session.anchored()).moved(self._destination(motion)))

    def action_swap_ends(self) -> None:
        """To the selection's other end; without a selection, open the source."""
        session = self._session()
        if session.anchor is None:
            self.post_message(self.SourceRequested())
        else:
            self.take(session.swapped())

    def _under_caret(self) -> Highlight | None:
        """The highlight that keys are about; None where there is none."""
        return self.focused_highlight or (self.placed.at(self._session().caret) if self.placed else None)

    def _highlight_here(self) -> Highlight | None:
        found = self._under_caret()
        if found is None:
            self.post_message(self.Refused("no highlight under the caret; ]h goes to the next, mm makes one"))
        return found

    def action_themes(self) -> None:
        """Choose the highlight's themes; of a selection: mark it."""
        if self._session().selection:
            self.action_operator("mark")
        elif highlight := self._highlight_here():
            self.post_message(self.ThemesRequested(highlight))

    def action_color(self) -> None:
        """Choose the highlight's colour."""
        if highlight := self._highlight_here():
            self.post_message(self.ColorRequested(highlight))

    def action_note(self) -> None:
        """Write the highlight's note; a selection is marked."""
        if self._session().selection:
            self.action_operator("mark")
        elif highlight := self._highlight_here():
            self.post_message(self.NoteRequested(highlight))

    def action_note_in_editor(self) -> None:
        """Write the highlight's note in the person's own editor."""
        if highlight := self._highlight_here():
            self.post_message(self.NoteRequested(highlight, in_editor=True))

    def action_note_selection(self) -> None:
        """Highlight the selection and write its note."""
        if span := self._taken_selection():
            self.post_message(self.MarkRequested(self._session().text, span, with_note=True))

    def action_mark_plainly(self) -> None:
        """Highlight the selection, without themes and without a question."""
        if span := self._taken_selection():
            self.post_message(self.MarkRequested(self._session().text, span))

    def _taken_selection(self) -> Span | None:
        """What is selected, without white space at its ends, and selected no longer; None where there are no words."""
        session = self._session()
        selection = session.selection
        if not selection:
            return None
        self.take(session.selecting(None))
        span = selection.trimmed(session.text.plain)
        if not span:
            self.post_message(self.Refused("there are no words here"))
        return span or None

    def action_copy_highlight(self) -> None:
        """Copy the highlight's words."""
        highlight = self._highlight_here()
        if highlight is not None and highlight.span is not None:
            self.post_message(self.CopyRequested(self._session().text, highlight.span, as_quotation=False))

    def action_decide(self) -> None:
        """Decide between the two wordings of the highlight's note, or of the first note that has two."""
        self.post_message(self.DecisionRequested(self._under_caret()))

    def action_delete(self) -> None:
        """Delete the highlight; one that nothing showed to be meant is shown first."""
        if not self.caret_shown:
            self.take(self._session())
            if self.focused_highlight is not None:
                self.post_message(self.Refused("this highlight: d again deletes it"))
                return
        if highlight := self._highlight_here():
            self.post_message(self.DeleteRequested(highlight))

    def action_favourite(self, number: int) -> None:
        """Give a favourite theme to the selection, the highlight under the caret, or the sentence."""
        session = self._session()
        if session.selection:
            if span := self._taken_selection():
                self.post_message(self.FavouriteRequested(number, None, session.text, span))
            return
        highlight = self._under_caret()
        span = motions.object_at(session.text, session.caret, "sentence")
        if highlight is not None or span:
            self.post_message(self.FavouriteRequested(number, highlight, session.text, span or Span(0, 0)))
