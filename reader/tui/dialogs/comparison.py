"""What was marked and what the article says now, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from reader.text.differences import differences
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.differing_words import LONGEST, DifferingWords
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Comparison(Dialog[bool]):
    """Shows an old and a new wording; True when the new one is taken."""

    DEFAULT_CSS = """
    Comparison > .box { width: 110; }
    Comparison .sides { layout: vertical; height: auto; }
    Comparison .side { height: auto; width: 1fr; }
    Comparison .side Static { height: 1; color: $foreground-muted; }
    Comparison VerticalScroll { height: auto; max-height: 24; scrollbar-size-vertical: 1; }
    Comparison.-high VerticalScroll { max-height: 16; }
    Comparison.-middling VerticalScroll { max-height: 8; }
    Comparison.-low VerticalScroll { height: 1fr; }
    Comparison .new { margin-top: 1; }
    Comparison.-broad .sides { layout: horizontal; }
    Comparison.-broad .new { margin: 0 0 0 3; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (96, "-broad")]  # noqa: RUF012 - as Textual annotates it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+a", "answer(True)", "Take the new words", id="comparison.take"),
        Binding("escape,q", "answer(False)", "Leave it", id="comparison.leave"),
        Binding("j,down", "scroll_rows(1)", "Down", id="comparison.down", show=False),
        Binding("k,up", "scroll_rows(-1)", "Up", id="comparison.up", show=False),
        Binding("space,pagedown", "scroll_rows(10)", "Page down", id="comparison.page_down", show=False),
        Binding("b,pageup", "scroll_rows(-10)", "Page up", id="comparison.page_up", show=False),
    ]

    def __init__(self, old: str, new: str, *, title: str, heading: str, take: str) -> None:
        """Compare `old` with `new`, which has a `heading`; `take` says what taking the new one does."""
        super().__init__()
        self._title, self._heading, self._take = title, heading, take
        self._old, self._new = old, new

    def compose(self) -> ComposeResult:
        """The two wordings, the keys."""
        gone, fresh = differences(self._old[:LONGEST], self._new[:LONGEST])
        with Vertical(classes="box") as box:
            box.border_title = self._title
            with VerticalScroll(can_focus=False), Container(classes="sides"):
                with Vertical(classes="side old"):
                    yield Static("You marked", markup=False)
                    yield DifferingWords(self._old, gone, is_old=True)
                with Vertical(classes="side new"):
                    yield Static(self._heading, markup=False)
                    yield DifferingWords(self._new, fresh, is_old=False)
            yield DialogKeys(*self._keys())

    def _keys(self, *, is_long: bool = False) -> list[Button]:
        """What can be done here; words that are cut off can be scrolled."""
        return [
            Button("take", ("enter",), "answer(True)", self._take),
            Button("leave", ("escape",), "answer(False)", "Leave it"),
            *([Button("more", ("space",), "scroll_rows(10)", "More")] if is_long else []),
        ]

    def on_resize(self) -> None:
        """Say whether there is more below, as soon as that is known."""
        self.call_after_refresh(self._tell_length)

    def _tell_length(self) -> None:
        self.query_one(DialogKeys).show(self._keys(is_long=self.query_one(VerticalScroll).max_scroll_y > 0))

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - from the bindings
        """Take the new words, or leave all as it is."""
        self.dismiss(answer)

    def action_scroll_rows(self, rows: int) -> None:
        """Scroll both sides."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
