"""The list of articles: virtual, so that a hundred thousand cost what fifty do."""

from __future__ import annotations

from asyncio import sleep
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from reader.keymap import Place
from reader.tui.bindings import bindings
from reader.tui.panes.article_rows import WIDE, columns, narrow_line, wide_line
from reader.tui.panes.choosing import ChoosingList

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from reader.model.article import Listing
    from reader.tui.tones import Piece, Tones

    Page = Callable[[int, int], Sequence[Listing]]

PAGE = 200
"""Listings asked for at once."""

KEPT = 20
"""Pages kept."""

REACH = 10
"""Pages on either side that are looked through for an article."""


def _now() -> datetime:
    return datetime.now().astimezone()


class ArticlesPane(ChoosingList):
    """Articles, and what is asked of them by key and mouse."""

    PLACES = (Place.LIST,)
    BINDINGS = bindings(Place.LIST)

    @dataclass
    class Opened(Message):
        """An article is to be read."""

        listing: Listing

    @dataclass
    class Moved(Message):
        """The cursor came to another article."""

        listing: Listing

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor is now matters."""
            return isinstance(message, ArticlesPane.Moved)

    @dataclass
    class SourceRequested(Message):
        """The article's source is to be opened in the browser."""

        listing: Listing

    class SortRequested(Message):
        """The list is to be sorted in another way."""

    @dataclass
    class Refused(Message):
        """A key could not do what it is for; `reason` says why."""

        reason: str

    def __init__(self, *, id: str | None = None, clock: Callable[[], datetime] = _now) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._count = 0
        self._page: Page = lambda _offset, _limit: ()
        self._pages: dict[int, list[Listing]] = {}
        self._revisions: dict[int, int] = {}
        self._showing = 0
        self._chosen: dict[str, Listing] = {}
        self._query = ""
        self._clock, self._today = clock, clock()
        self.watch_place: Callable[[], None] = lambda: None
        """Called at once, not by a message, so that the status line is painted in the same frame."""

    # ---- what is shown

    def show(
        self, count: int, page: Page, *, keep: str | None = None, near: int | None = None, query: str = ""
    ) -> None:
        """Show `count` articles, which come from `page` (offset, limit).

        The cursor stays on the article `keep`, at its height on the screen; it is looked for around the row `near`,
        or around where it was. An article that is not found leaves the cursor there; without `keep` it goes to the top.
        `query` is the filter that made the list, for an empty one.
        """
        place = self.cursor if near is None else near
        offset = self.top_of(self.cursor) - self.scroll_offset.y
        self._count, self._page, self._query, self._today = count, page, query, self._clock()
        self._pages.clear()
        self._revisions.clear()
        self._showing += 1
        self.forget()
        self.measure()
        found = self._find(keep, place) if keep else 0
        self.cursor = max(0, min(place if found is None else found, count - 1))
        self.scroll_to(y=self.top_of(self.cursor) - offset if keep else 0, animate=False)
        self.reveal()

    @property
    def count(self) -> int:
        """How many articles there are."""
        return self._count

    def at(self, index: int) -> Listing | None:
        """One article of the list; None where there is none, or none any more."""
        if not 0 <= index < self._count:
            return None
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            if len(self._pages) >= KEPT:
                self._pages.pop(next(iter(self._pages)))
            page = self._pages[number] = list(self._page(number * PAGE, PAGE))
        return page[place] if place < len(page) else None

    def _find(self, article_id: str, near: int) -> int | None:
        """The row of an article on the pages around `near`; None when it is not there."""
        middle, last = near // PAGE, max(0, self._count - 1) // PAGE
        for number in sorted(
            range(max(0, middle - REACH), min(last, middle + REACH) + 1), key=lambda n: abs(n - middle)
        ):
            self.at(number * PAGE)
            for place, listing in enumerate(self._pages.get(number, ())):
                if listing.article.id == article_id:
                    return number * PAGE + place
        return None

    def select(self, article_id: str) -> bool:
        """Put the cursor on an article; False when it is not near."""
        index = self._find(article_id, self.cursor)
        if index is not None:
            self.put_cursor(index)
        return index is not None

    def neighbour(self, step: int) -> Listing | None:
        """Put the cursor `step` articles on and say which that is; None at the list's end."""
        listing = self.at(self.cursor + step)
        if listing is not None:
            self.put_cursor(self.cursor + step)
        return listing

    def replace(self, listing: Listing) -> None:
        """Show an article as it is now; nothing when it is not loaded."""
        for number, page in self._pages.items():
            for place, old in enumerate(page):
                if old.article.id == listing.article.id:
                    index = number * PAGE + place
                    page[place] = listing
                    self._revisions[index] = self._revisions.get(index, 0) + 1
                    self.repaint(index)
                    return

    def show_again(self, known: Callable[[Listing], Listing]) -> None:
        """Show every article as it is `known` now."""
        for page in self._pages.values():
            page[:] = map(known, page)
        self._showing += 1
        self.forget()

    def paths_shown(self) -> tuple[str, ...]:
        """The files of the articles that are in view."""
        first, last = self.entry_at(self.scroll_offset.y), self.entry_at(self.scroll_offset.y + self.size.height - 1)
        listings = map(self.at, range(first, last + 1))
        return tuple(listing.article.path for listing in listings if listing is not None)

    # ---- rows

    @property
    def _height(self) -> int:
        """Rows of one article."""
        return 1 if self.size.width >= WIDE else 2

    def top_of(self, index: int) -> int:
        """The first row of an article."""
        return index * self._height

    def entry_at(self, row: int) -> int:
        """The article that holds `row`."""
        return row // self._height

    def stamp(self, index: int) -> Hashable:
        """Changes with every list, and when a listing is replaced."""
        listing = self.at(index) if self._chosen else None
        is_chosen = listing is not None and self.is_chosen(listing)
        return (self._showing, index, self._revisions.get(index, 0), is_chosen)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> Iterable[Piece]:
        """One line of an article."""
        listing = self.at(index)
        if listing is None:
            return ()
        if self._height == 1:
            return wide_line(listing, columns(cells), self._today, tones, is_chosen=self.is_chosen(listing))
        return narrow_line(listing, number, cells, self._today, tones, is_chosen=self.is_chosen(listing))

    def empty(self) -> tuple[str, ...]:
        """How to get articles, or the whole list back; nothing before the first `show`."""
        if not self._showing:
            return ()
        if self._query:
            return (f"Nothing matches {self._query}", "esc shows all articles again.")
        return (
            "No articles yet",
            "a adds one: type or paste the address of a page, a file, a folder, or a feed to subscribe to.",
            "F shows the feeds.",
            "Or put files into the library’s articles folder.",
        )

    # ---- what keys and mouse ask for

    def moved(self) -> None:
        """Tell where the cursor is."""
        self.watch_place()
        if self.current is not None:
            self.post_message(self.Moved(self.current))

    def clicked(self) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Read the article."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def action_open_source(self) -> None:
        """The source in the browser."""
        if self.current is not None:
            self.post_message(self.SourceRequested(self.current))

    def action_sort(self) -> None:
        """Another order."""
        self.post_message(self.SortRequested())

    def action_unread(self, step: int) -> None:
        """To the next unread article, however far it is."""
        self.run_worker(self._seek_unread(step), group="unread", exclusive=True)

    async def _seek_unread(self, step: int) -> None:
        showing, index = self._showing, self.cursor + step
        while 0 <= index < self._count:
            listing = self.at(index)
            if listing is not None and not listing.state.read:
                self.go(index)
                return
            index += step
            if index % PAGE == 0:
                await sleep(0)
                if showing != self._showing:
                    return
        self.post_message(self.Refused("no unread article further " + ("down" if step > 0 else "up")))
