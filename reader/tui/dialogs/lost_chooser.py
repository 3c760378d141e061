"""The highlights that lost their passages, to give one of them another."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from reader.text.cells import fit
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.quote import Quote
from reader.tui.key_line import Button
from reader.tui.painting.placed import color_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from textual.app import ComposeResult

    from reader.model.annotation import Highlight
    from reader.tui.tones import Piece, Tones

TALLEST = 12
"""Rows of the list."""


class LostList(CursorList, can_focus=False):
    """Highlights by their old words, one a line. The keys are the dialog's."""

    DEFAULT_CSS = "LostList { height: auto; max-height: 1fr; min-height: 1; }"

    class Chosen(Message):
        """One was clicked."""

    def __init__(self, highlights: Sequence[Highlight], colors: Mapping[str, str]) -> None:
        """Hold `highlights`; themes have `colors`."""
        super().__init__()
        self.highlights, self._colors = highlights, colors
        self.styles.height = min(TALLEST, len(highlights))

    @property
    def is_active(self) -> bool:
        """Keys always move this cursor."""
        return True

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.highlights)

    def stamp(self, index: int) -> Hashable:
        """They never look different."""
        return index

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """A bar, the words, the themes."""
        del number
        highlight = self.highlights[index]
        annotation = highlight.annotation
        themes = fit(", ".join(annotation.themes), cells // 3)
        words = fit(" ".join(annotation.target.quote.exact.split()), max(1, cells - len(themes) - 5))
        color = color_of(highlight, self._colors, "sand")
        return [("▎ ", tones.bar(color)), (words, tones.ink), ("  ", tones.ink), (themes, tones.label(color))]

    def clicked(self) -> None:
        """A click takes it."""
        self.post_message(self.Chosen())


class LostChooser(Dialog["int | None"]):
    """Asks which one belongs to the selected words: its index, None when the person left."""

    DEFAULT_CSS = """
    LostChooser.-middling Quote, LostChooser.-low Quote { margin-bottom: 0; }
    LostChooser.-low LostList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", id="lost_chooser.leave"),
        Binding("enter,ctrl+a", "choose", "Attach", id="lost_chooser.take"),
        Binding("down,j,tab", "step(1)", "Down", id="lost_chooser.down"),
        Binding("up,k,shift+tab", "step(-1)", "Up", id="lost_chooser.up"),
    ]

    def __init__(self, highlights: Sequence[Highlight], words: str, colors: Mapping[str, str]) -> None:
        """Offer `highlights`, the likeliest first, to the selected `words`."""
        super().__init__()
        self._words, self._list = words, LostList(highlights, colors)

    def compose(self) -> ComposeResult:
        """The selected words, the highlights, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "Which highlight belongs here?"
            yield Quote(self._words, 3)
            yield self._list
            yield DialogKeys(
                Button("take", ("enter",), "choose", "Attach"),
                Button("leave", ("escape",), "leave", "Leave"),
            )

    @on(LostList.Chosen)
    def action_choose(self) -> None:
        """Take the one under the cursor."""
        self.dismiss(self._list.cursor)

    def action_step(self, step: int) -> None:
        """To another one."""
        self._list.action_step(step)

    def action_leave(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)
