"""The headings of an article, to go to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from reader.text.cells import fit
from reader.text.folded import Folded
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult

    from reader.text.outline import Heading
    from reader.tui.tones import Piece, Tones


TALLEST = 30
"""Rows of the dialog."""

AROUND = 6
"""Rows of the dialog that show no heading."""


class HeadingList(CursorList, can_focus=False):
    """Headings, each as far in as it is deep. The keys are the dialog's."""

    DEFAULT_CSS = "HeadingList { height: 1fr; margin-top: 1; }"

    class Chosen(Message):
        """A heading was clicked."""

    def __init__(self, headings: Sequence[Heading], here: int) -> None:
        """Hold `headings`; the one at index `here` is where one is, -1 for none."""
        super().__init__()
        self.headings, self._here = headings, here
        self._shown = list(range(len(headings)))
        self._folded = [Folded(heading.title, keeps_case=False).text for heading in headings]
        self._shallowest = min(heading.level for heading in headings)
        self.cursor = max(0, here)

    def filter(self, wanted: str) -> None:
        """Show what has all words of `wanted`; the cursor stays, or goes to the first."""
        words = Folded(wanted, keeps_case=False).text.split()
        current = self._shown[self.cursor] if self._shown else max(0, self._here)
        self._shown = [index for index, title in enumerate(self._folded) if all(word in title for word in words)]
        self.cursor = self._shown.index(current) if current in self._shown else 0
        self.forget()
        self.measure()
        self.reveal()

    @property
    def is_active(self) -> bool:
        """Keys always move this cursor."""
        return True

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self._shown)

    @property
    def current(self) -> Heading | None:
        """The heading under the cursor; None where no heading fits."""
        return self.headings[self._shown[self.cursor]] if self._shown else None

    def stamp(self, index: int) -> Hashable:
        """A heading never looks different."""
        return self._shown[index]

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """A sign where one is, the title."""
        del number
        at = self._shown[index]
        heading = self.headings[at]
        indent = 2 * (heading.level - self._shallowest)
        style = tones.bold if heading.level == self._shallowest else tones.ink
        return [
            ("› " if at == self._here else "  ", tones.accent),
            (" " * indent, style),
            (fit(heading.title, max(1, cells - 2 - indent)), style),
        ]

    def empty(self) -> tuple[str, ...]:
        """What is said where nothing fits."""
        return ("No heading says that",)

    def clicked(self) -> None:
        """A click goes there."""
        self.post_message(self.Chosen())


class OutlineDialog(Dialog[int | None]):
    """Shows the headings; where the chosen one begins, or None."""

    DEFAULT_CSS = """
    OutlineDialog.-low HeadingList { margin-top: 0; }
    OutlineDialog .search { height: 1; }
    OutlineDialog .search Static { width: 2; color: $accent; }
    OutlineDialog Input, OutlineDialog Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Stay here", id="outline.close"),
        Binding("down,ctrl+n", "step(1)", "Down", id="outline.down"),
        Binding("up,ctrl+p", "step(-1)", "Up", id="outline.up"),
        Binding("pagedown", "page(1)", "Page down", id="outline.page_down"),
        Binding("pageup", "page(-1)", "Page up", id="outline.page_up"),
    ]

    def __init__(self, headings: Sequence[Heading], caret: int) -> None:
        """Show `headings` to somebody at `caret`."""
        super().__init__()
        here = sum(heading.start <= caret for heading in headings) - 1
        self._list = HeadingList(headings, here)

    def compose(self) -> ComposeResult:
        """What is typed, the headings, the keys."""
        line = Input(compact=True, select_on_focus=False, placeholder="type to filter")
        line.cursor_blink = False
        with Vertical(classes="box") as box:
            box.styles.height = min(TALLEST, len(self._list.headings) + AROUND)
            box.border_title = "Outline"
            with Horizontal(classes="search"):
                yield Static("❯", markup=False)
                yield line
            yield self._list
            yield DialogKeys(
                Button("go", ("enter",), "choose", "Go there"),
                Button("close", ("escape",), "close", "Stay here"),
            )

    def on_mount(self) -> None:
        """Type at once, with the heading one is under in view."""
        self.query_one(Input).focus()
        self.call_after_refresh(self._list.reveal)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list.filter(event.value)

    @on(Input.Submitted)
    @on(HeadingList.Chosen)
    def action_choose(self) -> None:
        """Go to the heading under the cursor."""
        if self._list.current is not None:
            self.dismiss(self._list.current.start)

    def action_step(self, step: int) -> None:
        """To another heading."""
        self._list.action_step(step)

    def action_page(self, pages: int) -> None:
        """Some headings on."""
        self._list.action_page(pages)

    def action_close(self) -> None:
        """Stay where one is."""
        self.dismiss(None)
