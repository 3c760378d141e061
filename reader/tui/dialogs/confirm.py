"""A question before something that cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Confirm(Dialog[bool]):
    """Asks, and returns True for yes."""

    DEFAULT_CSS = """
    Confirm > .box { width: 60; padding: 1 2; }
    Confirm Static { width: 1fr; height: auto; }
    Confirm.-low > .box { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape,q", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        """Ask `question`; `yes` and `no` are what the answers say."""
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and two answers, the safe one first."""
        with Vertical(classes="box"):
            yield Static(self._question, markup=False)
            yield DialogKeys(
                Button("no", ("n",), "answer(False)", self._no), Button("yes", ("y",), "answer(True)", self._yes)
            )

    def may_quit(self) -> bool:
        """Only an answer answers."""
        return False

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - from the bindings
        """Answer."""
        self.dismiss(answer)
