"""What will become of the files, and what did: counts, and a list to look through."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from reader.text.cells import fit, width
from reader.text.clean import clean_line
from reader.tui.cursor_list import CursorList
from reader.tui.folding import fold

if TYPE_CHECKING:
    from collections.abc import Hashable

    from reader.export.written import Written
    from reader.library.taking_back import Edit
    from reader.tui.tones import Piece, Tones

MOST_LINES = 6
"""Rows for what is said of one file."""


QUOTED = 200
"""Code points that are told of a note."""


class Entry(NamedTuple):
    """A file, and what becomes of it."""

    sign: str
    name: str
    what: str = ""
    """What is said of it; empty: its sign says all."""


NEW, UPDATED, UNCHANGED, LEFT, NOTICE, EDITED = "+", "~", "=", "!", "›", "*"
STATES = {NEW: "new", UPDATED: "updated", UNCHANGED: "unchanged"}


def entries(written: Written, edits: tuple[Edit, ...] = ()) -> tuple[Entry, ...]:
    """The files, those first of which something is to be said; `edits` are notes that were changed in them."""
    return (
        *(Entry(EDITED, edit.name, f"{edit.name}: your note “{edit.note[:QUOTED]}”") for edit in edits),
        *(Entry(LEFT, said.name, said.what) for said in written.left),
        *(Entry(NOTICE, said.name, said.what) for said in written.notices),
        *(Entry(NEW, name) for name in written.new),
        *(Entry(UPDATED, name) for name in written.updated),
        *(Entry(UNCHANGED, name) for name in written.unchanged),
    )


def counts(written: Written) -> str:
    """`12 new, 3 updated, 180 unchanged, 2 left as they are, 1 notice`."""
    left, notices = len(written.left), len(written.notices)
    parts = [f"{len(written.new):,} new", f"{len(written.updated):,} updated", f"{len(written.unchanged):,} unchanged"]
    if left:
        parts.append(f"{left:,} left as {'it is' if left == 1 else 'they are'}")
    if notices:
        parts.append(f"{notices:,} notice{'' if notices == 1 else 's'}")
    return ", ".join(parts)


class OutcomeList(CursorList, inherit_bindings=False):
    """Files with what becomes of each; the keys are the screen's."""

    DEFAULT_CSS = "OutcomeList { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """Another file is under the cursor."""

    class Chosen(Message):
        """A file was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._folded: dict[int, list[str]] = {}
        self._tops: list[int] = [0]
        self._version = 0

    def show(self, found: tuple[Entry, ...]) -> None:
        """Show other files."""
        self._entries, self.cursor = found, 0
        self._version += 1
        self._fold()
        self.forget()
        self.measure()
        self.scroll_to(y=0, animate=False)

    def _fold(self) -> None:
        cells = max(1, self.size.width - 4)
        self._folded = {
            index: fold(clean_line(entry.what), cells, MOST_LINES)
            for index, entry in enumerate(self._entries)
            if entry.what
        }
        heights = (len(self._folded.get(index, "1")) for index in range(len(self._entries)))
        self._tops = [0, *accumulate(heights)]

    def on_resize(self) -> None:
        """Fold what is said in the new width."""
        self._fold()
        super().on_resize()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._entries)

    @property
    def current(self) -> Entry | None:
        """The file under the cursor; None where there is none."""
        return self._entries[self.cursor] if self.cursor < len(self._entries) else None

    def top_of(self, index: int) -> int:
        """The first row of a file."""
        return self._tops[max(0, min(index, len(self._tops) - 1))]

    def entry_at(self, row: int) -> int:
        """The file that holds `row`."""
        return max(0, min(bisect_right(self._tops, row) - 1, self.count - 1))

    def stamp(self, index: int) -> Hashable:
        """Another with every list."""
        return (self._version, index)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """`+ Fifth harbour.md  new`, or what is said of it."""
        entry = self._entries[index]
        sign = tones.failure if entry.sign == LEFT else tones.strong
        if entry.what:
            return [(f"{entry.sign} " if not number else "  ", sign), (self._folded[index][number], tones.ink)]
        name = tones.faint if entry.sign == UNCHANGED else tones.ink
        state = f"  {STATES[entry.sign]}"
        shown = fit(clean_line(entry.name), max(1, cells - 2 - width(state)))
        return [(f"{entry.sign} ", sign), (shown, name), (state, tones.faint)]

    def moved(self) -> None:
        """Tell where the cursor is."""
        self.post_message(self.Moved())

    def clicked(self) -> None:
        """A click looks at a file."""
        self.post_message(self.Chosen())
