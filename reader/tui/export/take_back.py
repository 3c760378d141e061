"""Notes that a person changed in exported files: which of them the library takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from reader.text.cells import fit, width
from reader.text.clean import clean_line
from reader.text.differences import differences
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.differing_words import LONGEST, DifferingWords
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult

    from reader.library.taking_back import Edit
    from reader.tui.tones import Piece, Tones

TALLEST = 8
"""Rows of the list."""


class EditList(CursorList, inherit_bindings=False):
    """Highlights whose notes were changed; those that are taken have a mark. The keys are the dialog's."""

    DEFAULT_CSS = "EditList { height: 3; margin-bottom: 1; }"

    class Moved(Message):
        """Another one is under the cursor."""

    class Toggled(Message):
        """One was clicked."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        super().__init__()
        self._edits = edits
        self.taken = {index for index, edit in enumerate(edits) if not edit.is_changed_here}
        """Which are taken; at first not those that the library would lose words of its own for."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._edits)

    def stamp(self, index: int) -> Hashable:
        """Whether it is taken."""
        return (index, index in self.taken)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """`✓ “eleven years”  Fifth harbour.md`."""
        del number
        edit = self._edits[index]
        words = fit(f"“{clean_line(edit.annotation.target.quote.exact[:200])}”", max(1, cells - 2))
        room = cells - 4 - width(words)
        name = fit(f"  {clean_line(edit.name)}", room) if room > 8 else ""
        return [("✓ " if index in self.taken else "  ", tones.accent), (words, tones.ink), (name, tones.faint)]

    def moved(self) -> None:
        """Tell of it."""
        self.post_message(self.Moved())

    def clicked(self) -> None:
        """A click takes one, or leaves it."""
        self.post_message(self.Toggled())

    def toggle(self) -> None:
        """Take what is under the cursor, or leave it."""
        self.taken ^= {self.cursor}
        self.repaint(self.cursor)


class TakeBack(Dialog["tuple[Edit, ...] | None"]):
    """Shows each note as the library and as the file has it; those that are to be taken, or None."""

    DEFAULT_CSS = """
    TakeBack > .box { width: 110; }
    TakeBack .sides { layout: vertical; height: auto; }
    TakeBack .side { height: auto; width: 1fr; }
    TakeBack .side Static { height: 1; color: $foreground-muted; }
    TakeBack VerticalScroll { height: auto; max-height: 16; scrollbar-size-vertical: 1; }
    TakeBack.-middling VerticalScroll { max-height: 6; }
    TakeBack.-low VerticalScroll { height: 1fr; }
    TakeBack .new { margin-top: 1; }
    TakeBack.-broad .sides { layout: horizontal; }
    TakeBack.-broad .new { margin: 0 0 0 3; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (96, "-broad")]  # noqa: RUF012 - as Textual annotates it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take", id="take_back.take"),
        Binding("x,v", "toggle_taken", "Take or leave it", id="take_back.toggle"),
        Binding("down,j", "step(1)", "Down", id="take_back.down"),
        Binding("up,k", "step(-1)", "Up", id="take_back.up"),
        Binding("space,pagedown", "scroll_rows(8)", "Page down", id="take_back.page_down"),
        Binding("pageup", "scroll_rows(-8)", "Page up", id="take_back.page_up"),
        Binding("escape,q", "leave", "Leave all", id="take_back.leave"),
    ]

    def __init__(self, edits: Sequence[Edit]) -> None:
        """Offer `edits`."""
        super().__init__()
        self._edits = tuple(edits)

    def compose(self) -> ComposeResult:
        """The highlights, both notes, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "Notes that were changed in the files"
            yield EditList(self._edits)
            with VerticalScroll(can_focus=False), Container(classes="sides"):
                with Vertical(classes="side old"):
                    yield Static("In the library", markup=False)
                with Vertical(classes="side new"):
                    yield Static("In the file", markup=False)
            yield DialogKeys(
                Button("take", ("enter",), "take", "Take those with ✓"),
                Button("toggle", ("x",), "toggle_taken", "Take or leave it"),
                Button("leave", ("escape",), "leave", "Leave all"),
            )

    async def on_mount(self) -> None:
        """Show the first one."""
        self._list.styles.height = min(TALLEST, len(self._edits))
        self._list.focus()
        await self.show()

    @property
    def _list(self) -> EditList:
        return self.query_one(EditList)

    @on(EditList.Moved)
    async def show(self) -> None:
        """Show both notes of the one under the cursor, and in which words they differ."""
        edit = self._edits[self._list.cursor]
        old, new = edit.annotation.note or "(no note)", edit.note or "(no note)"
        gone, fresh = differences(old[:LONGEST], new[:LONGEST])
        await self.query(DifferingWords).remove()
        await self.query_one(".old").mount(DifferingWords(old, gone, is_old=True))
        await self.query_one(".new").mount(DifferingWords(new, fresh, is_old=False))

    @on(EditList.Toggled)
    def action_toggle_taken(self) -> None:
        """Take what is under the cursor, or leave it."""
        self._list.toggle()

    def action_step(self, step: int) -> None:
        """To another one."""
        self._list.action_step(step)

    def action_scroll_rows(self, rows: int) -> None:
        """Scroll both notes."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_take(self) -> None:
        """Take those that have a mark."""
        self.dismiss(tuple(edit for index, edit in enumerate(self._edits) if index in self._list.taken))

    def action_leave(self) -> None:
        """Take none."""
        self.dismiss(None)
