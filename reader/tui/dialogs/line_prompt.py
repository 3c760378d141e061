"""One line to type at the foot of the screen: the list's filter, a search in the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class LinePrompt(Horizontal):
    """Asks for a line, and tells of every change; it goes when it is answered or left, and when the focus goes."""

    DEFAULT_CSS = """
    LinePrompt { display: none; dock: bottom; layer: above; height: 1; background: $panel; padding: 0 1; }
    LinePrompt.-open { display: block; }
    LinePrompt > .label { width: auto; color: $accent; text-style: bold; }
    LinePrompt > Input, LinePrompt > Input:focus { width: 1fr; background: $panel; background-tint: 0%; }
    LinePrompt > .said { width: auto; max-width: 60%; margin-left: 2; color: $foreground; }
    LinePrompt > .said.-alarm { color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", id="line_prompt.leave"),
        Binding("down", "step(1)", "Next", id="line_prompt.next"),
        Binding("tab", "take_otherwise", "Whole words", id="line_prompt.toggle"),
        Binding("up", "step(-1)", "Previous", id="line_prompt.previous"),
    ]

    @dataclass
    class Changed(Message):
        """Something was typed."""

        text: str
        place: str

    @dataclass
    class Submitted(Message):
        """The line is finished."""

        text: str
        place: str

    @dataclass
    class Cancelled(Message):
        """The line is not wanted."""

        place: str

    @dataclass
    class Stepped(Message):
        """An arrow key was pressed: what the line found is to be gone through."""

        step: int
        place: str

    @dataclass
    class Toggled(Message):
        """Tab was pressed: what is typed is to be taken in another way."""

        text: str
        place: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._place = ""

    def compose(self) -> ComposeResult:
        """What is asked, what is typed, what is said about it."""
        yield Static(classes="label", markup=False)
        line = Input(compact=True, select_on_focus=False)
        line.cursor_blink = False
        yield line
        yield Static(classes="said", markup=False)

    @property
    def _line(self) -> Input:
        return self.query_one(Input)

    @property
    def is_open(self) -> bool:
        """Is something being asked?"""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What is typed."""
        return self._line.value

    def ask(self, label: str, text: str = "", *, place: str = "", hint: str = "") -> None:
        """Ask for a line, which begins as `text`; `place` comes back with every message."""
        self._place = place
        self.label(label)
        with self.prevent(Input.Changed):
            self._line.value = text
        self._line.placeholder = hint
        self._line.cursor_position = len(text)
        self.tell("")
        self.add_class("-open")
        self._line.focus()

    def label(self, label: str) -> None:
        """Say what is asked."""
        self.query_one(".label", Static).update(Content(f"{label} ❯ "))

    def tell(self, text: str, *, alarm: bool = False) -> None:
        """Say something about what was typed: how much it found, what is wrong with it."""
        said = self.query_one(".said", Static)
        said.update(Content(text))
        said.set_class(alarm, "-alarm")

    def close(self) -> None:
        """Go without a word."""
        self.remove_class("-open")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(event.value, self._place))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.close()
        self.post_message(self.Submitted(event.value, self._place))

    @on(Input.Blurred)
    def _blurred(self, event: Input.Blurred) -> None:
        """The mouse took the focus elsewhere; a terminal that is not looked at keeps its prompt."""
        event.stop()
        if self.app.app_focus:
            self.close()

    def action_cancel(self) -> None:
        """Leave."""
        self.close()
        self.post_message(self.Cancelled(self._place))

    def action_take_otherwise(self) -> None:
        """Take what is typed in another way."""
        self.post_message(self.Toggled(self.text, self._place))

    def action_step(self, step: int) -> None:
        """Go through what was found."""
        self.post_message(self.Stepped(step, self._place))
