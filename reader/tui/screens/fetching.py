"""The desk's fetching of feeds: in a thread, while one reads on; what comes appears in the list."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ReaderError
from reader.tui.screens.exporting import ExportingDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer
    from textual.widget import Widget

    from reader.library.values import Fetched
    from reader.model.feed import Feed
    from reader.tui.feeds.log import FetchLog
    from reader.tui.feeds.panel import FetchPanel

TOLD = 0.1
"""Seconds between two looks at how far the feeds are."""

FILLED = 1.0
"""Seconds between two looks at what came; a list that changes all the time cannot be read."""

NO_FEEDS = "no feeds yet: F shows how to get some"
ALL_PAUSED = "all feeds are paused: F, then p, ends that"


class FetchingDesk(ExportingDesk):
    """The part of the desk that fetches feeds."""

    @dataclass
    class FetchEnded(Message):
        """The feeds are fetched, or it is known why not."""

        log: FetchLog
        fetched: Fetched | None
        error: ReaderError | None = None
        has_feeds: bool = True
        """Is anything subscribed to?"""

    fetch_log: FetchLog | None = None
    """What is told of the feeds that are fetched, or were last; None: none were."""

    where_failures = ": F shows why"
    """Where one reads why feeds could not be fetched."""

    _wanted_feeds: tuple[Feed, ...] = ()
    """Feeds that are to be fetched when it is done with those."""

    _stop: Event | None = None
    """Ends the fetch that goes on; None while none does."""

    _teller: Timer | None = None
    """Looks how far the feeds are, while they are fetched."""

    _filled_at = 0.0
    _told_version = _shown_new = 0
    _panel: FetchPanel | None = None
    _before_panel: Widget | None = None

    @property
    def is_fetching(self) -> bool:
        """Are feeds being fetched?"""
        return self._stop is not None

    @property
    def fetch_list(self) -> Widget | None:
        """The feeds in the panel; None while that is not shown."""
        return self._panel.feeds if self._panel is not None and self._panel.is_shown else None

    # ---- keys

    async def action_fetch(self) -> None:
        """Fetch all feeds; while that goes on, show how far it is, or hide it."""
        if self._panel is not None and self._panel.is_shown:
            self.hide_panel()
        elif self.is_fetching:
            await self._show_panel()
        elif self.fetch(None):
            self.say("fetching the feeds … R shows how far it is")

    def action_stop_fetching(self) -> None:
        """Stop; what came stays."""
        if self._stop is None:
            self.say("no feeds are being fetched")
        else:
            self._stop.set()
            self.say("stops fetching …")

    # ---- fetching

    def fetch(self, feeds: Sequence[Feed] | None) -> bool:
        """Fetch `feeds`, None: all; False while others are being fetched."""
        from reader.tui.feeds.log import FetchLog  # noqa: PLC0415 - nothing is fetched before the list is seen

        if self.library.read_only:
            self.say("this library cannot be written: nothing can be fetched into it")
            return False
        if self._stop is not None:
            self._wanted_feeds += tuple(feeds or ())
            self.say("fetched after those that are being fetched" if feeds else "the feeds are being fetched")
            return False
        self.fetch_log, self._stop = FetchLog(feeds or ()), Event()
        self._told_version = self._shown_new = 0
        self._filled_at = monotonic()
        self._teller = self.set_interval(TOLD, self.tell_fetch)
        if self._panel is not None:
            self._panel.take(self.fetch_log)
        self.say("fetching …")
        self._fetch(feeds, self.fetch_log, self._stop)
        return True

    @work(thread=True, group="fetch")
    def _fetch(self, feeds: Sequence[Feed] | None, log: FetchLog, stop: Event) -> None:
        from reader.library import fetching  # noqa: PLC0415 - nothing is fetched before the list is seen

        try:
            fetched = fetching.run(self.library, feeds, progress=log.take, cancelled=stop)
            has_feeds = bool(fetched.feeds or self.library.subscriptions.feeds())
        except ReaderError as error:
            self.post_message(self.FetchEnded(log, None, error))
        else:
            log.end(fetched)
            self.post_message(self.FetchEnded(log, fetched, has_feeds=has_feeds))

    def tell_fetch(self) -> None:
        """Show how far it is where something was told since, and now and then what came."""
        log = self.fetch_log
        if log is None or log.version == self._told_version:
            return
        self._told_version = log.version
        self.background = f"feeds {log.ended:,}/{log.total:,}" if self.is_fetching else ""
        self._show_status()
        if self._panel is not None:
            self._panel.tell()
        if self.is_fetching and log.new > self._shown_new and monotonic() - self._filled_at > FILLED:
            self._filled_at, self._shown_new = monotonic(), log.new
            self._show_what_came()

    def on_fetching_desk_fetch_ended(self, event: FetchEnded) -> None:
        """Show what came, and say it."""
        from reader.tui.feeds.log import summary  # noqa: PLC0415 - loaded with the fetch

        self._stop, fetched = None, event.fetched
        if self._teller is not None:
            self._teller.stop()
        self.background = ""
        self.tell_fetch()
        self.show_keys()
        self._show_what_came()
        if event.error is not None:
            self.say(f"the feeds could not be fetched: {event.error}", alarm=True)
        elif fetched is not None and not fetched.feeds and not fetched.early and not fetched.failed:
            self.say("stopped" if fetched.is_cancelled else ALL_PAUSED if event.has_feeds else NO_FEEDS)
        elif fetched is not None:
            more = self.where_failures if fetched.failed and not fetched.is_offline else ""
            self.say(f"{summary(fetched)}{more}")
        wanted, self._wanted_feeds = self._wanted_feeds, ()
        if wanted and not (fetched is not None and fetched.is_cancelled):
            self.fetch(tuple(dict.fromkeys(wanted)))

    def _show_what_came(self) -> None:
        """Fill the list anew; cursor, height and the page stay where they are."""
        self._forget_known(None)
        current = self.articles.current
        self.fill(keep=current.article.id if current else None, near=self.articles.cursor)

    async def end_fetching(self) -> None:
        """Stop, and wait until what is just landing is on the disk."""
        if self._stop is not None:
            self._stop.set()
            self.say("stops fetching …")
            await self.workers.wait_for_complete([each for each in self.workers if each.group == "fetch"])

    # ---- the panel

    async def _show_panel(self) -> None:
        from reader.tui.feeds.panel import FetchPanel  # noqa: PLC0415 - seldom asked for

        if self.fetch_log is None:
            return
        if self._panel is None:
            self._panel = FetchPanel(self.fetch_log)
            await self.mount(self._panel, after="#panes")
        self._before_panel = self.focused
        self._panel.add_class("-shown")
        self._panel.tell()
        self._panel.feeds.focus()

    def hide_panel(self) -> bool:
        """Hide how far the feeds are; False where that is not shown."""
        if self._panel is None or not self._panel.is_shown:
            return False
        had_focus = self._panel.feeds.has_focus
        self._panel.remove_class("-shown")
        if had_focus:
            (self._before_panel or self.articles).focus()
        return True
