"""The desk's adding: what is typed is looked at, taken in, and opened."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from textual import on, work

from reader.errors import ReaderError
from reader.text.cells import fit
from reader.tui.screens.fetching import FetchingDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.model.feed import Feed
    from reader.tui.adding.outcome import Outcome
    from reader.tui.export.choice import Option

Result = TypeVar("Result")

TITLE = 40
"""Cells that a title keeps where it is said what came."""


class AddingDesk(FetchingDesk):
    """The part of the desk that takes in what a person names."""

    _told_of = ""
    """What is to be said of the article, or of the list, that comes."""

    _awaited_feed: Feed | None = None
    """What was subscribed to, and is to be listed when it was fetched."""

    async def in_turn(self, act: Callable[[], Result]) -> Result:
        """Do something to the library after all saves that were asked for before; raises what it raises.

        It is done also where nobody waits for it any more, since the screen that asked is gone.
        """
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        done: Future[Result] = Future()

        def run() -> None:
            try:
                done.set_result(act())
            except ReaderError as error:
                done.set_exception(error)
            except BaseException as bug:
                done.set_exception(bug)
                raise

        self.saver.submit(Job(run, frozenset(), can_wait=False))
        return await asyncio.shield(asyncio.wrap_future(done))

    def action_add(self) -> None:
        """Ask what is to be added, and take it in."""
        if self.library.read_only:
            self.say("this library cannot be written: nothing can be added to it")
        else:
            self.ask_to_add()

    @work
    async def ask_to_add(
        self, title: str = "Add", hint: str = "", lesson: Sequence[Option] = (), *, seeks_feeds: bool = False
    ) -> None:
        """Ask, take in, and open what came; `title`, `hint` and `lesson` are the dialog's."""
        from reader.tui.adding.asking import HINT, LESSON  # noqa: PLC0415 - not needed to start
        from reader.tui.adding.dialog import AddDialog  # noqa: PLC0415 - as above
        from reader.tui.adding.worker import LibraryWorker  # noqa: PLC0415 - as above

        loop = asyncio.get_running_loop()

        def in_turn(act: Callable[[], Result]) -> Future[Result]:
            return asyncio.run_coroutine_threadsafe(self.in_turn(act), loop)

        worker = LibraryWorker(self.library, in_turn, in_turn, seeks_feeds=seeks_feeds)
        outcome = await self.app.push_screen_wait(
            AddDialog(worker, title=title, hint=hint or HINT, lesson=lesson or LESSON)
        )
        if outcome is not None:
            self.show_outcome(outcome)

    def show_outcome(self, outcome: Outcome) -> None:
        """Open the article that came; of several, show the list with the cursor on the first of them."""
        if outcome.articles:
            self._forget_known(frozenset(outcome.articles))
            self.fill(keep=outcome.articles[0], near=self.articles.cursor)
        if outcome.feeds:
            self.told_feeds()
            is_one = len(outcome.feeds) == 1
            self._awaited_feed = outcome.feeds[0] if is_one else None
            self.fetch(outcome.feeds)
            what = _named(outcome.feeds[0]) if is_one else f"{len(outcome.feeds):,} feeds"
            self.say(f"subscribed to {what}, which {'is' if is_one else 'are'} fetched now …")
        elif outcome.count == 1 and self.app.screen is self:
            self._told_of = outcome.said
            self.open_article(outcome.articles[0])
        else:
            self.say(f"{outcome.summary}{'; u takes it back' if outcome.new else ''}")

    def tell_news(self) -> None:
        """Say what was mended; else what is to be said of an article that was added and is open now."""
        super().tell_news()
        if self._told_of and not self.is_busy:
            said, self._told_of = self._told_of, ""
            self.say(said)

    @on(FetchingDesk.FetchEnded)
    def _open_feed(self, event: FetchingDesk.FetchEnded) -> None:
        """List what came of the feed that was subscribed to, if one still waits for it."""
        feed, self._awaited_feed = self._awaited_feed, None
        is_waiting = self.app.screen is self and self.articles.has_focus and not self.wanted
        if feed is not None and is_waiting and event.fetched is not None and event.fetched.new:
            title = feed.title.replace('"', " ").strip()
            self._told_of = f"subscribed to {_named(feed)}; esc shows all articles"
            self.filter_list(f'feed:"{title}"' if title else f"feed:{feed.id}")

    def told_feeds(self) -> None:
        """What one is subscribed to is another now."""


def _named(feed: Feed) -> str:
    return f"“{fit(feed.name, TITLE)}”"
