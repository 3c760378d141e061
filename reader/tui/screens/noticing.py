"""The desk's noticing: what other programs do to the library while it is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ReaderError
from reader.tui.screens.following import FollowingDesk

if TYPE_CHECKING:
    from reader.library.values import Refreshed
    from reader.library.watching import Watcher
    from reader.settings import Settings

DOUBT = 0.7
"""Seconds after which what could not be read is looked at once more: whoever writes may not have been done."""


class NoticingDesk(FollowingDesk):
    """The part of the desk that keeps list, themes and text in step with the files."""

    @dataclass
    class FilesChanged(Message):
        """Other programs changed files."""

        paths: frozenset[str] | None
        """Relative to the library; None: more than can be named."""

    @dataclass
    class ChangesTaken(Message):
        """What changed was read."""

        refreshed: Refreshed | None
        """None: it could not be."""

        paths: frozenset[str] | None

    settings: Settings
    _watcher: Watcher | None = None
    _noticed: frozenset[str] | None = frozenset()
    """What changed and was not read yet; None: everything may have."""

    _doubtful: frozenset[str] = frozenset()
    """What could not be read, and is looked at once more."""

    _is_taking = False

    def notice_files(self) -> None:
        """Watch the library from now on, unless that is turned off."""
        if self.settings.watch != "off":
            from reader.library.watching import Watcher  # noqa: PLC0415 - nothing is watched before the list is seen

            self._watcher = Watcher(self.library, self._files_changed, mode=self.settings.watch)
            self._watcher.start()

    def on_unmount(self) -> None:
        """Watch no longer, also where the app ends in another way than by quitting."""
        self.stop_noticing()

    def stop_noticing(self) -> None:
        """Watch no longer: what the next start shows is made of the files as they are now."""
        if self._watcher is not None:
            self._watcher.stop()

    def _files_changed(self, paths: frozenset[str] | None) -> None:
        """Called by the watcher, on its own thread."""
        self.post_message(self.FilesChanged(paths))

    def on_noticing_desk_files_changed(self, event: FilesChanged) -> None:
        """Read what changed, together with what else changes until there is time for it."""
        self._notice(event.paths)

    def _notice(self, paths: frozenset[str] | None) -> None:
        self._noticed = None if paths is None or self._noticed is None else self._noticed | paths
        self._take_noticed()

    def _take_noticed(self) -> None:
        if self._is_taking or not self.is_looked_at or self._noticed == frozenset():
            return
        paths, self._noticed, self._is_taking = self._noticed, frozenset(), True
        self._take_changes(paths)

    @work(thread=True, group="changes")
    def _take_changes(self, paths: frozenset[str] | None) -> None:
        refreshed: Refreshed | None = None
        try:
            refreshed = self.library.refresh_paths(paths, self._progress_of_refresh)
        except ReaderError as error:
            self.post_message(self.LookFailed(error))
        self.post_message(self.ChangesTaken(refreshed, paths))

    def on_noticing_desk_changes_taken(self, event: ChangesTaken) -> None:
        """Show what changed, the cursor and the filter as they are."""
        self._is_taking = False
        refreshed, paths = event.refreshed, event.paths
        if refreshed is not None:
            self._doubt(refreshed, paths)
            self._forget_known(refreshed.articles)
            if refreshed or paths is None:
                current = self.articles.current
                self.fill(keep=current.article.id if current else None, near=self.articles.cursor)
                self._renew_state(refreshed.articles)
            if refreshed or paths is None or "themes.json" in paths:
                self.known_themes()
            if self._is_progress_shown:
                self._is_progress_shown = False
                self.say(f"{refreshed.added + refreshed.changed + refreshed.removed:,} articles changed on the disk")
        self.look()
        self._take_noticed()
        self.tell_news()

    def looked(self) -> None:
        """All files were looked at; now comes what changed meanwhile."""
        super().looked()
        self._forget_known(None)
        self.look()
        self._take_noticed()

    def tell_news(self) -> None:
        """Say what was mended once the text is as the disk has it: what is said of that would stand over it."""
        is_followed = self._is_rereading or (self._awaited is not None and not self._trouble)
        if self._news and (self._is_taking or is_followed):
            self.set_timer(DOUBT, self.tell_news)
        else:
            super().tell_news()

    def _doubt(self, refreshed: Refreshed, paths: frozenset[str] | None) -> None:
        """Look once more at what could not be read, and say what still cannot."""
        failed = {problem.path for problem in refreshed.problems}
        told = [problem for problem in refreshed.problems if problem.path in self._doubtful or paths is None]
        self._doubtful = frozenset(failed - self._doubtful) if paths is not None else frozenset()
        if self._doubtful:
            doubtful = self._doubtful
            self.set_timer(DOUBT, lambda: self._notice(doubtful))
        self.tell_problems(told)

    def _forget_known(self, articles: frozenset[str] | None) -> None:
        """Take what the disk says of articles for what they are, save where ours is still on its way there."""
        saving = self.saver.articles
        for article_id in list(self._changed):
            if article_id not in saving and (articles is None or article_id in articles):
                del self._changed[article_id]

    def _renew_state(self, articles: frozenset[str] | None) -> None:
        """Take what another program did with the article that is open; the place in it is ours."""
        session, article_id = self.session, self._open_id
        if (
            session is None
            or (articles is not None and article_id not in articles)
            or article_id in self.saver.articles
        ):
            return
        listing = self.library.catalogue.get(article_id)
        if listing is not None:
            ours = session.listing.state
            state = replace(listing.state, position=ours.position, text_hash=ours.text_hash)
            self.page.session = replace(session, listing=replace(session.listing, state=state))
