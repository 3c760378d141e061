"""The desk's list: filling it, filtering it, bringing it up to date with the files."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reader.errors import QueryError, ReaderError
from reader.tui.panes.articles import ArticlesPane
from reader.tui.screens.parts import DeskParts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.library.values import Problem, Refreshed
    from reader.model.article import Listing

SORTS = ("date", "added", "title", "source", "length", "highlights")
FEW = 50
"""Articles that are read too fast to tell of it."""

PROGRESS = 0.5
"""Seconds between two reports on how far the look at the files is."""

PAUSE = 0.0005
"""Seconds that the look at the files rests after each article."""

FIRST = 200
"""Articles that a filter brings along at once."""


class ListingDesk(DeskParts):
    """The part of the desk that shows what there is to read."""

    @dataclass
    class ListFiltered(Message):
        """A query has found articles; `first` are the first of them."""

        query: str
        count: int
        first: Sequence[Listing]

    @dataclass
    class FilterFailed(Message):
        """A query is wrong."""

        query: str
        error: ReaderError

    @dataclass
    class LibraryRefreshed(Message):
        """All files were looked at."""

        refreshed: Refreshed

    @dataclass
    class RefreshProgress(Message):
        """So many of so many articles are read."""

        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            """Only the last one counts."""
            return isinstance(message, type(self))

    @dataclass
    class LookFailed(Message):
        """The library cannot be looked at."""

        error: ReaderError

    @dataclass
    class LibraryTells(Message):
        """Something was mended."""

        what: str

    _news: tuple[str, ...] = ()
    """What was mended and is still to be told."""

    wanted = ""
    """The list's filter, a query."""

    sort = "date"
    _changed: dict[str, Listing]
    """Articles as they were changed in this run, by id."""

    _told = 0.0
    _told_problems: frozenset[Problem] = frozenset()
    _is_progress_shown = False
    is_looked_at = False
    """Have the files been looked at? Before, an empty list may only be one that is not known yet."""

    _filtering: str | None = None
    """The query whose articles are being looked for; None while none are."""

    def fill(self, *, keep: str | None = None, near: int | None = None) -> None:
        """Show the articles that match, the cursor on the article `keep`, which is looked for around the row `near`."""
        count = self.library.count(self.wanted, live=True)
        if not count and not self.is_looked_at:
            return
        self.articles.show(count, self._page_of(self.wanted), keep=keep, near=near, query=self.wanted)

    def _page_of(self, query: str, first: Sequence[Listing] = ()) -> Callable[[int, int], Sequence[Listing]]:
        """Hands out the list by pages; `first` is its beginning, where that is known already."""
        library, sort = self.library, self.sort

        def page(offset: int, limit: int) -> Sequence[Listing]:
            if first and not offset and limit <= FIRST:
                return first
            return [
                self.known(listing)
                for listing in library.listings(query, sort=sort, offset=offset, limit=limit, live=True)
            ]

        return page

    def refill(self) -> None:
        """Show the list anew, the cursor where it is."""
        current = self.articles.current
        self.fill(keep=current.article.id if current else None)

    def filter_list(self, query: str) -> None:
        """Find what matches, in a worker; a query that is wrong keeps the last result."""
        self._filtering = query
        self._find(query)

    @work(thread=True, group="filter", exclusive=True)
    def _find(self, query: str) -> None:
        try:
            count = self.library.count(query, live=True)
            first = self.library.listings(query, sort=self.sort, limit=FIRST, live=True)
        except ReaderError as error:
            self.post_message(self.FilterFailed(query, error))
        else:
            self.post_message(self.ListFiltered(query, count, first))

    def on_listing_desk_list_filtered(self, event: ListFiltered) -> None:
        """Show what matches."""
        if event.query != self._filtering:
            return
        self._filtering = None
        self.wanted = event.query
        current = self.articles.current
        first = [self.known(listing) for listing in event.first]
        keep = next((one.article.id for one in first if current and one.article.id == current.article.id), None)
        self.articles.show(event.count, self._page_of(event.query, first), keep=keep, near=0, query=event.query)
        self.say(f"{event.count:,} found" if event.query else "")
        self.tell_news()

    def on_listing_desk_filter_failed(self, event: FilterFailed) -> None:
        """Say what is wrong with the query."""
        if event.query == self._filtering:
            self._filtering = None
            self.say(str(event.error), alarm=True)

    @work(thread=True, group="refresh", exclusive=True)
    def look_at_files(self) -> None:
        """Bring the list up to date with the files."""
        try:
            self.library.tidy(self.settings.history)
            refreshed = self.library.refresh(self._progress_of_refresh)
        except ReaderError as error:
            self.post_message(self.LookFailed(error))
        else:
            self.post_message(self.LibraryRefreshed(refreshed))

    def _progress_of_refresh(self, done: int, total: int) -> None:
        """Called in the worker for every article that was read."""
        now = monotonic()
        if now - self._told > PROGRESS or done == total:
            self._told = now
            self.post_message(self.RefreshProgress(done, total))
        # Parsing is Python: without a pause the keys would have to ask for their turn.
        sleep(PAUSE)

    def on_listing_desk_refresh_progress(self, event: RefreshProgress) -> None:
        """Show how far the look at the files is, and what was found so far."""
        if event.total > FEW:
            self.refill()
            self.say(f"reading articles: {event.done:,} of {event.total:,}")
            self._is_progress_shown = True

    def on_listing_desk_library_refreshed(self, event: LibraryRefreshed) -> None:
        """Show what is new, and what cannot be read."""
        is_first, self.is_looked_at = not self.is_looked_at, True
        if event.refreshed or (is_first and not self.articles.count):
            current = self.articles.current
            self.fill(keep=current.article.id if current else self.desk_state.article, near=self.articles.cursor)
            self.known_themes()
        if not self.tell_problems(event.refreshed.problems) and self._is_progress_shown:
            self.say("")
        self._is_progress_shown = False
        self.tell_news()
        self.looked()

    def looked(self) -> None:
        """All files were looked at, and the list shows it."""

    def tell_problems(self, problems: Sequence[Problem]) -> bool:
        """Say what cannot be read, once; False when there is nothing new to say."""
        news = [problem for problem in problems if problem not in self._told_problems]
        self._told_problems |= set(news)
        if news:
            more = f" and {len(news) - 1} more" if len(news) > 1 else ""
            self.say(f"{news[0].told.rstrip('.')}{more}; `reader doctor` lists all", alarm=True)
        return bool(news)

    def hear(self, what: str) -> None:
        """Take what the library tells, on any thread."""
        self.post_message(self.LibraryTells(what))

    def on_listing_desk_library_tells(self, event: LibraryTells) -> None:
        """Say what was mended, once; while an article is on its way it is said with that."""
        self._news += (event.what,)
        self.tell_news()

    def tell_news(self) -> None:
        """Say what was mended, if anything was and nothing is on its way that would be told over it."""
        if self._news and not self.is_busy:
            news, self._news = self._news, ()
            self.say(" ".join(news), alarm=True)

    def on_listing_desk_look_failed(self, event: LookFailed) -> None:
        """Say why."""
        self.say(str(event.error), alarm=True)

    def find_articles(self, words: str, limit: int) -> Sequence[Listing]:
        """At most `limit` articles with all of `words`; none when they are no query."""
        try:
            return self.library.listings(words, limit=limit, live=True)
        except QueryError:
            return ()

    @on(ArticlesPane.SortRequested)
    def _sort(self) -> None:
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self.refill()
        self.say(f"sorted by {self.sort}")

    @property
    def is_busy(self) -> bool:
        """Is an article, a filtered list or the desk itself still on its way to the screen?"""
        return self._filtering is not None or not self.is_furnished

    # ---- what the list shows of an article

    def known(self, listing: Listing) -> Listing:
        """The article as it is now, also where that is not on the disk yet."""
        return self._changed.get(listing.article.id, listing)

    def show_all_again(self, article_ids: Iterable[str]) -> None:
        """Show many articles of the list as the disk has them."""
        for article_id in article_ids:
            self._changed.pop(article_id, None)
        self.refill()

    def show_listing(self, listing: Listing) -> None:
        """Show an article of the list as it is now."""
        self._changed[listing.article.id] = listing
        self.articles.replace(listing)

    # ---- after undo

    def show_again(self, article_id: str) -> None:
        """Show an article as the disk has it, which may be without it."""
        listing = self.library.catalogue.get(article_id)
        if listing is None:
            self._changed.pop(article_id, None)
        else:
            self.show_listing(listing)
