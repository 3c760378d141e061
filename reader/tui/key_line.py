"""The footer: what keys do here, and buttons for the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from reader.text.cells import width
from reader.tui.bindings import shown
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

PINNED = ("everywhere.search", "everywhere.help", "everywhere.back")
"""Commands that stay, at the right; the first ones go first where there is little room."""


class Key(Protocol):
    """What is shown of a command: `keymap.Command` is one."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The first one is shown."""

    @property
    def action(self) -> str:
        """What a click asks for."""

    @property
    def label(self) -> str:
        """One or two words."""


@dataclass(frozen=True, slots=True)
class Button:
    """A key that is not in the key table: a dialog's own."""

    id: str
    keys: tuple[str, ...]
    action: str
    label: str


@dataclass(frozen=True, slots=True)
class _Placed:
    start: int
    end: int
    key: Key


class KeyLine(LineView, can_focus=False):
    """One row of keys, each with a word; a click on one is as good as the key."""

    DEFAULT_CSS = "KeyLine { height: 1; overflow-y: hidden; }"
    INDENT = 1
    """Cells before the first key."""

    @dataclass
    class Pressed(Message):
        """A key was clicked."""

        command: Key

    def __init__(self, *keys: Key, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._keys: tuple[Key, ...] = keys
        self._question = ""
        self._hovered: str = ""

    def show(self, keys: Sequence[Key], question: str = "") -> None:
        """Show `keys`, as many as there is room for, after a `question` that they answer."""
        if (tuple(keys), question) != (self._keys, self._question):
            self._keys, self._question, self._hovered = tuple(keys), question, ""
            self.refresh()

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)

    # ---- painting

    def _place(self) -> list[_Placed]:
        """Where each key stands that has room; the pinned ones at the right."""
        cells = self.size.width
        pinned = [key for name in PINNED for key in self._keys if key.id == name]
        placed: list[_Placed] = []
        end = cells - 1
        for key in reversed(pinned):
            start = end - _cells(key)
            if start < 1:
                break
            placed.append(_Placed(start, end, key))
            end = start - 2
        at = self.INDENT + (width(self._question) + 2 if self._question else 0)
        for key in self._keys:
            if key not in pinned:
                if at + _cells(key) > end:
                    break
                placed.append(_Placed(at, at + _cells(key), key))
                at += _cells(key) + 2
        return sorted(placed, key=lambda one: one.start)

    def key_of(self, y: int) -> None:
        """Painted afresh: it is one row, and seldom."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """The row."""
        del y
        tones = self._tones
        row: list[Piece] = [(" " * self.INDENT, tones.ink), (self._question, tones.strong)]
        at = self.INDENT + width(self._question)
        for one in self._place():
            name = shown(one.key.keys[0])
            label = tones.underlined(tones.ink) if one.key.id == self._hovered else tones.faint
            row += ((" " * (one.start - at), tones.ink), (name, tones.strong), (" ", tones.ink), (one.key.label, label))
            at = one.end
        return fitted(row, self.size.width, tones.ink)

    # ---- mouse

    def _at(self, x: int) -> Key | None:
        return next((one.key for one in self._place() if one.start <= x < one.end), None)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        key = self._at(event.x)
        if key is not None:
            event.stop()
            self.post_message(self.Pressed(key))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key a click would press."""
        key = self._at(event.x)
        self._hover(key.id if key else "")

    def on_leave(self) -> None:
        """Show none."""
        self._hover("")

    def _hover(self, identifier: str) -> None:
        if identifier != self._hovered:
            self._hovered = identifier
            self.refresh()


def _cells(key: Key) -> int:
    return width(shown(key.keys[0])) + 1 + width(key.label)
