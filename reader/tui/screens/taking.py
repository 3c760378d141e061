"""The desk's watched folders: what is put into them appears in the list while one reads."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ReaderError
from reader.library.values import Added
from reader.tui.screens.subscribing import SubscribingDesk

if TYPE_CHECKING:
    from reader.settings import Settings

EVERY = 3.0
"""Seconds between two looks at least."""

SHARE = 0.02
"""Part of the time that looks may take."""


class TakingDesk(SubscribingDesk):
    """The part of the desk that takes in what is put into watched folders."""

    @dataclass
    class FolderLooked(Message):
        """A look at the folders has ended."""

        new: tuple[str, ...]
        """Titles of the articles that came."""

        renewed: tuple[str, ...]
        troubles: tuple[str, ...]
        seconds: float
        """How long it took."""

    settings: Settings
    _folders_stopped: Event | None = None
    _folder_troubles: frozenset[str] = frozenset()
    """What was said already."""

    def watch_folders(self) -> None:
        """Take in what is in the folders, and what comes, from now on."""
        if self.settings.folders and not self.library.read_only:
            self._folders_stopped = Event()
            # Not while the desk is being furnished.
            self.set_timer(min(EVERY, 1.0), self._look_at_folders)

    async def end_taking(self) -> None:
        """Look no longer, and wait for what is just coming in."""
        if self._folders_stopped is not None:
            self._folders_stopped.set()
            await self.workers.wait_for_complete([each for each in self.workers if each.group == "folders"])

    @work(thread=True, group="folders")
    def _look_at_folders(self) -> None:
        from reader.library import watched  # noqa: PLC0415 - nothing is taken in before the list is seen

        stopped, began = self._folders_stopped, monotonic()
        new: list[str] = []
        renewed: list[str] = []
        troubles: list[str] = []
        try:
            for result in watched.take(
                self.library, self.settings.folders, cancelled=stopped.is_set if stopped else bool
            ):
                if isinstance(result, Added):
                    (new if result.is_new else renewed).append(result.listing.article.title)
                else:
                    troubles.append(str(result))
        except ReaderError as error:
            troubles.append(str(error))
        self.post_message(self.FolderLooked(tuple(new), tuple(renewed), tuple(troubles), monotonic() - began))

    def on_taking_desk_folder_looked(self, event: FolderLooked) -> None:
        """Show what came, and look again after a while."""
        if event.new or event.renewed:
            self._show_what_came()
        parts = (
            [f"“{event.new[0]}” came" if len(event.new) == 1 else f"{len(event.new):,} articles came"]
            if event.new
            else []
        )
        parts += [f"{len(event.renewed):,} renewed"] if event.renewed else []
        troubles = [each for each in event.troubles if each not in self._folder_troubles]
        self._folder_troubles = frozenset(event.troubles)
        if troubles:
            more = f" (and {len(troubles) - 1:,} more)" if len(troubles) > 1 else ""
            self.say("; ".join((*parts, f"{troubles[0]}{more}")), alarm=True)
        elif parts:
            self.say(f"{', '.join(parts)} from a watched folder{'; u takes it back' if event.new else ''}")
        if self._folders_stopped is not None and not self._folders_stopped.is_set():
            # What was taken in took its time once; what looking takes is seen where nothing is.
            seconds = 0.0 if event.new or event.renewed or troubles else event.seconds
            self.set_timer(max(EVERY, seconds / SHARE), self._look_at_folders)
