"""The feeds in a list, folder by folder."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.cells import fit, pad, width
from reader.text.clean import clean_line
from reader.tui.cursor_list import CursorList
from reader.tui.feeds import rows
from reader.tui.feeds.log import FetchLog

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import datetime

    from reader.library.values import FeedListing
    from reader.tui.feeds.rows import Row
    from reader.tui.tones import Piece, Tones

STATE = 16
"""Cells that say when a feed was fetched, or how far that is."""

NAME = 56
"""Cells for a name at most: farther away, nobody would see which number is whose."""

ROOMY = 48
"""Cells from which there is room for that."""

UNREAD = 7
"""Cells for the number of unread articles."""


class FeedList(CursorList, inherit_bindings=False):
    """Feeds with what is unread in them and how they are; the keys are the screen's."""

    DEFAULT_CSS = "FeedList { height: 1fr; }"

    class Moved(Message):
        """Another feed is under the cursor."""

    class Chosen(Message):
        """A feed was clicked."""

    def __init__(self, clock: Callable[[], datetime] = rows.now) -> None:
        super().__init__()
        self._feeds: tuple[Row, ...] = ()
        self._tops: list[int] = [0]
        self._version = 0
        self._clock = clock
        self.fetch_log = FetchLog()
        """How far the feeds are that are being fetched, or were last."""

        self.is_known = False
        """Is it known which feeds there are?"""

    # ---- what is shown

    def show(self, listings: Sequence[FeedListing], select: str = "") -> None:
        """Show `listings`, the cursor on the feed `select`, else on the one it was on, else where it was."""
        current = self.current
        wanted = select or (current.feed.id if current else "")
        self._feeds, self.is_known = rows.arranged(listings), True
        self._tops = [0, *accumulate(1 + self._above(index) for index in range(len(self._feeds)))]
        at = next((number for number, row in enumerate(self._feeds) if row.listing.feed.id == wanted), None)
        self.cursor = max(0, min(self.cursor if at is None else at, len(self._feeds) - 1))
        self.tell()
        self.measure()
        self.reveal()
        self.moved()

    def tell(self) -> None:
        """Show anew how far each feed is."""
        self._version += 1
        self.forget()

    def trouble(self, step: int) -> bool:
        """To the next feed that fails, in a circle; False where none does."""
        count = self.count
        for index in (range(self.cursor + step, self.cursor + step * (count + 1), step)) if count else ():
            if rows.is_failing(self._feeds[index % count].listing):
                self.go(index % count)
                return True
        return False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._feeds)

    @property
    def listings(self) -> tuple[FeedListing, ...]:
        """All of them, as they are shown."""
        return tuple(row.listing for row in self._feeds)

    @property
    def current(self) -> FeedListing | None:
        """The one under the cursor; None where there is none."""
        return self._feeds[self.cursor].listing if self.cursor < len(self._feeds) else None

    # ---- rows

    def _above(self, index: int) -> int:
        """Rows above a feed: its folder, and a gap before that."""
        return 0 if not self._feeds[index].heading else 1 if index == 0 else 2

    def top_of(self, index: int) -> int:
        """The first row of a feed, its heading included."""
        return self._tops[max(0, min(index, len(self._tops) - 1))]

    def entry_at(self, row: int) -> int:
        """The feed that holds `row`."""
        return max(0, min(bisect_right(self._tops, row) - 1, self.count - 1))

    def has_ground(self, index: int, number: int) -> bool:
        """The feed itself lies on the cursor's ground, what stands above it does not."""
        return number == self._above(index)

    def stamp(self, index: int) -> Hashable:
        """Another whenever something was told."""
        return (self._version, index)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> list[Piece]:
        """`● Harbour Review      12  5 min ago`, its folder above the first of it."""
        row, above, wide = self._feeds[index], self._above(index), STATE if cells >= ROOMY else 0
        if number < above:
            if number != above - 1:
                return []
            unread = f"{row.unread:,}" if row.unread else ""
            room = max(1, min(NAME + 2, cells - wide - UNREAD - 2))
            return [
                (pad(fit(clean_line(row.heading), room), room), tones.strong),
                (f"{unread:>{UNREAD}}", tones.faint),
            ]
        listing = row.listing
        sign = rows.sign(listing)
        state, is_bad = self._state(listing)
        room = max(1, min(NAME, cells - 2 - wide - UNREAD - 2))
        title = fit(clean_line(rows.name(listing)), room)
        unread = f"{listing.unread:,}" if listing.unread else ""
        name = tones.faint if sign in (rows.PAUSED, rows.DEAD) else tones.bold if listing.unread else tones.ink
        return [
            (f"{sign} ", tones.failure if rows.is_failing(listing) else tones.accent),
            (title, name),
            (" " * (room - width(title)), tones.ink),
            (f"{unread:>{UNREAD}}", tones.accent),
            (f"  {pad(fit(state, wide), wide)}", tones.failure if is_bad else tones.faint),
        ]

    def _state(self, listing: FeedListing) -> tuple[str, bool]:
        """How far it is, or when it was fetched; and whether that is bad."""
        step = self.fetch_log.of(listing.feed.id)
        if step is not None:
            return rows.step_word(step), step.what in {"failed", "gone"}
        if listing.state.gone:
            return "gone", True
        if listing.is_dead:
            return "dead", True
        if listing.state.failures:
            return "fails", True
        if listing.feed.paused:
            return "paused", False
        return rows.ago(listing.state.checked, self._clock()) or "never fetched", False

    def empty(self) -> tuple[str, ...]:
        """How to get feeds; nothing before it is known that there are none."""
        if not self.is_known:
            return ()
        return (
            "No feeds yet",
            "a subscribes: type or paste the address of a feed, or of any page; where that names a feed, it is found.",
            "I takes the feeds of another program, from the OPML file that it exports.",
            "New articles then come with R, or with reader fetch, which can be run by a timer.",
        )

    def moved(self) -> None:
        """Tell where the cursor is."""
        self.post_message(self.Moved())

    def clicked(self) -> None:
        """A click shows its articles."""
        self.post_message(self.Chosen())
