"""The feeds screen: what one is subscribed to, how it is, and how one wants it."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from reader.errors import ReaderError
from reader.keymap import Place
from reader.text.cells import fit
from reader.tui.bindings import bindings
from reader.tui.counting import counted
from reader.tui.dialogs.confirm import Confirm
from reader.tui.export.choice import Option
from reader.tui.export.picker import PlacePicker
from reader.tui.feeds import rows
from reader.tui.feeds.feed_list import FeedList
from reader.tui.feeds.showing import ShowingFeeds

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model.feed import Feed
    from reader.store.history import Operation

LABEL = 72
"""Cells for what was done to a feed."""

SUBSCRIBING = (
    Option("", "https://…/feed.xml", "the address of a feed"),
    Option("", "https://…", "the address of any page: its feeds are offered"),
)
IMPORTING = (Option("", "~/feeds.opml", "what the other program calls its export, or its subscriptions"),)
"""What may be typed."""


class FeedsScreen(ShowingFeeds):
    """Shows the feeds; the query that lists the articles of one, or None."""

    BINDINGS = bindings(Place.FEEDS)
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
        self._hands.ask_to_add("Subscribe", "the address of a feed, or of a page", SUBSCRIBING, seeks_feeds=True)

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
