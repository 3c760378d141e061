"""Asks for an address, a path or a feed; says what it found, takes it in, and tells what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reader.errors import ReaderError
from reader.text.clean import clean_line
from reader.tui.adding import offers, paths
from reader.tui.adding.asking import HINT, LESSON, AskingDialog, Now
from reader.tui.adding.offers import Does
from reader.tui.adding.outcome import Outcome
from reader.tui.export.choice import Option
from reader.tui.export.picker import Offers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library.values import Found
    from reader.tui.adding.offers import Offer

TOLD = 0.1
"""Seconds between two reports on how far it is."""

MOST_TROUBLES = 200
"""Troubles that are told; of the others it is told how many there are."""


class Worker(Protocol):
    """Who looks and takes in; called in threads."""

    def look(self, typed: str, stop: Event) -> Found:
        """What stands behind what was typed; raises ReaderError."""

    def take(self, offer: Offer, stop: Event, tell: Callable[[Outcome], None]) -> Outcome:
        """Do what was offered, and tell how far it is; raises ReaderError."""


class AddDialog(AskingDialog):
    """Asks, finds, takes in; what came of it, or None where nothing was taken in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="add.leave", priority=True),
        Binding("down", "step(1)", "Down", id="add.down"),
        Binding("up", "step(-1)", "Up", id="add.up"),
        Binding("tab", "complete", "Complete", id="add.complete"),
        Binding("pagedown", "scroll_troubles(8)", "Page down", id="add.page_down"),
        Binding("pageup", "scroll_troubles(-8)", "Page up", id="add.page_up"),
    ]

    @dataclass
    class Looked(Message):
        """It is known what stands behind what was typed, or why not."""

        attempt: int
        found: Found | None
        error: ReaderError | None = None

    @dataclass
    class Told(Message):
        """So far it is."""

        attempt: int
        outcome: Outcome

        def can_replace(self, message: Message) -> bool:
            """Only the last one counts."""
            return isinstance(message, type(self))

    @dataclass
    class Taken(Message):
        """It was taken in, or it is known why not."""

        attempt: int
        outcome: Outcome
        error: ReaderError | None = None

    def __init__(
        self, worker: Worker, *, title: str = "Add", hint: str = HINT, lesson: Sequence[Option] = LESSON
    ) -> None:
        """Let `worker` do it; `hint` and `lesson` say what may be typed."""
        super().__init__(title, hint, lesson)
        self._worker = worker
        self._attempt = 0
        self._stop = Event()
        self._last: Offer | None = None
        """What was done last, to try it again."""

        self._told_at = 0.0
        self._quits = False

    # ---- keys

    def action_complete(self) -> None:
        """Write the file or folder that is offered; go through what was found; try again what could not be taken."""
        if self._now is Now.FOUND:
            self.action_step(1)
            return
        if self._now is Now.DONE and self._last is not None:
            self._begin(self._last)
            return
        if self._now is Now.TYPING:
            self._write_offered()

    def action_step(self, step: int) -> None:
        """To another one of those that are offered."""
        if self._now is Now.FOUND:
            self._list.action_step(step)
            self._show()
        elif self._now is Now.TYPING and paths.is_path(self._line.value) and self._list.count:
            self._list.put_cursor(max(0, self._list.cursor + step))
        elif self._now is Now.DONE:
            self.action_scroll_troubles(step)

    def action_scroll_troubles(self, rows: int) -> None:
        """Read on in what could not be taken."""
        self.query_one(".troubles", VerticalScroll).scroll_relative(y=rows, animate=False)

    # ---- looking

    @on(Input.Submitted)
    @on(Offers.Chosen)
    def action_take(self) -> None:
        """Look what is typed; do what is offered; go on to what came."""
        reached = self._list.reached
        if self._now is Now.DONE and self._outcome.is_empty:
            self.action_complete()
        elif self._now is Now.DONE:
            self.dismiss(self._outcome)
        elif self._now is Now.FOUND and reached is not None:
            self._begin(self._offers[self._list.cursor])
        elif self._now is Now.TYPING and reached is not None and reached.value:
            self.action_complete()
        elif self._now is Now.TYPING and self._line.value.strip():
            self._begin_to_look(self._line.value.strip())

    def _begin_to_look(self, typed: str) -> None:
        self._attempt += 1
        self._stop = Event()
        self._become(Now.LOOKING)
        self._say(f"looking at {typed} …")
        self._look(typed, self._attempt, self._stop)

    @work(thread=True, group="add")
    def _look(self, typed: str, attempt: int, stop: Event) -> None:
        try:
            self.post_message(self.Looked(attempt, self._worker.look(typed, stop)))
        except ReaderError as error:
            self.post_message(self.Looked(attempt, None, error))

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        """Say what was found, or why nothing was; what was typed stays, and enter tries again."""
        if event.attempt != self._attempt or self._now is not Now.LOOKING:
            return
        if event.found is None:
            self._become(Now.TYPING)
            self._list.set_class(True, "-hidden")
            self._say(str(event.error), alarm=True)
            return
        found = event.found
        self._say("")
        self.query_one(".name", Static).update(Content(clean_line(offers.headline(found))))
        self.query_one(".about", Static).update(Content(clean_line(offers.told(found))))
        self._offers = offers.offers(found)
        self._become(Now.FOUND)
        self._show_offers([Option("", offer.label, offer.about) for offer in self._offers], 0)
        self._show()

    # ---- taking in

    def _begin(self, offer: Offer) -> None:
        if offer.does is Does.OPEN:
            self.dismiss(Outcome(articles=(offer.place,), known=1))
            return
        self._attempt += 1
        self._last = offer
        self._stop, self._outcome, self._told_at = Event(), Outcome(), 0.0
        self._tell_troubles((), 0)
        self._become(Now.TAKING)
        self._say("subscribing …" if offer.does is Does.SUBSCRIBE else "taking it in …")
        self._take(offer, self._attempt, self._stop)

    @work(thread=True, group="add")
    def _take(self, offer: Offer, attempt: int, stop: Event) -> None:
        def tell(outcome: Outcome) -> None:
            self._outcome = outcome
            now = monotonic()
            if now - self._told_at > TOLD:
                self._told_at = now
                self.post_message(self.Told(attempt, outcome))

        try:
            self.post_message(self.Taken(attempt, self._worker.take(offer, stop, tell)))
        except ReaderError as error:
            self.post_message(self.Taken(attempt, self._outcome, error))

    @on(Told)
    def _tell(self, event: Told) -> None:
        if event.attempt == self._attempt and self._now is Now.TAKING:
            self._say(f"{event.outcome.progress} … esc stops")

    @on(Taken)
    def _taken(self, event: Taken) -> None:
        """Go on to what came; where something could not be taken, that is read first."""
        if event.attempt != self._attempt:
            return
        self._outcome = outcome = event.outcome
        if self._quits:
            self.call_later(self.app.action_quit)
        if event.error is not None and outcome.is_empty:
            self._fail(str(event.error))
        elif outcome.is_empty and outcome.trouble_count <= 1:
            self._fail(outcome.troubles[0] if outcome.troubles else outcome.summary)
        elif event.error is None and not outcome.is_empty and not (outcome.trouble_count or outcome.notice):
            self.dismiss(outcome)
        else:
            self._become(Now.DONE)
            error = f"{event.error} " if event.error is not None else ""
            notice = f". {outcome.notice}" if outcome.notice else ""
            self._say(f"{error}{outcome.summary}{notice}", alarm=event.error is not None)
            self._tell_troubles(outcome.troubles[:MOST_TROUBLES], outcome.trouble_count)

    def _fail(self, message: str) -> None:
        """Say why; what was typed stays, and enter tries again."""
        self._become(Now.TYPING)
        self._list.set_class(True, "-hidden")
        self._say(message, alarm=True)

    # ---- leaving

    def _cancel(self) -> None:
        self._attempt += 1
        self._stop.set()

    def action_leave(self) -> None:
        """Stop; else leave."""
        if self._now is Now.LOOKING:
            self._cancel()
            self._become(Now.TYPING)
            self._say("stopped; enter looks again")
        elif self._now is Now.TAKING:
            self._stop.set()
            self._say("stops …")
        else:
            self.dismiss(None if self._outcome.is_empty else self._outcome)

    def may_quit(self) -> bool:
        """While something is taken in, only after what it is at; nobody waits for a look."""
        if self._now is not Now.TAKING:
            self._cancel()
            return True
        self._quits = True
        self._stop.set()
        self._say("stops, then quits …")
        return False
