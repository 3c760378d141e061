"""The reading pane: keys and mouse on a page, and the messages that ask for what is not its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.keymap import Keymap, Place
from reader.model.span import Span
from reader.text import motions
from reader.text.cells import next_cluster, previous_cluster
from reader.tui.bindings import bindings, key_name
from reader.tui.panes.page_mouse import PageMouse
from reader.tui.panes.reading_keys import OverMotion, OverObject, Pending, Run, Unknown, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from reader.model.annotation import Highlight
    from reader.session import Session


TO_THE_NEXT = frozenset({"word_next", "sentence_next", "paragraph_next", "heading_next"})
"""Motions that end on the first character of something; a selection stops before it."""


class ReaderPane(PageMouse):
    """One article, and everything that can be done to it by hand."""

    PLACES = (Place.MARKING, Place.MOVING)
    BINDINGS = bindings(Place.MARKING, Place.MOVING)

    @dataclass
    class MarkRequested(Message):
        """A passage is to be highlighted."""

        span: Span
        ask: bool = False
        """Are its themes asked for?"""

        again: bool = False
        """Does it get the last themes at once?"""

        with_note: bool = False
        """Is its note written at once?"""

    @dataclass
    class CopyRequested(Message):
        """A passage is to be copied."""

        span: Span
        as_quotation: bool

    @dataclass
    class FavouriteRequested(Message):
        """The n-th favourite theme is to be given to a highlight, or to a passage that becomes one."""

        number: int
        highlight: Highlight | None
        span: Span

    @dataclass
    class ThemesRequested(Message):
        """A highlight's themes are to be chosen."""

        highlight: Highlight

    @dataclass
    class NoteRequested(Message):
        """A highlight's note is to be written."""

        highlight: Highlight
        in_editor: bool = False

    @dataclass
    class DeleteRequested(Message):
        """A highlight is to be deleted."""

        highlight: Highlight

    @dataclass
    class NeighbourRequested(Message):
        """Another article of the list is to be opened."""

        step: int

    class SourceRequested(Message):
        """The article's source is to be opened in the browser."""

    @dataclass
    class Refused(Message):
        """A key could not do what it is for; `reason` says why."""

        reason: str

    def __init__(self, keymap: Keymap, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.can_focus = False
        self.pending = Pending(keymap)
        self.by_sentence = False
        """Does the selection take whole sentences?"""
        self.watch_place: Callable[[], None] = lambda: None
        """Called at once, not by a message, so that the status line is painted in the same frame."""

    def moved(self) -> None:
        """Tell the screen."""
        self.watch_place()

    def open(self, session: Session | None) -> None:
        """Show a session; what was being typed is forgotten."""
        self.pending.clear()
        self.by_sentence = False
        self.can_focus = session is not None
        super().open(session)

    # ---- keys of more than one press

    def on_key(self, event: events.Key) -> None:
        """Take the keys that belong to something longer; the rest are bindings."""
        if self.session is None:
            return
        if event.key == "escape":
            if self.pending.is_empty:
                return
            self.pending.clear()
        else:
            outcome = self.pending.feed(key_name(event), selecting=self.session.anchor is not None)
            if outcome is None:
                return
            self._follow(outcome)
        event.stop()
        event.prevent_default()
        self.moved()

    def _follow(self, outcome: Run | OverObject | OverMotion | Unknown | Waiting) -> None:
        match outcome:
            case Run(action):
                self.call_later(self.run_action, action)
            case OverObject(operator, name, count):
                self._over(operator, self._object(name, count), f"there is no {name.replace('_', ' ')} here")
            case OverMotion(operator, motion, count):
                self._over(operator, self._way(motion, count), "it does not move")
            case Unknown(keys):
                self.post_message(self.Refused(f"{keys}: no such passage; w s p q l, or a motion"))

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
        span = _trimmed(span, session.text.plain)
        if session.anchor is not None:
            self.take(session.selecting(None))
        if not span:
            self.post_message(self.Refused("there are no words here"))
        elif operator in ("mark", "mark_again"):
            self.post_message(self.MarkRequested(span, ask=operator == "mark", again=operator == "mark_again"))
        else:
            self.post_message(self.CopyRequested(span, as_quotation=operator == "quote"))

    # ---- actions: moving

    def _session(self) -> Session:
        assert self.session is not None  # noqa: S101 - bindings are off while nothing is open
        return self.session

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done to a page while none is open."""
        del action, parameters
        return self.session is not None

    def _destination(self, motion: str, count: int = 1) -> int:
        session = self._session()
        plain, caret = session.text.plain, session.caret
        if motion in ("left", "right"):
            step = next_cluster if motion == "right" else previous_cluster
            for _ in range(count):
                caret = step(plain, caret) if motion == "left" or caret < len(plain) else caret
            return caret
        if motion in ("line_start", "line_end"):
            return self.line_edge(end=motion == "line_end")
        if motion in ("up", "down"):
            return self.vertical(count if motion == "down" else -count)
        if motion.startswith(("highlight_", "note_")):
            return self._neighbouring_highlight(motion)
        return motions.motion(session.text, caret, motion, count)

    def _neighbouring_highlight(self, motion: str) -> int:
        session = self._session()
        kind, _, way = motion.partition("_")
        at = session.caret - (way == "next" and not self.caret_shown)
        found = session.neighbour(at, 1 if way == "next" else -1, noted=kind == "note")
        return session.caret if found is None or found.span is None else found.span.start

    def action_move(self, motion: str) -> None:
        """Move the caret; in a selection of sentences, to a sentence's edge."""
        session, destination = self._session(), self._destination(motion)
        if session.anchor is not None and motion in TO_THE_NEXT:
            destination = self._before_the_next(motion, destination)
        if destination == session.caret and self.caret_shown and not motion.startswith("line_"):
            self._refuse_to_move(motion)
        self._move_to(destination)

    def _before_the_next(self, motion: str, destination: int) -> int:
        """Where a selection that goes on to the next word or sentence ends: on the last character before that."""
        session = self._session()
        plain, caret = session.text.plain, session.caret
        for _ in range(2):
            end = len(plain[caret:destination].rstrip()) + caret
            last = previous_cluster(plain, end) if end > caret else caret
            if last > caret or destination >= len(plain):
                return last
            destination = motions.motion(session.text, destination, motion)
        return destination

    def _refuse_to_move(self, motion: str) -> None:
        name, _, way = motion.partition("_")
        if name in ("quotation", "highlight", "note", "heading"):
            self.post_message(self.Refused(f"no {name} {'further on' if way == 'next' else 'before this'}"))

    def _move_to(self, offset: int, *, keep_goal: bool = False) -> None:
        moved = self._session().moved(offset)
        if self.by_sentence and moved.anchor is not None:
            moved = self._whole_sentences(moved)
        self.take(moved, keep_goal=keep_goal)

    def _whole_sentences(self, session: Session) -> Session:
        low, high = sorted((session.anchor or 0, session.caret))
        first = motions.object_at(session.text, low, "sentence")
        last = motions.object_at(session.text, high, "sentence")
        if first is None or last is None:
            return session
        if session.caret >= (session.anchor or 0):
            return session.selecting(Span(first.start, last.end))
        backwards = session.selecting(Span(first.start, last.end))
        return backwards.swapped()

    def action_line(self, step: int) -> None:
        """A line down or up: the page, or the caret where it is shown."""
        if self.caret_shown:
            self._move_to(self.vertical(step), keep_goal=True)
        else:
            self.scroll_rows(step)

    def action_scroll_page(self, pages: float) -> None:
        """Scroll by pages."""
        rows = self.size.height - 2 if abs(pages) >= 1 else self.size.height // 2
        self.scroll_rows(max(1, rows) * (1 if pages > 0 else -1))

    def action_back_word(self) -> None:
        """The previous word; while no caret is shown, a page up, as pagers do."""
        if self.caret_shown:
            self.action_move("word_back")
        else:
            self.action_scroll_page(-1)

    def action_neighbour(self, step: int) -> None:
        """Ask for another article of the list."""
        self.post_message(self.NeighbourRequested(step))

    def action_match(self, step: int) -> None:
        """Go to another match of the search."""
        if not self.matches:
            self.post_message(self.Refused("nothing was searched for: / searches"))
            return
        caret = self._session().caret
        starts = [start for start, _ in self.matches]
        ahead = [start for start in starts if start > caret] or starts[:1]
        behind = [start for start in starts if start < caret] or starts[-1:]
        self.take(self._session().moved(ahead[0] if step > 0 else behind[-1]))

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

    def _highlight_here(self) -> Highlight | None:
        session = self._session()
        found = self.placed.at(session.caret) if self.placed else None
        if found is None:
            self.post_message(self.Refused("no highlight under the caret; ]h goes to the next, mm makes one"))
        return found

    def action_themes(self) -> None:
        """Choose the highlight's themes; of a selection: mark it."""
        if self._session().selection:
            self.action_operator("mark")
        elif highlight := self._highlight_here():
            self.post_message(self.ThemesRequested(highlight))

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
        session = self._session()
        if selection := session.selection:
            self.take(session.selecting(None))
            self.post_message(self.MarkRequested(_trimmed(selection, session.text.plain), with_note=True))

    def action_mark_plainly(self) -> None:
        """Highlight the selection, without themes and without a question."""
        session = self._session()
        if selection := session.selection:
            self.take(session.selecting(None))
            self.post_message(self.MarkRequested(_trimmed(selection, session.text.plain)))

    def action_copy_highlight(self) -> None:
        """Copy the highlight's words."""
        highlight = self._highlight_here()
        if highlight is not None and highlight.span is not None:
            self.post_message(self.CopyRequested(highlight.span, as_quotation=False))

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
        highlight = self.placed.at(session.caret) if self.placed and not session.selection else None
        span = session.selection or motions.object_at(session.text, session.caret, "sentence")
        if session.selection:
            self.take(session.selecting(None))
        if highlight is not None or span:
            self.post_message(self.FavouriteRequested(number, highlight, span or Span(0, 0)))

    # ---- leaving

    def leave(self) -> bool:
        """Leave the innermost mode; False when there is none left."""
        if not self.pending.is_empty:
            self.pending.clear()
            self.moved()
        elif self.session is not None and self.session.anchor is not None:
            self.take(self.session.selecting(None))
        elif self.matches:
            self.show_matches(())
        elif self.caret_shown:
            self.hide_caret()
        else:
            return False
        return True


def _trimmed(span: Span, plain: str) -> Span:
    """`span` without white space at its ends."""
    words = span.cut(plain)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
