"""The desk's feeds: the screen that lists them, and what is done there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from reader.tui.screens.adding import AddingDesk
from reader.tui.screens.fetching import FetchingDesk

if TYPE_CHECKING:
    from reader.tui.feeds.screen import FeedsScreen
    from reader.tui.saver import Saver


class SubscribingDesk(AddingDesk):
    """The part of the desk that goes to the feeds, and comes back with what is to be listed."""

    _feeds_screen: FeedsScreen | None = None
    """The feeds, while they are shown."""

    @work
    async def action_feeds(self) -> None:
        """Show the feeds; then list the articles of the one that was chosen."""
        from reader.tui.feeds.screen import FeedsScreen  # noqa: PLC0415 - a screen that is not needed to start

        self._feeds_screen, before = FeedsScreen(self), self.where_failures
        self.where_failures = "; ] goes to the next of them"
        chosen = await self.app.push_screen_wait(self._feeds_screen)
        self._feeds_screen, self.where_failures = None, before
        if chosen is not None:
            self.go_to(self.articles)
            self.filter_list(chosen)

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Say it where one looks."""
        super().say(message, alarm=alarm)
        if self._feeds_screen is not None and self._feeds_screen.is_mounted:
            self._feeds_screen.say(message, alarm=alarm)

    def told_feeds(self) -> None:
        """Show the feeds as they are now."""
        if self._feeds_screen is not None and self._feeds_screen.is_mounted:
            self._feeds_screen.load()

    def on_saver_saved(self, event: Saver.Saved) -> None:
        """What was done, or taken back, may have been done to feeds."""
        if event.job.is_step:
            self.told_feeds()

    def tell_fetch(self) -> None:
        """Show how far it is, on the feeds screen too."""
        super().tell_fetch()
        if self._feeds_screen is not None and self._feeds_screen.is_mounted:
            self._feeds_screen.told()

    @on(FetchingDesk.FetchEnded)
    def _show_fetched(self) -> None:
        """Show how the feeds are now."""
        self.told_feeds()
