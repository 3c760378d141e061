"""A mode in which motions move the start or the end of a highlight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.keymap import READING
from reader.model.span import Span
from reader.text import motions
from reader.text.cells import fit, next_cluster, previous_cluster
from reader.tui.panes.page_promotional import PagePromotional

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from reader.keymap import Keymap
    from reader.model.annotation import Highlight
    from reader.session import Session

STAYING = ("move(", "line(", "scroll_page(", "match(", "back_word", "end(", "swap_ends", "enter")
"""Beginnings of the actions that do not leave the mode at once."""

BACKWARD = {"word_back": "word", "sentence_back": "sentence", "paragraph_back": "paragraph"}
"""Motions that take an end back over the whole of something, and what that is."""

FIRST_WORDS = 14
"""Cells of a highlight that the status line shows."""


@dataclass(slots=True)
class _Moving:
    """What is being moved."""

    before: Highlight
    is_start: bool
    caret: int
    """Where the caret was."""


class PageEnds(PagePromotional):
    """A page whose highlights can be made longer and shorter."""

    end_moved: Callable[[Highlight, Span], None] = staticmethod(lambda _before, _span: None)
    """Called at once, not by a message, so that the highlight is kept before what the next key does."""

    _moving: _Moving | None = None

    def __init__(self, keymap: Keymap, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(keymap, id=id)
        commands = keymap.by_key(*READING).items()
        self._staying = {key.split()[0] for key, command in commands if command.action.startswith(STAYING)}

    def open(self, session: Session | None) -> None:
        """Show a session; a highlight that was being moved is kept first."""
        self.keep_end()
        super().open(session)

    # ---- in and out

    def action_end(self, which: str) -> None:
        """Begin to move the start or the end of the highlight under the caret; the same key again keeps it."""
        moving, is_start = self._moving, which == "start"
        if moving is not None:
            if moving.is_start == is_start:
                self.keep_end()
            else:
                self.action_swap_ends()
            return
        highlight = self._highlight_here()
        if highlight is not None and highlight.span:
            session = self._session()
            self._moving = _Moving(highlight, is_start, session.caret)
            self.take(session.selecting(None).moved(self._place(highlight.span, is_start=is_start)))

    def action_swap_ends(self) -> None:
        """To the highlight's other end, while one is moved."""
        span = self._span
        if self._moving is None or span is None:
            super().action_swap_ends()
            return
        self._moving.is_start = not self._moving.is_start
        self.take(self._session().moved(self._place(span, is_start=self._moving.is_start)))

    def action_enter(self) -> None:
        """Keep the highlight that is moved; else what enter does."""
        if self._moving is None:
            super().action_enter()
        else:
            self.keep_end()

    def keep_end_before(self, key: str) -> None:
        """A key that does something else comes: keep the highlight."""
        if self._moving is not None and self.pending.is_empty and key not in self._staying and key != "escape":
            self.keep_end()

    def keep_end(self) -> None:
        """Keep the highlight as it is now, without white space at its ends."""
        moving, span = self._moving, self._span
        self._moving = None
        if moving is None or span is None or self.session is None:
            return
        span = span.trimmed(self.session.text.plain)
        if span and span != moving.before.span:
            self.end_moved(moving.before, span)
        else:
            self._show_span(moving.before.id, moving.before.span)
        self.moved()

    def restore_end(self) -> bool:
        """Put highlight and caret back where they were; False while nothing is moved."""
        moving, self._moving = self._moving, None
        if moving is None:
            return False
        self._show_span(moving.before.id, moving.before.span)
        self.take(self._session().moved(moving.caret))
        return True

    # ---- while it moves

    @property
    def is_moving_end(self) -> bool:
        """Is an end of a highlight moved?"""
        return self._moving is not None

    @property
    def _span(self) -> Span | None:
        """Where the highlight that is moved is now; None while none is."""
        if self._moving is None or self.session is None:
            return None
        current = self.session.get(self._moving.before.id)
        return current.span if current else None

    def _place(self, span: Span, *, is_start: bool) -> int:
        """Where the caret is for an end: on the first or the last character."""
        return span.start if is_start else max(span.start, previous_cluster(self._session().text.plain, span.end))

    def _show_span(self, identifier: str, span: Span | None) -> None:
        session = self._session()
        current = session.get(identifier)
        if current is not None:
            after = replace(current, span=span)
            super().change(session.with_highlight(after), current, after)

    def change(self, session: Session, before: Highlight | None, after: Highlight | None) -> None:
        """Take a session in which one highlight differs; one that is moved is not moved further."""
        if self._moving is not None and self._moving.before.id in {h.id for h in (before, after) if h is not None}:
            self._moving = None
        super().change(session, before, after)

    def take(self, session: Session, *, keep_goal: bool = False, reveal: bool = True, opens: bool = True) -> None:
        """Show a session whose caret moved; the end that is moved goes with it, as far as the other one."""
        moving, span = self._moving, self._span
        if moving is None or span is None:
            super().take(session, keep_goal=keep_goal, reveal=reveal, opens=opens)
            return
        caret, plain = session.caret, session.text.plain
        if moving.is_start:
            caret = min(caret, self._place(span, is_start=False))
            span = Span(caret, span.end)
        else:
            caret = max(span.start, min(caret, previous_cluster(plain, len(plain))))
            span = Span(span.start, next_cluster(plain, caret))
        if caret != session.caret and caret < len(plain) - 1:
            self.post_message(self.Refused("the other end is there; o goes to it"))
        if span != self._span:
            self._show_span(moving.before.id, span)
        super().take(self._session().moved(caret), keep_goal=keep_goal, reveal=reveal)

    def _focus_highlight(self) -> None:
        super()._focus_highlight()
        if self._moving is not None and self.session is not None:
            self.focused_highlight = self.session.get(self._moving.before.id)

    # ---- motions of an end

    @property
    def _moves_an_end(self) -> bool:
        return self._moving is not None and not self._moving.is_start

    @property
    def stops_before(self) -> bool:
        """An end stops before the next word, as a selection does."""
        return self._moves_an_end or super().stops_before

    def _destination(self, motion: str, count: int = 1) -> int:
        if self._moves_an_end and motion in BACKWARD:
            return self._end_before(BACKWARD[motion], motion)
        if self._moves_an_end and motion.startswith("quotation_"):
            return self._end_of_quotation(motion)
        return super()._destination(motion, count)

    def _end_before(self, unit: str, motion: str) -> int:
        """The last character before the word or sentence at the caret."""
        session = self._session()
        plain, caret = session.text.plain, session.caret
        here = motions.object_at(session.text, caret, unit)
        start = here.start if here is not None and caret in here else motions.motion(session.text, caret, motion)
        end = len(plain[:start].rstrip())
        return previous_cluster(plain, end) if end else 0

    def _end_of_quotation(self, motion: str) -> int:
        """The last character of the next quotation, or of the one before."""
        session = self._session()
        text, caret, at = session.text, session.caret, session.caret
        for _ in range(2):
            at = motions.motion(text, at, motion)
            found = motions.object_at(text, at, "quotation")
            last = previous_cluster(text.plain, found.end) if found else caret
            if (last > caret) == (motion == "quotation_next") and last != caret:
                return last
        return caret

    # ---- what is said, and the mouse

    @property
    def end_status(self) -> str:
        """What is moved and how, for the status line; empty while nothing is."""
        span = self._span
        if self._moving is None or span is None:
            return ""
        words = fit(" ".join(span.cut(self._session().text.plain).split()), FIRST_WORDS)
        name, other = ("start", "end") if self._moving.is_start else ("end", "start")
        return f"moving the {name}: enter keeps, esc restores, o the {other} · {words}"

    def on_mouse_down(self, _event: events.MouseDown) -> None:
        """The mouse does something else: the highlight is kept."""
        self.keep_end()

    def on_blur(self, _event: events.Blur) -> None:
        """Another pane has the keys: the highlight is kept."""
        self.keep_end()
