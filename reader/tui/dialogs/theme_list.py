"""The themes that a prompt offers, and the chips of those that were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from reader.text.cells import fit, pad, width
from reader.tui.cursor_list import CursorList
from reader.tui.dialogs.theme_names import folded
from reader.tui.entry_rows import Look
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from textual import events

    from reader.model.theme import ThemeUse

NOBODY = -1
"""The cursor while none was reached."""


class ThemeList(CursorList, can_focus=False):
    """Themes with their colours and how often they are used. The keys are the prompt's."""

    DEFAULT_CSS = "ThemeList { height: 5; margin-top: 1; }"

    @dataclass
    class Toggled(Message):
        """A theme is to be taken, or given back."""

        name: str

    def __init__(self) -> None:
        super().__init__()
        self._uses: Sequence[ThemeUse] = ()
        self._chosen: frozenset[str] = frozenset()
        self._word = ""
        self._version = 0

    def show(self, uses: Sequence[ThemeUse], chosen: Iterable[str], word: str, cursor: int = NOBODY) -> None:
        """Offer `uses` for `word`; the first one is what tab takes, unless the cursor was moved to another."""
        self._uses, self._chosen, self._word = uses, frozenset(chosen), word
        self._version += 1
        self.cursor = min(cursor, len(uses) - 1)
        self.forget()
        self.measure()
        if self.cursor == NOBODY:
            self.scroll_to(y=0, animate=False)
        self.reveal()

    @property
    def count(self) -> int:
        """How many are offered."""
        return len(self._uses)

    @property
    def reached(self) -> str:
        """The theme under the cursor; empty while none was reached."""
        return self._uses[self.cursor].theme.name if 0 <= self.cursor < len(self._uses) else ""

    @property
    def offered(self) -> str:
        """What tab takes: the theme under the cursor, else the first one that fits what is typed."""
        return self.reached or (self._uses[0].theme.name if self._uses and self._word else "")

    def step(self, step: int) -> None:
        """Move the cursor; up from the first one it leaves the list."""
        if self.cursor + step < 0:
            self.repaint(self.cursor)
            self.cursor = NOBODY
            self.repaint(0)
        elif self.count:
            self.repaint(0)
            self.put_cursor(self.cursor + step)

    def reveal(self) -> None:
        """Show the theme under the cursor, if there is one."""
        if self.cursor != NOBODY:
            super().reveal()

    def look(self, index: int) -> Look:
        """The one under the cursor, else the one that tab takes, more quietly."""
        if index == self.cursor:
            return Look.CURSOR
        return Look.QUIET if self.cursor == NOBODY and index == 0 and self._word else Look.PLAIN

    def stamp(self, index: int) -> Hashable:
        """Another with every list."""
        return (self._version, index)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """`✓ ▎economy/tariffs   9`."""
        del number
        use = self._uses[index]
        name, uses = use.theme.name, f"{use.highlights:,} ×" if use.highlights else ""
        if self.look(index) is Look.QUIET:
            uses = f"tab  {uses}"
        room = max(1, cells - 4 - width(uses) - 2)
        shown = fit(name, room)
        at = folded(name).find(folded(self._word)) if self._word and len(folded(name)) == len(name) else -1
        head = (
            (shown[:at], shown[at : at + len(self._word)], shown[at + len(self._word) :])
            if at >= 0
            else (shown, "", "")
        )
        return [
            ("✓ " if name in self._chosen else "  ", tones.accent),
            ("▎ ", tones.bar(use.theme.color)),
            (head[0], tones.ink),
            (head[1], tones.bold),
            (head[2], tones.ink),
            (" " * (room - width(shown) + 2), tones.ink),
            (uses, tones.faint),
        ]

    def empty(self) -> tuple[str, ...]:
        """What a name that nobody used means."""
        if self._word:
            return (f"No theme like {self._word} yet", "enter makes it.")
        return ("No themes yet", "Type a name; several with a comma; a / nests: economy/tariffs.")

    def clicked(self) -> None:
        """A click takes a theme, or gives it back."""
        name, self.cursor = self.reached, NOBODY
        self.post_message(self.Toggled(name))


class Chip(NamedTuple):
    """A theme that was chosen."""

    name: str
    color: str
    """Empty: the theme is new."""

    @property
    def label(self) -> str:
        """What is shown of it."""
        return self.name if self.color else f"new: {self.name}"


class ThemeChips(LineView, can_focus=False):
    """What enter would take, each with a cross to click away; a hint while there is nothing."""

    DEFAULT_CSS = "ThemeChips { height: 1; overflow-y: hidden; }"
    MOST = 3
    """Rows at most."""

    @dataclass
    class Removed(Message):
        """A theme is not wanted."""

        name: str

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self._hint = ""

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)

    def show(self, chips: Iterable[Chip], hint: str) -> None:
        """Show `chips`, or `hint` where there are none."""
        self._chips, self._hint = tuple(chips), hint
        self.styles.height = max(1, min(self.MOST, len(self._placed())))
        self.refresh()

    def on_resize(self) -> None:
        """Place the chips in the new width."""
        self.show(self._chips, self._hint)

    def _placed(self) -> list[list[tuple[int, int, Chip]]]:
        """By row: where each chip begins and ends."""
        rows: list[list[tuple[int, int, Chip]]] = []
        at, cells = 0, max(6, self.size.width)
        for chip in self._chips:
            taken = min(cells, width(chip.label) + 4)
            if not rows or at + taken > cells:
                rows.append([])
                at = 0
            rows[-1].append((at, at + taken, chip))
            at += taken + 2
        return rows

    def key_of(self, y: int) -> None:
        """Painted afresh: few rows, seldom."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """One row of chips."""
        tones, rows = self._tones, self._placed()
        if not rows:
            return fitted([(fit(self._hint, self.size.width), tones.faint)], self.size.width, tones.ink)
        row: list[Piece] = []
        at = 0
        for start, end, chip in rows[y] if y < len(rows) else ():
            label = pad(chip.label, end - start - 4)
            row += ((" " * (start - at), tones.ink), ("▎ ", tones.bar(chip.color) if chip.color else tones.accent))
            row += ((label, tones.label(chip.color) if chip.color else tones.strong), (" ×", tones.faint))
            at = end
        hidden = sum(map(len, rows[y + 1 :])) if y == self.size.height - 1 else 0
        more = f" +{hidden}" if hidden else ""
        return [*fitted(row, max(0, self.size.width - len(more)), tones.ink), (more[: self.size.width], tones.faint)]

    def on_click(self, event: events.Click) -> None:
        """A click on a chip takes it away."""
        rows = self._placed()
        if event.y < len(rows):
            for start, end, chip in rows[event.y]:
                if start <= event.x < end:
                    self.post_message(self.Removed(chip.name))
