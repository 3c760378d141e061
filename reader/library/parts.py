"""What a library is made of: notes, themes, texts, history, trash, and those who work on them."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, cast

from reader.store import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.errors import DamagedError
    from reader.index.catalogue import Catalogue
    from reader.library.arriving import Recorder
    from reader.library.changing import Changes
    from reader.library.copies import Copies
    from reader.library.describing import Describing
    from reader.library.door import Library
    from reader.library.exporting import Exporting
    from reader.library.feed_articles import FeedArticles
    from reader.library.feeds import Feeds
    from reader.library.importing import Importing
    from reader.library.joining import Joining
    from reader.library.mending import Mending
    from reader.library.stubs import Stubs
    from reader.library.texts import Texts
    from reader.library.theming import Theming
    from reader.library.trashing import Trashing
    from reader.library.verifying import Verifying
    from reader.model.article import Article
    from reader.sources.isolated import Workers
    from reader.sources.raw import Raw
    from reader.store.damage import Mended
    from reader.store.entries import Entries
    from reader.store.feeds import Subscriptions
    from reader.store.history import History
    from reader.store.locks import Lock as FileLock
    from reader.store.notes import Notes
    from reader.store.operations import Operation
    from reader.store.originals import Originals
    from reader.store.polls import Polls
    from reader.store.themes import Codebook

# Much of a library is needed by few commands, and nothing but the catalogue to show a list: each part is imported
# when it is asked for the first time.
# ruff: noqa: PLC0415


class Parts:
    """The parts of a library, each made when it is asked for the first time."""

    def __init__(self, root: Path, catalogue: Catalogue, clock: Callable[[], datetime], *, read_only: bool) -> None:
        self.root = root
        """The library's folder."""
        self.read_only = read_only
        """Can nothing be written?"""
        self.catalogue, self.clock = catalogue, clock
        self.tell: Callable[[str], None] = lambda _: None
        """Takes sentences on what was mended, each once; called on any thread."""

        self.mends = True
        """Is what is damaged or left behind mended when it is met?"""

        self.looked: tuple[str, Raw] | None = None
        """The page that was looked at last, and its address as it is compared: it is not fetched again to be added."""

        self._losses = catalogue.losses
        """How often the catalogue had lost what was in it when all files were read."""

        self._making = Lock()
        self._met: dict[str, Article] = {}
        self._changes: Changes | None = None
        self._taken_in: Recorder | None = None
        self._workers: Workers | None = None
        self._began = files.sizes(root / "history")

    @property
    def _library(self) -> Library:
        """The library that these are the parts of."""
        return cast("Library", self)

    @cached_property
    def notes_store(self) -> Notes:
        """The notes files."""
        from reader.store.notes import Notes

        return Notes(self.root, self.clock, self._mend_notes)

    @cached_property
    def codebook(self) -> Codebook:
        """The themes."""
        from reader.store.themes import Codebook

        return Codebook(self.root, self._mend_themes)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """The feeds that are subscribed to."""
        from reader.store.feeds import Subscriptions

        return Subscriptions(self.root, self._mend_feeds)

    @cached_property
    def entries(self) -> Entries:
        """What of the feeds ever came."""
        from reader.store.entries import Entries

        return Entries(self.root)

    @cached_property
    def polls(self) -> Polls:
        """How the feeds are, on this machine."""
        from reader.store.polls import Polls

        return Polls(self.root)

    @cached_property
    def feeds(self) -> Feeds:
        """What is subscribed to, listed and changed."""
        from reader.library.feeds import Feeds

        return Feeds(self._library)

    @cached_property
    def mending(self) -> Mending:
        """What makes damaged files sound again."""
        from reader.library.mending import Mending

        return Mending(self._library)

    def _mend_notes(self, path: Path, lock: FileLock, error: DamagedError) -> Mended:
        return self.mending.notes(path, lock, error)

    def _mend_themes(self, path: Path, lock: FileLock, error: DamagedError) -> Mended:
        return self.mending.themes(path, lock, error)

    def _mend_feeds(self, path: Path, lock: FileLock, error: DamagedError) -> Mended:
        return self.mending.feeds(path, lock, error)

    @cached_property
    def copies(self) -> Copies:
        """What takes in second versions of files."""
        from reader.library.copies import Copies

        return Copies(self._library)

    @cached_property
    def history(self) -> History:
        """What was done."""
        from reader.store.history import History

        return History(self.root)

    @cached_property
    def texts(self) -> Texts:
        """The articles' texts."""
        from reader.library.texts import Texts

        return Texts(self.root)

    @cached_property
    def originals(self) -> Originals:
        """What articles were made of."""
        from reader.store.originals import Originals

        return Originals(self.root)

    @property
    def workers(self) -> Workers:
        """The processes that read what strangers wrote: the same ones for all threads."""
        from reader.sources.isolated import Workers

        with self._making:
            if self._workers is None:
                self._workers = Workers()
            return self._workers

    @cached_property
    def describing(self) -> Describing:
        """The data of articles, changed."""
        from reader.library.describing import Describing

        return Describing(self._library)

    @cached_property
    def stubs(self) -> Stubs:
        """The articles that hold nothing but passages."""
        from reader.library.stubs import Stubs

        return Stubs(self._library)

    @cached_property
    def joining(self) -> Joining:
        """What brings articles together with the stubs that hold their passages."""
        from reader.library.joining import Joining

        return Joining(self._library)

    @cached_property
    def feed_articles(self) -> FeedArticles:
        """What knows which articles came of which feed."""
        from reader.library.feed_articles import FeedArticles

        return FeedArticles(self._library)

    @cached_property
    def importing(self) -> Importing:
        """What takes notes in."""
        from reader.library.importing import Importing

        return Importing(self._library)

    @cached_property
    def trash(self) -> Trashing:
        """What was thrown away."""
        from reader.library.trashing import Trashing

        return Trashing(self._library)

    @cached_property
    def theming(self) -> Theming:
        """What is done to themes as a whole."""
        from reader.library.theming import Theming

        return Theming(self._library)

    @cached_property
    def exporting(self) -> Exporting:
        """What is handed over."""
        from reader.library.exporting import Exporting

        return Exporting(self._library)

    @property
    def verifying(self) -> Verifying:
        """What looks quotations up in their sources; a new one each time, which knows the notes as they are now."""
        from reader.library.verifying import Verifying

        return Verifying(self._library)

    @property
    def changes(self) -> Changes:
        """What is changed in this run: one for all threads, since it holds what can be undone."""
        from reader.library.changing import Changes

        with self._making:
            if self._changes is None:
                self._changes = Changes(self._library, self._began)
            return self._changes

    def counts_as_before(self) -> None:
        """What the history has now can be undone as if it had been done before this run."""
        self._began.update(files.sizes(self.root / "history"))

    def did(self, operation: Operation) -> None:
        """What was recorded just now was done in this run, and is what is undone next."""
        if self._changes is None:
            self.counts_as_before()
        else:
            self._changes.did(operation)

    def settle(self) -> None:
        """Make the history of what was done durable, which the changes themselves do not wait for."""
        if "history" in self.__dict__:
            self.history.settle()

    def close(self) -> None:
        """Let go of the index, with everything on the disk."""
        if self._workers is not None:
            self._workers.close()
        try:
            self.settle()
        finally:
            self.catalogue.close()
