"""All that is known of one feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import pad
from reader.text.clean import clean_line
from reader.tui.feeds import rows
from reader.tui.folding import fold
from reader.tui.lines import LineView
from reader.tui.tones import Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from reader.library.values import FeedListing, FeedStep
    from reader.tui.tones import Piece

LABEL = 10
"""Cells for the name of a fact."""

LINES = 6
"""Rows for one fact at most."""


class FeedDetails(LineView, can_focus=False):
    """What a feed is called, how it is, and how the person wants it."""

    DEFAULT_CSS = "FeedDetails { height: 1fr; overflow-y: hidden; }"

    def __init__(self, clock: Callable[[], datetime] = rows.now) -> None:
        super().__init__()
        self._clock = clock
        self._listing: FeedListing | None = None
        self._step: FeedStep | None = None
        self._lines: list[list[Piece]] = []

    def show(self, listing: FeedListing | None, step: FeedStep | None = None) -> None:
        """Show a feed, and what a fetch tells of it; None: nothing."""
        self._listing, self._step = listing, step
        self._lay()

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)
        self._lay()

    def on_resize(self) -> None:
        """Fold it in the new width."""
        self._lay()

    def _lay(self) -> None:
        self._lines = self._told() if self._listing is not None else []
        self.forget()

    def _told(self) -> list[list[Piece]]:
        listing, tones, cells, now = self._listing, self._tones, self.size.width - 1, self._clock()
        if listing is None or cells <= LABEL:
            return []
        found: list[list[Piece]] = [[(line, tones.bold)] for line in fold(clean_line(rows.name(listing)), cells, 2)]
        bad = rows.trouble(listing, now)
        if not bad and self._step is not None and self._step.message:
            bad = self._step.message
        if bad:
            found += [[(line, tones.failure)] for line in fold(clean_line(bad), cells, LINES)]
        if self.size.height > LINES:
            found.append([])
        for label, value in rows.facts(listing, now):
            head = pad(label, LABEL)
            for line in fold(clean_line(value), cells - LABEL, LINES):
                found.append([(head, tones.faint), (line, tones.ink)])
                head = " " * LABEL
        return found

    def key_of(self, y: int) -> None:
        """Painted afresh: these are a few rows."""
        del y

    def pieces(self, y: int) -> list[Piece]:
        """One row."""
        found = self._lines[y] if y < len(self._lines) else []
        return fitted([(" ", self._tones.ink), *found], self.size.width, self._tones.ink)
