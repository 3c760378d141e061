"""What the feeds screen shows: the feeds, and all that is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from reader.errors import ReaderError
from reader.keymap import Place
from reader.text.clean import clean_line
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.feeds import rows
from reader.tui.feeds.details import FeedDetails
from reader.tui.feeds.feed_list import FeedList
from reader.tui.feeds.rows import now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from reader.keymap import Keymap
    from reader.library import Library
    from reader.library.values import FeedListing
    from reader.model.feed import Feed
    from reader.store.history import Operation
    from reader.tui.export.choice import Option
    from reader.tui.feeds.log import FetchLog


class Hands(Protocol):
    """What the screen asks of the desk below it, which has the saver and the fetch."""

    library: Library
    keymap: Keymap
    fetch_log: FetchLog | None

    def in_turn(self, act: Callable[[], Operation | None]) -> Awaitable[Operation | None]:
        """Do something to the library after all saves that were asked for before; raises what it raises."""

    def fetch(self, feeds: Sequence[Feed] | None) -> bool:
        """Fetch feeds."""

    def action_stop_fetching(self) -> None:
        """Fetch no more."""

    def action_undo(self) -> None:
        """Take the last change back."""

    def action_redo(self) -> None:
        """Do it again."""

    def open_address(self, address: str) -> None:
        """Open an address in the browser."""

    def ask_to_add(
        self, title: str = "", hint: str = "", lesson: Sequence[Option] = (), *, seeks_feeds: bool = False
    ) -> object:
        """Ask what is to be added, and take it in."""


class ShowingFeeds(Dialog["str | None"]):
    """The part of the feeds screen that shows, and moves."""

    DEFAULT_CSS = """
    ShowingFeeds { background: $background; }
    ShowingFeeds > .box { width: 100%; height: 100%; border: none; padding: 0 1; }
    ShowingFeeds .head { height: 1; margin-bottom: 1; }
    ShowingFeeds .title { width: auto; color: $accent; text-style: bold; margin-right: 3; }
    ShowingFeeds .totals { width: 1fr; color: $foreground-muted; }
    ShowingFeeds .columns { layout: horizontal; height: 1fr; }
    ShowingFeeds FeedList { width: 1fr; margin-right: 2; }
    ShowingFeeds .right { width: 46; height: 1fr; border-left: solid $border; padding-left: 1; }
    ShowingFeeds.-wide .right { width: 72; }
    ShowingFeeds .said { height: auto; max-height: 3; color: $foreground; }
    ShowingFeeds .said.-alarm { color: $text-error; text-style: bold; }
    ShowingFeeds.-narrow .columns { layout: vertical; }
    ShowingFeeds.-narrow FeedList { width: 1fr; margin: 0; }
    ShowingFeeds.-narrow .right { width: 1fr; height: 7; border-left: none; border-top: solid $border; padding: 0; }
    ShowingFeeds.-narrow.-middling .right, ShowingFeeds.-low .right, ShowingFeeds.-empty .right { display: none; }
    ShowingFeeds.-low .head { margin: 0; }
    ShowingFeeds > .box DialogKeys { margin-top: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (150, "-wide")]  # noqa: RUF012 - Textual's own type

    @dataclass
    class Known(Message):
        """What one is subscribed to was read."""

        listings: tuple[FeedListing, ...]
        request: int
        error: ReaderError | None = None

    def __init__(self, hands: Hands, clock: Callable[[], datetime] = now) -> None:
        super().__init__()
        self._hands, self._clock = hands, clock
        self._request = 0
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """The feeds; one of them beside or below; what is said; the keys."""
        with Vertical(classes="box"):
            with Horizontal(classes="head"):
                yield Static("Feeds", classes="title", markup=False)
                yield Static("", classes="totals", markup=False)
            with Horizontal(classes="columns"):
                yield FeedList(self._clock)
                with Vertical(classes="right"):
                    yield FeedDetails(self._clock)
            yield Static("", classes="said", markup=False)
            yield DialogKeys()

    def on_mount(self) -> None:
        """Read what there is."""
        self.feeds.focus()
        log = self._hands.fetch_log
        if log is not None and log.fetched is None:
            self.told()
        self.load()
        self._show_keys()

    # ---- parts

    @property
    def feeds(self) -> FeedList:
        """The list."""
        return self.query_one(FeedList)

    @property
    def current(self) -> FeedListing | None:
        """The feed under the cursor; None where there is none."""
        return self.feeds.current

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Say what happened."""
        said = self.query_one(".said", Static)
        said.update(Content(f" {clean_line(message)}"))
        said.set_class(alarm, "-alarm")

    def _show_keys(self) -> None:
        commands = [command for command in self._hands.keymap.at(Place.FEEDS) if command.footer and command.keys]
        if not self.feeds.count:
            shown = {"feeds.add", "feeds.leave", "feeds.help"}
            commands = [command for command in commands if command.id in shown]
        self.query_one(DialogKeys).show(commands)

    # ---- what there is

    def load(self, select: str = "") -> None:
        """Read the feeds anew, in a thread; then `select` is under the cursor."""
        self._wanted = select or self._wanted
        self._request += 1
        self._read(self._request)

    @work(thread=True, group="feeds")
    def _read(self, request: int) -> None:
        try:
            self.post_message(self.Known(self._hands.library.feeds.all(), request))
        except ReaderError as error:
            self.post_message(self.Known((), request, error))

    def on_showing_feeds_known(self, event: Known) -> None:
        """Show them."""
        if event.error is not None:
            self.say(str(event.error), alarm=True)
        if event.error is not None or event.request != self._request:
            return
        select, self._wanted = self._wanted, ""
        self.feeds.show(event.listings, select)
        self.set_class(not event.listings, "-empty")
        self.query_one(".totals", Static).update(Content(rows.totals(event.listings) if event.listings else ""))
        self._show_keys()

    def told(self) -> None:
        """Show how far the feeds are that are fetched."""
        log = self._hands.fetch_log
        if log is not None:
            self.feeds.fetch_log = log
            self.feeds.tell()
            self.show_details()

    @on(FeedList.Moved)
    def show_details(self) -> None:
        """Show all that is known of the feed under the cursor."""
        listing, log = self.current, self.feeds.fetch_log
        self.query_one(FeedDetails).show(listing, log.of(listing.feed.id) if listing else None)

    # ---- moving

    def action_step(self, step: int) -> None:
        """To another feed."""
        self.feeds.action_step(step)

    def action_page(self, pages: int) -> None:
        """Some on."""
        self.feeds.action_page(pages)

    def action_top(self) -> None:
        """To the first."""
        self.feeds.action_top()

    def action_bottom(self) -> None:
        """To the last."""
        self.feeds.action_bottom()

    def action_trouble(self, step: int) -> None:
        """To the next feed that fails."""
        if not self.feeds.trouble(step):
            self.say("no feed fails")
