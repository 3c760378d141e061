"""The feeds screen: what one is subscribed to, how it is, and how one wants it."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from reader.errors import ReaderError
from reader.keymap import Place
from reader.text.cells import fit
from reader.text.clean import clean_line
from reader.tui.bindings import bindings
from reader.tui.counting import counted
from reader.tui.dialogs.confirm import Confirm
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.export.choice import Option
from reader.tui.export.picker import PlacePicker
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
    from reader.tui.feeds.log import FetchLog

LABEL = 72
"""Cells for what was done to a feed."""

SUBSCRIBING = (
    Option("", "https://…/feed.xml", "the address of a feed"),
    Option("", "https://…", "the address of any page: its feeds are offered"),
)
IMPORTING = (Option("", "~/feeds.opml", "what the other program calls its export, or its subscriptions"),)
"""What may be typed."""


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

    def ask_to_add(self, title: str = "", hint: str = "", lesson: Sequence[Option] = ()) -> object:
        """Ask what is to be added, and take it in."""


class FeedsScreen(Dialog["str | None"]):
    """Shows the feeds; the query that lists the articles of one, or None."""

    DEFAULT_CSS = """
    FeedsScreen { background: $background; }
    FeedsScreen > .box { width: 100%; height: 100%; border: none; padding: 0 1; }
    FeedsScreen .head { height: 1; margin-bottom: 1; }
    FeedsScreen .title { width: auto; color: $accent; text-style: bold; margin-right: 3; }
    FeedsScreen .totals { width: 1fr; color: $foreground-muted; }
    FeedsScreen .columns { layout: horizontal; height: 1fr; }
    FeedsScreen FeedList { width: 1fr; margin-right: 2; }
    FeedsScreen .right { width: 46; height: 1fr; border-left: solid $border; padding-left: 1; }
    FeedsScreen.-wide .right { width: 72; }
    FeedsScreen .said { height: auto; max-height: 3; color: $foreground; }
    FeedsScreen .said.-alarm { color: $text-error; text-style: bold; }
    FeedsScreen.-narrow .columns { layout: vertical; }
    FeedsScreen.-narrow FeedList { width: 1fr; margin: 0; }
    FeedsScreen.-narrow .right { width: 1fr; height: 7; border-left: none; border-top: solid $border; padding: 0; }
    FeedsScreen.-narrow.-middling .right, FeedsScreen.-low .right, FeedsScreen.-empty .right { display: none; }
    FeedsScreen.-low .head { margin: 0; }
    FeedsScreen > .box DialogKeys { margin-top: 0; }
    """
    BINDINGS = bindings(Place.FEEDS)
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

    def on_feeds_screen_known(self, event: Known) -> None:
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

    # ---- one feed

    @on(FeedList.Chosen)
    def action_show_articles(self) -> None:
        """List its articles."""
        if self.current is not None:
            self.dismiss(rows.query(self.current, self.feeds.listings))

    def action_fetch_one(self) -> None:
        """Fetch it now."""
        if self.current is not None and self._hands.fetch((self.current.feed,)):
            self.told()

    def action_open_site(self) -> None:
        """Open its page in the browser."""
        if self.current is None:
            return
        if self.current.feed.site:
            self._hands.open_address(self.current.feed.site)
        else:
            self.say("this feed names no page")

    def action_pause(self) -> None:
        """Leave it alone when all are fetched, or no longer."""
        if self.current is not None:
            feed = self.current.feed
            self._change(replace(feed, paused=not feed.paused))

    def action_remove(self) -> None:
        """Unsubscribe."""
        if self.current is not None:
            feed = self.current.feed
            self._do(lambda: self._hands.library.feeds.remove((feed.id,)))

    @work
    async def action_edit(self) -> None:
        """Change how it is wanted."""
        from reader.tui.feeds.form import FeedData  # noqa: PLC0415 - seldom asked for

        if self.current is None:
            return
        folders = sorted({each.feed.folder for each in self.feeds.listings if each.feed.folder}, key=str.casefold)
        feed, complaint = self.current.feed, ""
        while True:
            form = FeedData(feed, folders, self._hands.library.query, complaint)
            changed = await self.app.push_screen_wait(form)
            if changed is None:
                return
            feed, complaint = changed, await self._tried(partial(self._hands.library.feeds.change, changed))
            if not complaint:
                return

    def _change(self, feed: Feed) -> None:
        self._do(lambda: self._hands.library.feeds.change(feed))

    @work
    async def _do(self, act: Callable[[], Operation | None]) -> None:
        """Change what one is subscribed to."""
        complaint = await self._tried(act)
        if complaint:
            self.say(complaint, alarm=True)

    async def _tried(self, act: Callable[[], Operation | None]) -> str:
        """Change what one is subscribed to, in its turn, and say what came of it; why it could not be, or nothing."""
        try:
            operation = await self._hands.in_turn(act)
        except ReaderError as error:
            return str(error)
        if operation is not None and operation.changes:
            self.say(f"{fit(operation.label, LABEL)}; u takes it back")
        else:
            self.say("it is so already")
        self.load()
        return ""

    # ---- all of them

    def action_add(self) -> None:
        """Subscribe to another one."""
        self._hands.ask_to_add("Subscribe", "the address of a feed, or of a page", SUBSCRIBING)

    def action_import_opml(self) -> None:
        """Subscribe to the feeds of a list."""
        self._hands.ask_to_add("Import OPML", "a file: ~/feeds.opml", IMPORTING)

    @work
    async def action_export_opml(self) -> None:
        """Write all feeds into a file."""
        from reader.tui.feeds import opml_file  # noqa: PLC0415 - seldom asked for

        if not self.feeds.count:
            self.say("there are no feeds yet")
            return
        picker = PlacePicker("Export the feeds as OPML", (), "", "a file or a folder: ~/feeds.opml")
        typed = await self.app.push_screen_wait(picker)
        if not typed or not typed.strip():
            return
        path = await to_thread(opml_file.path_of, typed.strip())
        if await to_thread(opml_file.is_there, path):
            question = f"{opml_file.shown(path)} is there already. Replace it?"
            if not await self.app.push_screen_wait(Confirm(question, yes="Replace", no="Leave it")):
                return
        try:
            count = await to_thread(opml_file.write, path, self._hands.library)
        except ReaderError as error:
            self.say(str(error), alarm=True)
        else:
            self.say(f"{counted(count, 'feed')} written to {opml_file.shown(path)}")

    def action_fetch_all(self) -> None:
        """Fetch all."""
        if not self.feeds.count:
            self.say("there are no feeds yet")
        elif self._hands.fetch(None):
            self.told()

    def action_stop_fetching(self) -> None:
        """Fetch no more."""
        self._hands.action_stop_fetching()

    def action_undo(self) -> None:
        """Take the last change back."""
        self._hands.action_undo()

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._hands.action_redo()

    def action_help(self) -> None:
        """The keys."""
        from reader.tui.screens.help import HelpScreen  # noqa: PLC0415 - a screen that is seldom asked for

        self.app.push_screen(HelpScreen(self._hands.keymap, Place.FEEDS))

    def action_leave(self) -> None:
        """Back to the desk."""
        self.dismiss(None)

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
