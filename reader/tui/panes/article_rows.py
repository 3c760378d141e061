"""How an article looks in the list: one line where there is room, else two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.export import dates
from reader.text.cells import pad
from reader.text.pace import minutes

if TYPE_CHECKING:
    from datetime import datetime

    from reader.model.article import Listing
    from reader.tui.tones import Piece, Tones

WIDE = 66
"""Cells from which an article is one line."""

DATE = 8
"""Cells of `Mar 2025`."""

MARKS = 5
"""Cells of `▎1234`: the number of highlights, with the bar that stands for them everywhere."""


CHOSEN = "✓"
"""The sign of an article that is selected."""


class Columns(NamedTuple):
    """Cells of each column of a wide line; 0: there is no room for it."""

    source: int
    title: int
    themes: int
    minutes: int


def columns(cells: int) -> Columns:
    """The columns of a line of `cells` cells."""
    source = max(12, min(24, cells // 5))
    reading = 9 if cells >= 96 else 0
    themes = min(40, cells // 5) if cells >= 120 else 0
    return Columns(source, max(8, cells - 6 - DATE - 2 - source - 2 - 2 - themes - reading - MARKS), themes, reading)


def wide_line(
    listing: Listing, room: Columns, today: datetime, tones: Tones, *, is_chosen: bool = False
) -> list[Piece]:
    """`★ ●  14 Mar  Harbour Review  The town that counted…   economy   9 min   3`."""
    article, state = listing.article, listing.state
    dated = pad(dates.short(article.published or article.added, today), DATE)
    themes = pad(", ".join(listing.themes), room.themes - 2) + "  " if room.themes else ""
    reading = f"{minutes(article.words)} min".rjust(room.minutes - 2) + "  " if room.minutes else ""
    return [
        (f"{_flags(listing, is_chosen=is_chosen)}  ", tones.accent),
        (f"{dated}  {pad(article.source or article.author, room.source)}  ", tones.faint),
        (pad(article.title, room.title), tones.ink if state.read else tones.bold),
        (f"  {themes}{reading}{_marks(listing):<{MARKS}}", tones.faint),
    ]


def narrow_line(
    listing: Listing, number: int, cells: int, today: datetime, tones: Tones, *, is_chosen: bool = False
) -> list[Piece]:
    """The title over its date and source, the number of highlights at the right."""
    article, state = listing.article, listing.state
    if number == 0:
        return [
            (f"{'●' if not state.read else ' '}{CHOSEN if is_chosen else ' '}", tones.accent),
            (pad(article.title, max(0, cells - 3)), tones.ink if state.read else tones.bold),
        ]
    parts = (dates.short(article.published or article.added, today), article.source or article.author)
    below, marks = " · ".join(part for part in parts if part), _marks(listing)
    room = max(0, cells - 3 - (MARKS + 1 if marks else 0))
    return [("★ " if state.starred else "  ", tones.accent), (f"{pad(below, room)} {marks:<{MARKS}}", tones.faint)]


def _flags(listing: Listing, *, is_chosen: bool) -> str:
    sign = CHOSEN if is_chosen else " "
    return f"{'★' if listing.state.starred else ' '}{sign}{' ' if listing.state.read else '●'}"


def _marks(listing: Listing) -> str:
    return f"▎{listing.highlights}" if listing.highlights else ""
