"""One thing chosen from what there is: type to find it, or, where that is allowed, type it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from reader.text.cells import fit, pad, width
from reader.text.clean import clean_line
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.entry_rows import Look
from reader.tui.export import folders
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult

    from reader.tui.export.choice import Option
    from reader.tui.tones import Piece, Tones

TALLEST = 12
"""Rows for what is offered."""

SHORTEST = 2
"""The same, where little is."""

FOLDERS = 8
"""The same for folders, which come and go."""

COLUMN = 24
"""Cells for names, so that what they are for stands one below the other."""

NOBODY = -1
"""The cursor while none was reached."""


class Offers(CursorList, can_focus=False):
    """What can be chosen. The keys are the picker's."""

    DEFAULT_CSS = "Offers { height: 8; margin-top: 1; }"

    class Chosen(Message):
        """One was clicked."""

    def __init__(self, empty: tuple[str, ...], *, column: int = COLUMN) -> None:
        """`empty` is said where nothing fits; names take `column` cells at most."""
        super().__init__()
        self._offers: Sequence[Option] = ()
        self._empty, self._version, self._widest, self._column = empty, 0, column, 0

    def show(self, offers: Sequence[Option], cursor: int) -> None:
        """Show other offers."""
        self._offers = offers
        self._column = min(self._widest, max((width(each.label) for each in offers), default=0))
        self._version += 1
        self.cursor = min(cursor, len(offers) - 1)
        self.forget()
        self.measure()
        self.reveal()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._offers)

    @property
    def first(self) -> Option | None:
        """The first one; None where there is none."""
        return self._offers[0] if self._offers else None

    @property
    def reached(self) -> Option | None:
        """The one under the cursor; None while none was reached."""
        return self._offers[self.cursor] if 0 <= self.cursor < len(self._offers) else None

    @property
    def is_active(self) -> bool:
        """The picker's keys move the cursor."""
        return True

    def reveal(self) -> None:
        """Show the one under the cursor, if there is one."""
        if self.cursor == NOBODY:
            self.scroll_to(y=0, animate=False)
        else:
            super().reveal()

    def look(self, index: int) -> Look:
        """The one under the cursor."""
        return Look.CURSOR if index == self.cursor else Look.PLAIN

    def stamp(self, index: int) -> Hashable:
        """Another with every list."""
        return (self._version, index)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """Its name, and what it is for."""
        del number
        offer = self._offers[index]
        label = pad(fit(clean_line(offer.label), cells), min(self._column, cells))
        room = cells - width(label) - 2
        about = fit(clean_line(offer.about), room) if offer.about and room > 4 else ""
        return [(label, tones.ink), (f"  {about}" if about else "", tones.faint)]

    def empty(self) -> tuple[str, ...]:
        """What is said where nothing fits."""
        return self._empty

    def clicked(self) -> None:
        """A click chooses."""
        self.post_message(self.Chosen())


class Picker(Dialog["str | None"]):
    """Asks for one of some options; its value, or None."""

    DEFAULT_CSS = """
    Picker { align: left top; background: $background 40%; }
    Picker > .box { margin: 1 2; }
    Picker .typed { height: 1; }
    Picker .typed Static { width: 2; color: $accent; }
    Picker Input, Picker Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    Picker.-low > .box { margin: 0; }
    Picker.-low Offers { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="picker.leave"),
        Binding("down", "step(1)", "Down", id="picker.down"),
        Binding("up", "step(-1)", "Up", id="picker.up"),
        Binding("tab", "complete", "Complete", id="picker.complete"),
    ]
    EMPTY: ClassVar[tuple[str, ...]] = ("Nothing fits what you typed",)

    def __init__(self, title: str, options: Sequence[Option], now: str) -> None:
        """Offer `options`, `now` is the value that is chosen."""
        super().__init__()
        self._title, self._options, self._now = title, tuple(options), now

    def compose(self) -> ComposeResult:
        """What is typed, what is offered, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = self._title
            with Horizontal(classes="typed"):
                yield Static("❯", markup=False)
                yield self.input()
            yield Offers(self.EMPTY)
            yield DialogKeys(*self.keys())

    def input(self) -> Input:
        """Where it is typed."""
        line = Input(placeholder="type to find it", compact=True, select_on_focus=False)
        line.cursor_blink = False
        return line

    def keys(self) -> list[Button]:
        """What can be done here."""
        return [
            Button("take", ("enter",), "take", "Take"),
            Button("down", ("down",), "step(1)", "Next"),
            Button("leave", ("escape",), "leave", "Leave as it is"),
        ]

    def on_mount(self) -> None:
        """Begin to type."""
        self._list.styles.height = self.rows
        self.query_one(Input).focus()
        self.find(self.query_one(Input).value)

    @property
    def rows(self) -> int:
        """How many there are for what is offered."""
        return min(TALLEST, max(SHORTEST, len(self._options)))

    @property
    def _list(self) -> Offers:
        return self.query_one(Offers)

    def find(self, typed: str) -> None:
        """Offer what fits."""
        words = typed.casefold().split()
        fitting = [each for each in self._options if all(word in _words(each) for word in words)]
        now = next((number for number, each in enumerate(fitting) if each.value == self._now), 0)
        self._list.show(fitting, 0 if words else now)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.find(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(Offers.Chosen)
    def action_take(self) -> None:
        """Take what is under the cursor."""
        if self._list.reached is not None:
            self.dismiss(self._list.reached.value)

    def action_step(self, step: int) -> None:
        """To another one."""
        self._list.action_step(step)

    def action_complete(self) -> None:
        """To the next one."""
        self.action_step(1)

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


class LinePicker(Picker):
    """Asks for a line, which may be one that is offered."""

    EMPTY: ClassVar[tuple[str, ...]] = ("enter takes what you typed",)

    def __init__(self, title: str, options: Sequence[Option], now: str, hint: str) -> None:
        """Begin with `now`; `hint` says what may be typed."""
        super().__init__(title, options, now)
        self._hint = hint

    def input(self) -> Input:
        """Where it is typed: what was chosen before stands there, and goes when something else is typed."""
        line = Input(self._now, placeholder=self._hint, compact=True, select_on_focus=True)
        line.cursor_blink = False
        return line

    def keys(self) -> list[Button]:
        """What can be done here."""
        return [
            Button("take", ("enter",), "take", "Take"),
            Button("complete", ("tab",), "complete", "Complete"),
            Button("down", ("down",), "step(1)", "Choose"),
            Button("leave", ("escape",), "leave", "Leave as it is"),
        ]

    def find(self, typed: str) -> None:
        """Offer what fits; none is reached before an arrow key is pressed."""
        del typed
        self._list.show(self._options, NOBODY)

    @on(Offers.Chosen)
    def action_take(self) -> None:
        """Take what was reached, else what is typed."""
        reached = self._list.reached
        self.dismiss(self.query_one(Input).value if reached is None else reached.value)

    def action_step(self, step: int) -> None:
        """To another one; up from the first one, back to what is typed."""
        offers = self._list
        if offers.cursor + step < 0:
            offers.repaint(offers.cursor)
            offers.cursor = NOBODY
        elif offers.count:
            offers.put_cursor(offers.cursor + step)

    def action_complete(self) -> None:
        """Write what is offered."""
        offer = self._list.reached or self._list.first
        if offer is not None:
            self.write(offer.value)

    def write(self, text: str) -> None:
        """Put `text` where it is typed."""
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)


class PlacePicker(LinePicker):
    """Asks for a folder, a file or the clipboard; folders are completed while one types."""

    EMPTY = ("There is no such folder yet", "enter takes it; it is made when something is written.")

    @dataclass
    class Found(Message):
        """Folders that go on with what is typed."""

        typed: str
        offers: list[Option]

    _wanted = ""

    @property
    def rows(self) -> int:
        """Folders come and go."""
        return FOLDERS

    def find(self, typed: str) -> None:
        """Look for folders, in a worker; only the last look counts."""
        self._wanted = typed
        self._look(typed)

    @work(thread=True, group="pick", exclusive=True)
    def _look(self, typed: str) -> None:
        self.post_message(self.Found(typed, folders.offered(typed) if typed != self._now or not typed else []))

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.typed == self._wanted:
            folded = event.typed.casefold()
            known = [each for each in self._options if event.typed in ("", self._now) or folded in _words(each)]
            self._list.show([*known, *event.offers], NOBODY)

    def action_complete(self) -> None:
        """Write the folder that is offered, and offer what is in it."""
        offer = self._list.reached or self._list.first
        if offer is not None and offer.value.startswith(("~", "/")):
            self.write(f"{offer.value.rstrip('/')}/")


def _words(option: Option) -> str:
    return f"{option.label} {option.about} {option.value}".casefold()
