"""The desk's reading: opening articles, and where reading goes on."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.tui import fates
from reader.tui.panes.articles import ArticlesPane
from reader.tui.screens.listing import ListingDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.library.following import Look
    from reader.library.values import Opened
    from reader.model.article import ArticleState, Listing
    from reader.session import Session
    from reader.text.document import Text
    from reader.tui.jumps import Jumps, Spot
    from reader.tui.panes.reader import ReaderPane

    Landing = Callable[[Text], int | None]

POSITION_DELAY = 3.0
"""Seconds after which a place that was moved to is kept."""

RESTING = 1.0
"""Seconds without a move after which the hands rest."""


class OpeningDesk(ListingDesk):
    """The part of the desk that opens what is read."""

    @dataclass
    class ArticleRead(Message):
        """An article was read from the disk."""

        opened: Opened
        request: int
        seen: Look
        """The stamps of its files, taken before they were read."""

    @dataclass
    class ArticleFailed(Message):
        """An article cannot be read."""

        error: ReaderError
        request: int

    seen: Look | None = None
    """The stamps of the files of what is open; None while nothing is."""

    arrived: ArticleRead | None = None
    """An article that waits for the desk to be furnished."""

    _request = 0
    _is_reading = False
    _reading = ""
    """The id of the article that is being read, or was last."""

    _is_outdated = False
    """Was it changed since?"""

    _landing: Landing | None = None
    _is_jump = False

    _position_timer: Timer | None = None
    _moved_at = 0.0

    @on(ArticlesPane.Opened)
    def _open(self, event: ArticlesPane.Opened) -> None:
        self.open_article(event.listing.article.id)

    @cached_property
    def jumps(self) -> Jumps:
        """The places one jumped from."""
        from reader.tui.jumps import Jumps  # noqa: PLC0415 - nobody jumps before the list is seen

        return Jumps()

    @property
    def _open_id(self) -> str:
        """The id of the article that is open; empty while none is."""
        return self.session.listing.article.id if self.session else ""

    def spot(self) -> Spot | None:
        """Where the caret is; None while nothing is open."""
        from reader.tui.jumps import Spot  # noqa: PLC0415 - as above

        return Spot(self._open_id, self.session.caret) if self.session else None

    def remember_spot(self) -> None:
        """Keep where the caret is, before it goes somewhere else."""
        here = self.spot()
        if here is not None:
            self.jumps.leave(here)

    @property
    def is_busy(self) -> bool:
        """Is anything still on its way to the screen?"""
        return self._is_reading or super().is_busy

    def open_article(self, article_id: str, *, landing: Landing | None = None, is_jump: bool = True) -> None:
        """Read an article in a worker, and show it; only the last one asked for counts.

        `landing` says where in its text the caret goes; None: where reading goes on. A jump can be gone back from.
        """
        self.keep_position()
        self._landing, self._is_jump = landing, is_jump
        self._is_reading, self._is_outdated, self._reading = True, False, article_id
        self._request += 1
        self._read(article_id, self._request)

    def saved_in(self, articles: frozenset[str]) -> None:
        """Notes of `articles` changed on the disk: what is just being read may be older."""
        if self._is_reading and self._reading in articles:
            self._is_outdated = True

    @work(thread=True, group="read")
    def _read(self, article_id: str, request: int) -> None:
        try:
            seen = self.library.look(self.library.article_of(article_id))
            opened = self.library.read(article_id)
        except ReaderError as error:
            self.post_message(self.ArticleFailed(error, request))
        else:
            self.post_message(self.ArticleRead(opened, request, seen))

    def on_opening_desk_article_read(self, event: ArticleRead) -> None:
        """Show the article; one that comes before the desk is furnished waits."""
        from reader.session import Session  # noqa: PLC0415 - loaded while the list is looked at

        if event.request != self._request:
            return
        self.arrived = None if self.is_furnished else event
        if self.arrived is not None:
            return
        if self._is_outdated:
            self.open_article(self._reading, landing=self._landing, is_jump=self._is_jump)
            return
        self._is_reading = False
        opened, self.seen = event.opened, event.seen
        listing = opened.listing
        if self._is_jump and self._reading != self._open_id:
            self.remember_spot()
        landing, self._landing = self._landing and self._landing(opened.text), None
        caret = max(0, min(listing.state.position if landing is None else landing, len(opened.text.plain)))
        session = Session(
            listing,
            opened.text,
            opened.highlights,
            caret,
            conflicts=opened.conflicts,
            lines=opened.lines,
            promotional=opened.promotional,
        )
        session = self.with_unsaved(session)
        self.say("")
        self.show_place("page")
        self.page.open(session)
        if landing is not None:
            self.page.take(session)
        self.page.focus()
        self.place_changed()
        self.call_after_refresh(self._settled)
        if opened.problems:
            self.say(opened.problems[0].told, alarm=True)
        elif torn := len({version.id for version in session.conflicts}):
            self.say(f"{torn} {'note has' if torn == 1 else 'notes have'} two wordings: = shows both")
        elif told := fates.on_opening(opened.highlights):
            self.say(told)
        self.tell_news()
        if not listing.state.read:
            self._read_now(listing)

    def _settled(self) -> None:
        """Show the notes beside an article that was painted; nothing of it needs to be looked through for garbage."""
        self.show_notes()
        gc.freeze()

    def _read_now(self, listing: Listing) -> None:
        self._keep_state(replace(listing, state=replace(listing.state, read=True)), listing.state)

    def on_opening_desk_article_failed(self, event: ArticleFailed) -> None:
        """Say why; the last article stays."""
        if event.request == self._request:
            self._is_reading = False
            self.say(str(event.error), alarm=True)
            self.tell_news()

    def on_reader_pane_neighbour_requested(self, event: ReaderPane.NeighbourRequested) -> None:
        """Open the article before or after this one."""
        listing = self.articles.neighbour(event.step)
        if listing is None:
            self.say("that was the last article of the list" if event.step > 0 else "that was the first article")
        else:
            self.open_article(listing.article.id)

    def on_reader_pane_source_requested(self) -> None:
        """Open the article's address."""
        if self.session is not None:
            self.open_source(self.session.listing)

    @on(ArticlesPane.SourceRequested)
    def _list_source(self, event: ArticlesPane.SourceRequested) -> None:
        self.open_source(event.listing)

    def open_source(self, listing: Listing) -> None:
        """Open an article's address in the browser, if it is one."""
        raise NotImplementedError

    # ---- where reading goes on

    def place_moved(self) -> None:
        """The caret or the view moved: keep the place in a moment, when the hands rest."""
        self._moved_at = monotonic()
        if self._position_timer is None and self.session is not None:
            self._position_timer = self.set_timer(POSITION_DELAY, self._rested)

    def _rested(self) -> None:
        """Keep the place, or wait on: of a file of many notes a save is felt in the key that comes with it."""
        self._position_timer = None
        if monotonic() - self._moved_at < RESTING:
            self._position_timer = self.set_timer(RESTING, self._rested)
        else:
            self.keep_position()

    def keep_position(self) -> None:
        """Keep where reading is, if that changed."""
        if self._position_timer is not None:
            self._position_timer.stop()
            self._position_timer = None
        session = self.session
        if session is None:
            return
        listing = self.known(session.listing)
        if listing.state.position != session.caret:
            state = replace(listing.state, position=session.caret, text_hash=session.text.hash)
            self._keep_state(replace(listing, state=state), listing.state)

    def _keep_state(self, listing: Listing, base: ArticleState) -> None:
        self.show_listing(listing)
        session = self.session
        if session is not None and session.listing.article.id == listing.article.id:
            self.page.session = replace(session, listing=listing)
        if self.library.read_only:
            return
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        article_id, state = listing.article.id, listing.state
        job = Job(
            lambda: self.library.set_state(article_id, state, base),
            frozenset((article_id,)),
            can_wait=False,
            is_step=False,
        )
        self.saver.submit(job)

    def with_unsaved(self, session: Session) -> Session:
        """A session that was read from the disk, with what is still on its way there."""
        raise NotImplementedError
