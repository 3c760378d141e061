"""The colours of the palette, to give one to a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from reader.model.theme import COLORS
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.quote import Quote
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult

    from reader.tui.tones import Piece, Tones

OF_THEME = "as its theme"
CHOICES = (("", "t", OF_THEME), *((color, color[0], color) for color in COLORS))
"""Each colour, the letter that takes it and its name; a number takes it too, from 0 on."""


class ColorList(CursorList, can_focus=False):
    """The colours, each in itself and by name. The keys are the dialog's."""

    DEFAULT_CSS = "ColorList { height: auto; min-height: 9; max-height: 1fr; }"

    class Chosen(Message):
        """A colour was clicked."""

    def __init__(self, color: str, of_theme: str) -> None:
        """Begin at `color`; `of_theme` is what the highlight has without one of its own."""
        super().__init__()
        self._of_theme = of_theme
        self.cursor = next((at for at, (name, _, _) in enumerate(CHOICES) if name == color), 0)

    @property
    def is_active(self) -> bool:
        """Keys always move this cursor."""
        return True

    @property
    def count(self) -> int:
        """How many there are."""
        return len(CHOICES)

    def stamp(self, index: int) -> Hashable:
        """A colour never looks different."""
        return index

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """The number, the letter, a bar in the colour, its name in it."""
        del number, cells
        color, letter, name = CHOICES[index]
        shade = color or self._of_theme
        return [
            (f"{index} ", tones.faint),
            (f"{letter}  ", tones.accent),
            ("██  ", tones.bar(shade)),
            (name, tones.label(shade)),
        ]

    def clicked(self) -> None:
        """A click takes it."""
        self.post_message(self.Chosen())


class ColorChooser(Dialog["str | None"]):
    """Asks for a colour: its name, empty for that of the theme, None when the person left."""

    DEFAULT_CSS = """
    ColorChooser > .box { width: 48; }
    ColorChooser.-low ColorList { height: 1fr; min-height: 1; }
    ColorChooser.-middling Quote, ColorChooser.-low Quote { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave as it is", id="color_chooser.leave"),
        Binding("enter", "choose", "Take", id="color_chooser.take"),
        Binding("down,j,tab", "step(1)", "Down", id="color_chooser.down"),
        Binding("up,k,shift+tab", "step(-1)", "Up", id="color_chooser.up"),
        *(
            Binding(f"{index},{letter}", f"take({index})", name, id=f"color_chooser.{letter}", show=False)
            for index, (_, letter, name) in enumerate(CHOICES)
        ),
    ]

    def __init__(self, color: str, of_theme: str, title: str) -> None:
        """Offer the colours to a highlight that has `color` and whose theme has `of_theme`; `title` are its words."""
        super().__init__()
        self._title, self._list = title, ColorList(color, of_theme)

    def compose(self) -> ComposeResult:
        """The words, the colours, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "Colour"
            if self._title:
                yield Quote(self._title, 2)
            yield self._list
            yield DialogKeys(
                Button("take", ("enter",), "choose", "Take"),
                Button("leave", ("escape",), "leave", "Leave as it is"),
            )

    @on(ColorList.Chosen)
    def action_choose(self) -> None:
        """Take the colour under the cursor."""
        self.action_take(self._list.cursor)

    def action_take(self, index: int) -> None:
        """Take a colour."""
        self.dismiss(CHOICES[index][0])

    def action_step(self, step: int) -> None:
        """To another colour."""
        self._list.action_step(step)

    def action_leave(self) -> None:
        """Leave the highlight as it is."""
        self.dismiss(None)
