"""The dialog that adds, as far as it asks: what is typed, what that may go on with, what is said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reader.text.clean import clean_line
from reader.tui.adding import offers, paths
from reader.tui.adding.offers import Does
from reader.tui.adding.outcome import Outcome
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.export.choice import Option
from reader.tui.export.picker import NOBODY, Offers
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.tui.adding.offers import Offer

MOST_ROWS = 8
"""Rows for what is offered."""

LEAST_ROWS = 2
"""The same, where nothing is: for what is said then."""

NAMED = 48
"""Cells for the names of what is offered."""


class Now(StrEnum):
    """What the dialog does now."""

    TYPING = "typing"
    LOOKING = "looking"
    FOUND = "found"
    TAKING = "taking"
    DONE = "done"
    """Something was taken in, and there is something to read about it."""


HINT = "an address, a file, a folder, a feed"
LESSON = (
    Option("", "https://…", "a page to read, or a feed; a page’s feeds are offered"),
    Option("", "~/report.pdf", "a file: text, Markdown, a web page, EPUB, PDF, mail, Word"),
    Option("", "~/saved/", "a folder: every article in it and below"),
    Option("", "~/feeds.opml", "the feeds of another program, or a list of addresses"),
)
"""What may be typed."""


class AskingDialog(Dialog["Outcome | None"]):
    """The part of the dialog that asks, and shows."""

    DEFAULT_CSS = """
    AskingDialog { align: center top; }
    AskingDialog > .box { width: 88; margin-top: 3; }
    AskingDialog.-tall > .box { margin-top: 6; }
    AskingDialog.-low > .box, AskingDialog.-middling > .box { margin-top: 0; }
    AskingDialog .typed { height: 1; }
    AskingDialog .typed Static { width: 2; color: $accent; }
    AskingDialog Input, AskingDialog Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    AskingDialog .found { height: auto; margin-top: 1; display: none; }
    AskingDialog .found Static { width: 1fr; height: auto; max-height: 3; }
    AskingDialog .found .name { text-style: bold; }
    AskingDialog .found .about { color: $foreground-muted; }
    AskingDialog .said { height: auto; max-height: 8; margin-top: 1; display: none; }
    AskingDialog .said.-shown, AskingDialog .found.-shown, AskingDialog .troubles.-shown { display: block; }
    AskingDialog .said.-alarm { color: $text-error; text-style: bold; }
    AskingDialog .troubles { height: auto; max-height: 10; margin-top: 1; display: none; scrollbar-size-vertical: 1; }
    AskingDialog .troubles Static { width: 1fr; height: auto; color: $text-error; }
    AskingDialog Offers.-hidden { display: none; }
    AskingDialog.-middling .troubles { max-height: 4; }
    AskingDialog.-low .found, AskingDialog.-low .said { margin-top: 0; }
    AskingDialog.-low Offers, AskingDialog.-low .troubles { margin-top: 0; }
    """

    @dataclass
    class Completed(Message):
        """Files and folders that go on with what is typed."""

        typed: str
        offers: list[Option]

    def __init__(self, title: str, hint: str, lesson: Sequence[Option]) -> None:
        """`hint` and `lesson` say what may be typed."""
        super().__init__()
        self._title, self._hint, self._lesson = title, hint, tuple(lesson)
        self._now = Now.TYPING
        self._offers: tuple[Offer, ...] = ()
        self._outcome = Outcome()

    def compose(self) -> ComposeResult:
        """What is typed; what was found; what is offered; what is said; the keys."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            with Horizontal(classes="typed"):
                yield Static("❯", markup=False)
                line = Input(placeholder=self._hint, compact=True, select_on_focus=False)
                line.cursor_blink = False
                yield line
            with Vertical(classes="found"):
                yield Static("", classes="name", markup=False)
                yield Static("", classes="about", markup=False)
            yield Offers(("Nothing here begins so", "enter looks what it is."), column=NAMED)
            yield Static("", classes="said", markup=False)
            with VerticalScroll(classes="troubles", can_focus=False):
                yield Static("", markup=False)
            yield DialogKeys()

    def on_mount(self) -> None:
        """Begin to type."""
        self._line.focus()
        self._offer_paths("")
        self._show()

    # ---- parts

    @property
    def _line(self) -> Input:
        return self.query_one(Input)

    @property
    def _list(self) -> Offers:
        return self.query_one(Offers)

    def _say(self, message: str, *, alarm: bool = False) -> None:
        said = self.query_one(".said", Static)
        said.update(Content(clean_line(message)))
        said.set_class(bool(message), "-shown")
        said.set_class(alarm, "-alarm")

    def _tell_troubles(self, troubles: Sequence[str], count: int) -> None:
        box = self.query_one(".troubles", VerticalScroll)
        lines = [f"! {clean_line(trouble)}" for trouble in troubles]
        lines += [f"and {count - len(troubles):,} more"] if count > len(troubles) else []
        box.query_one(Static).update(Content("\n".join(lines)))
        box.set_class(bool(lines), "-shown")

    def _show_offers(self, options: Sequence[Option], cursor: int) -> None:
        self._list.set_class(not options and self._now is not Now.TYPING, "-hidden")
        self._list.styles.height = min(MOST_ROWS, len(options)) or LEAST_ROWS
        self._list.show(options, cursor)

    def _show(self) -> None:
        """Show what the dialog does now, and what the keys do then."""
        look, cursor = Button("take", ("enter",), "take", "Look"), self._list.cursor
        does = self._offers[cursor].does if 0 <= cursor < len(self._offers) else Does.ADD
        add = replace(look, label=offers.WORDS[does])
        leave = Button("leave", ("escape",), "leave", "Leave")
        again = Button("again", ("tab",), "complete", "Try again")
        keys = {
            Now.TYPING: [look, Button("complete", ("tab",), "complete", "Complete"), leave],
            Now.FOUND: [add, Button("down", ("down",), "step(1)", "Next"), leave],
            Now.LOOKING: [Button("leave", ("escape",), "leave", "Stop")],
            Now.TAKING: [Button("leave", ("escape",), "leave", "Stop")],
            Now.DONE: [
                Button("take", ("enter",), "take", "Go on"),
                again,
                Button("leave", ("escape",), "leave", "Close"),
            ],
        }
        if self._now is Now.DONE and self._outcome.is_empty:
            keys[Now.DONE] = [replace(again, keys=("enter",)), leave]
        self.query_one(".found").set_class(self._now in {Now.FOUND, Now.TAKING}, "-shown")
        self._list.set_class(self._now not in {Now.TYPING, Now.FOUND}, "-hidden")
        self.query_one(DialogKeys).show(keys[self._now])

    def _become(self, now: Now) -> None:
        self._now = now
        self._show()

    # ---- typing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._now in {Now.LOOKING, Now.FOUND}:
            self._cancel()
        if self._now in {Now.TYPING, Now.FOUND, Now.LOOKING} or (self._now is Now.DONE and self._outcome.is_empty):
            self._say("")
            self._tell_troubles((), 0)
            self._become(Now.TYPING)
            self._offer_paths(event.value)

    def _offer_paths(self, typed: str) -> None:
        if paths.is_path(typed):
            self._complete(typed)
        else:
            self._show_offers(() if typed.strip() else self._lesson, NOBODY)
            self._list.set_class(bool(typed.strip()), "-hidden")

    @work(thread=True, group="pick", exclusive=True)
    def _complete(self, typed: str) -> None:
        self.post_message(self.Completed(typed, paths.offered(typed)))

    @on(Completed)
    def _completed(self, event: Completed) -> None:
        if event.typed == self._line.value and self._now is Now.TYPING:
            self._show_offers(event.offers, NOBODY)

    def _write_offered(self) -> None:
        """Write the file or folder that is offered."""
        option = self._list.reached or self._list.first
        if option is not None and option.value:
            self._line.value = option.value
            self._line.cursor_position = len(option.value)

    def _cancel(self) -> None:
        """What is being looked for is not wanted any more."""
        raise NotImplementedError
