"""What was thrown away, to bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from reader.store.trash import Trashed
from reader.text.cells import fit, width
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult

    from reader.library.trashing import DeletedNote
    from reader.tui.tones import Piece, Tones

TALLEST = 30
"""Rows of the dialog."""

AROUND = 5
"""Rows of the dialog that show nothing that was thrown away."""


class ThrownList(CursorList):
    """Articles and notes in the trash, thrown away last first. The keys are the dialog's."""

    DEFAULT_CSS = "ThrownList { height: 1fr; }"

    class Chosen(Message):
        """One was clicked."""

    def __init__(self, thrown: Sequence[Trashed | DeletedNote]) -> None:
        super().__init__()
        self._thrown = thrown

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._thrown)

    @property
    def current(self) -> Trashed | DeletedNote | None:
        """The one under the cursor; None in an empty trash."""
        return self._thrown[self.cursor] if self._thrown else None

    def stamp(self, index: int) -> Hashable:
        """It never looks different."""
        return index

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """What it is, and when it was thrown away."""
        del number
        thrown = self._thrown[index]
        when = f"{thrown.at.astimezone():%Y-%m-%d}"
        if isinstance(thrown, Trashed):
            words, more = thrown.about.title, _notes(thrown.notes)
        else:
            words, more = f"“{' '.join(thrown.annotation.target.quote.exact.split())}”", thrown.title
        room = max(1, cells - len(when) - 2)
        words = fit(words, room)
        more = fit(f"  {more}", room - width(words)) if more and width(words) + 4 < room else ""
        return [(f"{when}  ", tones.faint), (words, tones.ink), (more, tones.faint)]

    def empty(self) -> tuple[str, ...]:
        """What is said where nothing was thrown away."""
        return ("The trash is empty",)

    def clicked(self) -> None:
        """A click brings it back."""
        self.post_message(self.Chosen())


class TrashDialog(Dialog["Trashed | DeletedNote | None"]):
    """Shows the trash; what is to be brought back, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", id="trash.close"),
        Binding("enter,r", "choose", "Bring back", id="trash.restore"),
        Binding("down,j", "step(1)", "Down", id="trash.down"),
        Binding("up,k", "step(-1)", "Up", id="trash.up"),
        Binding("pagedown,space", "page(1)", "Page down", id="trash.page_down"),
        Binding("pageup,b", "page(-1)", "Page up", id="trash.page_up"),
    ]

    def __init__(self, thrown: Sequence[Trashed | DeletedNote]) -> None:
        super().__init__()
        self._list = ThrownList(thrown)

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        with Vertical(classes="box") as box:
            box.styles.height = min(TALLEST, max(1, self._list.count) + AROUND)
            box.border_title = "Trash"
            yield self._list
            yield DialogKeys(
                Button("restore", ("enter",), "choose", "Bring back"), Button("close", ("escape",), "close", "Close")
            )

    def on_mount(self) -> None:
        """The keys move in the list."""
        self._list.focus()

    @on(ThrownList.Chosen)
    def action_choose(self) -> None:
        """Bring back what is under the cursor."""
        if self._list.current is not None:
            self.dismiss(self._list.current)

    def action_step(self, step: int) -> None:
        """To another one."""
        self._list.action_step(step)

    def action_page(self, pages: int) -> None:
        """Some on."""
        self._list.action_page(pages)

    def action_close(self) -> None:
        """Bring nothing back."""
        self.dismiss(None)


def _notes(count: int) -> str:
    return f"with {count:,} note{'' if count == 1 else 's'}" if count else ""
