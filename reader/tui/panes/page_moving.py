"""Moving on a page: what each key of moving does."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.model.span import Span
from reader.text import motions
from reader.text.cells import next_cluster, previous_cluster
from reader.tui.panes.page_mouse import PageMouse

if TYPE_CHECKING:
    from reader.session import Session

TO_THE_NEXT = frozenset({"word_next", "sentence_next", "paragraph_next", "heading_next"})
"""Motions that end on the first character of something; a selection stops before it."""


JUMPS = ("text_", "heading_", "quotation_", "highlight_", "note_", "bookmark_")
"""Beginnings of the names of motions that one may want to come back from."""


TO_A_PLACE = tuple(name for name in (*JUMPS, "changed_") if name != "text_")
"""Of motions that go to something, wherever it is; the others go step by step."""


class PageMoving(PageMouse):
    """A page that one moves on by keys."""

    @dataclass
    class NeighbourRequested(Message, namespace="reader_pane"):
        """Another article of the list is to be opened."""

        step: int

    @dataclass
    class Refused(Message, namespace="reader_pane"):
        """A key could not do what it is for; `reason` says why."""

        reason: str

    @dataclass
    class JumpRequested(Message, namespace="reader_pane"):
        """The place that was jumped from is wanted, or with a positive step the one that was gone back from."""

        step: int

    @dataclass
    class Wrapped(Message, namespace="reader_pane"):
        """Going through the matches of a search, an end of the text was passed."""

        step: int

    by_sentence = False
    """Does the selection take whole sentences?"""

    @property
    def stops_before(self) -> bool:
        """Does a motion to the next word stop before it, as a selection does?"""
        return self._session().anchor is not None

    def _session(self) -> Session:
        assert self.session is not None  # noqa: S101 - bindings are off while nothing is open
        return self.session

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
        if motion.startswith(("highlight_", "note_", "bookmark_", "changed_")):
            return self._neighbouring_highlight(motion)
        return motions.motion(session.text, caret, motion, count)

    def _neighbouring_highlight(self, motion: str) -> int:
        session = self._session()
        kind, _, way = motion.partition("_")
        at = session.caret - (way == "next" and not self.caret_shown)
        found = session.neighbour(at, 1 if way == "next" else -1, kind=kind)
        return session.caret if found is None or found.span is None else found.span.start

    def action_move(self, motion: str) -> None:
        """Move the caret; in a selection of sentences, to a sentence's edge."""
        session, destination = self._session(), self._destination(motion)
        if self.stops_before and motion in TO_THE_NEXT:
            destination = self._before_the_next(motion, destination)
        if not motion.startswith(TO_A_PLACE):
            destination = self._over_folds(motion, destination)
        if destination == session.caret and self.caret_shown and not motion.startswith("line_"):
            self._refuse_to_move(motion)
        elif destination != session.caret and motion.startswith(JUMPS):
            self.before_jump()
        self._move_to(destination, opens=motion.startswith(TO_A_PLACE))
        if motion == "text_start":
            self._scroll(0)
            self.reveal(destination)

    def _over_folds(self, motion: str, destination: int) -> int:
        """Where a motion leads that would lead into lines that are folded: on their row, and from there past it."""
        fold, session = self.fold_at(destination), self._session()
        if fold is None:
            return destination
        blocks, caret = session.text.blocks, session.caret
        start = blocks[fold[0]].start
        if self.fold_at(caret) != fold or motion.startswith(("line_", "text_")):
            return start
        if destination > caret:
            return blocks[fold[1] + 1].start if fold[1] + 1 < len(blocks) else caret
        step = motions.MOTIONS.get(motion)
        before = previous_cluster(session.text.plain, start) if step is None else step(session.text, start)
        return self._over_folds(motion, before) if before < start else caret

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
        if name in ("quotation", "highlight", "note", "heading", "bookmark", "changed"):
            name = "changed highlight" if name == "changed" else name
            self.post_message(self.Refused(f"no {name} {'further on' if way == 'next' else 'before this'}"))

    def _move_to(self, offset: int, *, keep_goal: bool = False, opens: bool = False) -> None:
        moved = self._session().moved(offset)
        if self.by_sentence and moved.anchor is not None:
            moved = self._whole_sentences(moved)
        self.take(moved, keep_goal=keep_goal, opens=opens)

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
        session, matches = self._session(), self.matches
        caret = session.caret
        at = bisect_left(matches, (caret, 0))
        is_on_one = at < len(matches) and matches[at][0] == caret
        if not is_on_one:
            self.before_jump()
        at = at + is_on_one if step > 0 else at - 1
        wraps = not 0 <= at < len(matches)
        self.take(session.moved(matches[at % len(matches)][0]))
        if wraps:
            self.post_message(self.Wrapped(step))

    def action_jump(self, step: int) -> None:
        """Back to the place that was jumped from, or on again."""
        self.post_message(self.JumpRequested(step))
