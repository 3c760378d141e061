"""The panel below the desk's panes that shows how feeds are fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from reader.keymap import Place
from reader.text.cells import fit, pad, width
from reader.text.clean import clean_line
from reader.tui.bindings import bindings
from reader.tui.cursor_list import CursorList
from reader.tui.feeds import rows
from reader.tui.feeds.log import ACTIVE, FAILED, FetchLog
from reader.tui.lines import LineView
from reader.tui.tones import Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult

    from reader.library.values import FeedStep
    from reader.tui.tones import Piece

BAR = 20
"""Cells of the bar that shows how far it is."""

SIGNS = {"failed": "!", "gone": "×", "done": "+", "early": "‖"}
"""What stands before a feed; the others are being asked."""


class FetchHead(LineView, can_focus=False):
    """How far the fetch is, with a bar."""

    DEFAULT_CSS = "FetchHead { height: 1; overflow-y: hidden; }"

    def __init__(self, log: FetchLog) -> None:
        super().__init__()
        self.fetch_log = log

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.palette.color(self.skin.palette.lifted))

    def key_of(self, y: int) -> None:
        """Painted afresh: it is one row."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """`━━━━━──── 23 of 40 feeds · 12 new`."""
        del y
        tones, log = self._tones, self.fetch_log
        full = BAR if log.fetched is not None or not log.total else BAR * log.ended // log.total
        return fitted(
            [
                (" ", tones.ink),
                ("━" * full, tones.strong),
                ("─" * (BAR - full), tones.faint),
                (f" {log.progress}", tones.ink),
            ],
            self.size.width,
            tones.ink,
        )


class FetchList(CursorList):
    """The feeds of which there is something to tell, as it happened; the last one is seen."""

    DEFAULT_CSS = "FetchList { height: 1fr; }"
    PLACES = (Place.FETCHING,)
    BINDINGS = bindings(Place.FETCHING)

    def __init__(self, log: FetchLog, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.fetch_log = log
        self._steps: tuple[FeedStep, ...] = ()
        self._version = 0

    def tell(self) -> None:
        """Show what was told since; the cursor goes along where it is on the last row."""
        is_last = self.cursor >= len(self._steps) - 1
        self._steps = self.fetch_log.told()
        self._version += 1
        self.cursor = max(0, len(self._steps) - 1) if is_last else min(self.cursor, max(0, len(self._steps) - 1))
        self.forget()
        self.measure()
        self.reveal()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._steps)

    def stamp(self, index: int) -> Hashable:
        """Another whenever something was told."""
        return (self._version, index)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """`+ Harbour Review  3 new`, or why it failed."""
        del number
        step = self._steps[index]
        is_bad, is_active = step.what in FAILED, step.what in ACTIVE
        word = clean_line(step.message) if step.message else rows.step_word(step)
        named = fit(clean_line(step.feed.name), max(8, cells // 3))
        column = min(32, max(8, cells // 3))
        room = max(1, cells - 4 - max(column, width(named)))
        return [
            (f"{SIGNS.get(step.what, '·')} ", tones.failure if is_bad else tones.accent),
            (pad(named, column), tones.faint if is_active else tones.ink),
            (f"  {fit(word, room)}", tones.ink if is_bad else tones.faint),
        ]

    def empty(self) -> tuple[str, ...]:
        """What is said before there is anything to tell."""
        if self.fetch_log.fetched is not None:
            return (
                ("No feed had anything new",)
                if not self.fetch_log.fetched.is_offline
                else ("No feed could be reached",)
            )
        return ("Asking …",)


class FetchPanel(Vertical):
    """How feeds are fetched: how far it is, and what came of each."""

    DEFAULT_CSS = """
    FetchPanel { height: 8; display: none; }
    FetchPanel.-shown { display: block; }
    """

    def __init__(self, log: FetchLog) -> None:
        super().__init__()
        self._fetch_log = log

    def compose(self) -> ComposeResult:
        """The bar and the feeds."""
        yield FetchHead(self._fetch_log)
        yield FetchList(self._fetch_log, id="fetching")

    @property
    def feeds(self) -> FetchList:
        """What has the keys."""
        return self.query_one(FetchList)

    @property
    def is_shown(self) -> bool:
        """Is it open?"""
        return self.has_class("-shown")

    def take(self, log: FetchLog) -> None:
        """Show another fetch."""
        self._fetch_log = self.query_one(FetchHead).fetch_log = self.feeds.fetch_log = log
        self.feeds.cursor = 0
        self.tell()

    def tell(self) -> None:
        """Show what was told since."""
        if self.is_shown:
            self.query_one(FetchHead).refresh()
            self.feeds.tell()
