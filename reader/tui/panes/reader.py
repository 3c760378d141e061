"""The reading pane: keys of more than one press, and what is left when one leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.keymap import Keymap, Place
from reader.text.search import Matches
from reader.tui.bindings import bindings, key_name
from reader.tui.panes.page_highlighter import PageHighlighter
from reader.tui.panes.reading_keys import OverMotion, OverObject, Run, Unknown, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from reader.session import Session


class ReaderPane(PageHighlighter):
    """One article, and everything that can be done to it by hand."""

    PLACES = (Place.MARKING, Place.MOVING)
    BINDINGS = bindings(Place.MARKING, Place.MOVING)

    def __init__(self, keymap: Keymap, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(keymap, id=id)
        self.can_focus = False
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
        if self.is_hinting:
            self._take_hint_key(event)
            return
        self.keep_end_before(key_name(event))
        if event.key == "escape":
            if self.pending.is_empty:
                return
            self.pending.clear()
            outcome = None
        else:
            outcome = self.pending.feed(key_name(event), selecting=self.session.anchor is not None)
            if outcome is None:
                return
            self._follow(outcome)
        event.stop()
        event.prevent_default()
        if self.pending.is_empty and isinstance(outcome, OverObject | OverMotion) and outcome.operator:
            return  # what was asked for shows itself, in the same frame
        self.moved()

    def _take_hint_key(self, event: events.Key) -> None:
        """While hints lie on the page every key is theirs."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.leave_hints()
        else:
            self.feed_hint(key_name(event))

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done to a page while none is open."""
        del action, parameters
        return self.session is not None

    # ---- leaving

    def leave(self) -> bool:
        """Leave the innermost mode; False when there is none left."""
        if not self.pending.is_empty:
            self.pending.clear()
            self.moved()
        elif self.restore_end():
            pass
        elif self.session is not None and self.session.anchor is not None:
            self.take(self.session.selecting(None))
        elif self.put_highlighter_away():
            pass
        elif self.matches:
            self.show_matches(Matches())
        elif self.caret_shown:
            self.hide_caret()
        else:
            return False
        return True
