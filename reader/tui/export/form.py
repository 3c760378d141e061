"""The fields of the export screen, one on each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.keymap import Place
from reader.text.cells import fit, pad, width
from reader.text.clean import clean_line
from reader.tui.bindings import keymap_of, shown
from reader.tui.cursor_list import CursorList
from reader.tui.entry_rows import Look
from reader.tui.export.choice import Field, Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from reader.tui.tones import Piece, Tones

LABEL = 11
"""Cells for a field's name."""


class ExportForm(CursorList, inherit_bindings=False):
    """What is chosen, field by field; each row tells the key that goes to it."""

    DEFAULT_CSS = "ExportForm { height: auto; }"

    @dataclass
    class Asked(Message):
        """A field was clicked."""

        field: Field

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Row, ...] = ()
        self._keys: dict[Field, str] = {}

    def on_mount(self) -> None:
        """Take the person's keys."""
        keys = {command.id.partition(".")[2]: command.keys for command in keymap_of(self.app).at(Place.EXPORT)}
        self._keys = {field: shown(keys[field][0]) if keys.get(field) else "" for field in Field}

    def show(self, fields: Sequence[Row]) -> None:
        """Show the fields that there are; the cursor stays on its own."""
        current = self.current
        if tuple(fields) == self._shown:
            return
        self._shown = tuple(fields)
        self.styles.height = len(fields)
        self.cursor = min(self.cursor, len(fields) - 1)
        if current is not None:
            self.select(current)
        self.forget()
        self.measure()

    @property
    def count(self) -> int:
        """How many fields there are."""
        return len(self._shown)

    @property
    def current(self) -> Field | None:
        """The field under the cursor; None before there are any."""
        return self._shown[self.cursor].field if self.cursor < len(self._shown) else None

    def select(self, field: Field) -> bool:
        """Put the cursor on a field; False where that is not there now."""
        at = next((number for number, row in enumerate(self._shown) if row.field is field), None)
        if at is not None:
            self.put_cursor(at)
        return at is not None

    def stamp(self, index: int) -> Hashable:
        """What it shows."""
        return (index, self._shown[index])

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """`f  Format     ‹ Obsidian ›  for a vault`."""
        del number
        row = self._shown[index]
        is_held = self.look(index) is Look.CURSOR and row.field is not Field.QUERY
        room = max(1, cells - 3 - LABEL - (4 if is_held else 0))
        value = clean_line(row.value)
        value = tail(value, room) if row.field is Field.PLACE else fit(value, room)
        about = fit(clean_line(row.about), room - width(value) - 2) if row.about and width(value) + 6 < room else ""
        return [
            (pad(self._keys.get(row.field, ""), 3), tones.accent),
            (pad(row.label, LABEL), tones.faint),
            ("‹ " if is_held else "", tones.accent),
            (value, tones.bold),
            (" ›" if is_held else "", tones.accent),
            (f"  {about}" if about else "", tones.faint),
        ]

    def clicked(self) -> None:
        """A click asks for another value."""
        if self.current is not None:
            self.post_message(self.Asked(self.current))


def tail(text: str, cells: int) -> str:
    """The end of `text` in `cells` cells: of a path it says most."""
    while width(text) > cells:
        text = f"…{text[2 if text.startswith('…') else 1 :]}"
    return text
