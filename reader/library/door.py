"""Opening a library, and asking it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.errors import NotFoundError, SourceError, StoreError
from reader.library.parts import Parts
from reader.store import copies, files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from reader.index.terms import Query
    from reader.library.arriving import Recorder
    from reader.library.following import Look
    from reader.library.refreshing import Refresher
    from reader.library.values import Added, Found, Opened, Problem, Refreshed, Watch
    from reader.model.annotation import Annotation, Highlight
    from reader.model.article import Article, ArticleState, Listing
    from reader.model.theme import ThemeUse
    from reader.sources.lists.entry import Entry
    from reader.sources.raw import Raw
    from reader.sources.source import Source
    from reader.store.history import Change, Operation
    from reader.text.document import Text


def utc_now() -> datetime:
    """The time in UTC, to the millisecond."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


# Much of a library is needed by few commands, and nothing but the catalogue to show a list: each part is imported
# when it is asked for the first time.
# ruff: noqa: PLC0415


class Library(Parts):
    """A folder of articles and what was made of them.

    All methods raise StoreError when the disk does not do what is asked, and may be called from any thread; changes
    belong on one thread, so that they reach the disk in the order in which they were made.
    """

    @classmethod
    def open(cls, root: Path, *, clock: Callable[[], datetime] = utc_now, makes: bool = True) -> Library:
        """Open the library at `root`; no article is read.

        One that is not there is made if `makes`, else it is empty and cannot be written: a look at where a stick was
        leaves nothing there. Raises StoreError when it can neither be read nor made.
        """
        from reader.index.catalogue import Catalogue

        read_only = False
        if root.exists() and not root.is_dir():
            raise StoreError(f"{root} is a file; a library is a folder. Name another one with --library.")
        is_there = os.path.isdir(root / files.ARTICLES)  # noqa: PTH112 - False also where looking is not allowed
        try:
            if makes or is_there:
                files.create(root)
            else:
                read_only = True
        except StoreError:
            if not is_there:
                raise
            read_only = True
        read_only = read_only or not files.is_writable(root)
        return cls(root, Catalogue(root / ".reader" / "index.sqlite"), clock, read_only=read_only)

    @property
    def is_empty(self) -> bool:
        """Is there no file below `articles/`?"""
        return next((self.root / files.ARTICLES).iterdir(), None) is None

    def refresh(self, progress: Callable[[int, int], None] | None = None) -> Refreshed:
        """Look at all files and read what changed; `progress` is told (done, of how many)."""
        problems = []
        if self.mends and files.has_pending(self.root):
            problems += self.changes.pending.finished()
            self.counts_as_before()
        problems += self.copies.absorb() if self.mends and copies.has_any(self.root) else []
        refresher = self._refresher(problems)
        is_stale = self.catalogue.is_stale
        refreshed = refresher.run(progress)
        self._losses = self.catalogue.losses
        return refreshed if is_stale else self._joined(refreshed, refresher)

    def refresh_paths(
        self, paths: Iterable[str] | None, progress: Callable[[int, int], None] | None = None
    ) -> Refreshed:
        """Read what is at `paths`, relative to the library, which changed; None: look at all files."""
        if paths is None:
            return self.refresh(progress)
        from reader.library import partly

        found = copies.found(self.root) if self.mends else []
        problems = self.copies.absorb() if found else []
        wanted = {*paths, *(copy.original for copy in found)}
        refresher = self._refresher(problems)
        refreshed = self._joined(partly.take(refresher, wanted, progress), refresher)
        # A catalogue that failed, as on a full disk, knows nothing of the other files any more.
        return refreshed if self._losses == self.catalogue.losses else self.refresh(progress)

    def _joined(self, refreshed: Refreshed, refresher: Refresher) -> Refreshed:
        """What a look at the files found, once articles that came have taken the places of their stubs."""
        if not (refresher.arrived and self.mends and not self.read_only and self.stubs.any()):
            return refreshed
        from dataclasses import replace

        others = self.joining.arrived(refresher.arrived)
        if not others or refreshed.articles is None:
            return refreshed
        return replace(refreshed, articles=refreshed.articles | set(others))

    def tidy(self, months: int = 0) -> None:
        """Take away what writers that were killed left behind, and history older than so many months; 0: none of it."""
        files.sweep(self.root)
        if months and not self.read_only:
            self.history.keep(months, self.clock(), self.tell)

    def refresh_file(self, path: str) -> list[Problem]:
        """Read the file at `path`, relative to the library, now; what is wrong with it."""
        return self._refresher().take_file(path)

    def refresh_notes(self, article: Article) -> None:
        """Read the notes on one article into the list now."""
        with self.catalogue.batch():
            self._refresher().take_notes(article, None)

    def _refresher(self, problems: Sequence[Problem] = ()) -> Refresher:
        from reader.library.refreshing import Refresher

        return Refresher(self.root, self.catalogue, self.notes_store, self.texts, list(problems))

    # ---- taking in

    def add(
        self,
        paths: Path | Iterable[Path],
        overrides: Mapping[str, str] | None = None,
        *,
        joined: bool = False,
        update: bool = False,
        options: Mapping[str, Any] | None = None,
        watch: Watch | None = None,
    ) -> Iterator[Added | SourceError]:
        """Take in files, every article in and below folders, and the pages that lists name, one after the other.

        A file that cannot be taken is given as the error that says why, and the others go on. `joined`: it is undone
        in one step with what was taken in before. `update`: a newer text of an article takes the place of its text.
        `options` are those of the files' formats; `watch` stops the fetching of listed pages.
        """
        from reader.library import adding, listed

        each = (paths,) if isinstance(paths, os.PathLike) else paths
        wish = adding.Wish(overrides or {}, update, options)
        return listed.add(self, each, wish, self._recorder(joined=joined), watch)

    def look_at(self, typed: str, stop: Event | None = None, *, seeks_feeds: bool = False) -> Found:
        """What stands behind an address, a path or a list that a person typed, before anything is taken in.

        `seeks_feeds`: also of a page that is here already, the feeds that it names.
        Raises NotFoundError, SourceError, and FetchError of the kind `cancelled` when it is to stop.
        """
        from reader.library import looking

        return looking.look(self, typed, stop, seeks_feeds=seeks_feeds)

    def add_pages(
        self,
        entries: Iterable[Entry],
        overrides: Mapping[str, str] | None = None,
        *,
        joined: bool = False,
        update: bool = False,
        options: Mapping[str, Any] | None = None,
        watch: Watch | None = None,
    ) -> Iterator[Added | SourceError]:
        """Fetch pages, several at once, and take them in as they arrive; the rest as for `add`.

        To end it before it is done, close the iterator, or set `watch.stop`: what has come in stays.
        """
        from reader.library import adding, pages

        wish = adding.Wish(overrides or {}, update, options)
        return pages.add(self, entries, wish, self._recorder(joined=joined), watch)

    def take(
        self,
        raw: Raw,
        overrides: Mapping[str, str] | None = None,
        *,
        joined: bool = False,
        update: bool = False,
        format_name: str = "",
        options: Mapping[str, Any] | None = None,
    ) -> list[Added | SourceError]:
        """Take in the articles in `raw`, as `add` does a file's; raises SourceError when it holds none."""
        from reader.library import arriving

        recorder = self._recorder(joined=joined)
        return arriving.take(
            self, raw, overrides or {}, recorder, update=update, format_name=format_name, options=options
        )

    def add_text(
        self,
        data: bytes,
        overrides: Mapping[str, str] | None = None,
        kind: str = "markdown",
        *,
        joined: bool = False,
        update: bool = False,
    ) -> Added:
        """Take in one article that was written as `kind` says, as standard input is. Raises SourceError."""
        from reader.sources.raw import Raw

        raw = Raw(data, "standard input")
        (added,) = self.take(raw, overrides, joined=joined, update=update, format_name=kind)
        if isinstance(added, SourceError):
            raise added
        return added

    def parse(self, raw: Raw, format_name: str = "", options: Mapping[str, Any] | None = None) -> list[Source]:
        """The articles in `raw`, which `land` takes in. Any thread may ask. Raises SourceError."""
        from reader.library import arriving

        return arriving.read(self, raw, format_name, options)

    def land(
        self,
        source: Source,
        raw: Raw | None = None,
        overrides: Mapping[str, str] | None = None,
        *,
        joined: bool = False,
        update: bool = False,
    ) -> Added:
        """Take in one article that was parsed; `raw` is what it was made of, to be kept. Raises SourceError."""
        from reader.library import arriving

        return arriving.land(self, source, raw, overrides or {}, self._recorder(joined=joined), update=update)

    def _recorder(self, *, joined: bool) -> Recorder:
        from reader.library.arriving import Recorder

        if self._taken_in is None or not joined:
            self._taken_in = Recorder(self)
        return self._taken_in

    def add_samples(self, folder: Path) -> int:
        """Copy the sample articles of a folder in as they are; how many there were."""
        from reader.library import adding

        return adding.add_samples(self, folder)

    # ---- the list

    def count(self, query: str = "", *, live: bool = False) -> int:
        """How many articles match; `live`: the query's last word may be unfinished. Raises QueryError."""
        return self.catalogue.count(self.query(query, live=live))

    def listings(
        self, query: str = "", *, sort: str = "date", offset: int = 0, limit: int | None = None, live: bool = False
    ) -> list[Listing]:
        """Articles that match, in an order of `catalogue.SORTS`; `live`: the query's last word may be unfinished."""
        return self.catalogue.page(self.query(query, live=live), sort, offset, limit)

    def query(self, query: str, *, live: bool = False) -> Query | None:
        """What a query means; None for one that everything matches. Raises QueryError."""
        if not query.strip():
            return None
        from reader.index.query import parse

        found = parse(query, live=live)
        return self.feed_articles.known(found) if found.feeds() else found

    def find(self, reference: str) -> Listing:
        """The article with an id, a path or an address, or the one whose id or title has `reference` in it.

        Raises NotFoundError when there is none, or several.
        """
        found = self.catalogue.find(reference)
        if not found:
            raise NotFoundError(f"No article is called {reference!r}. `reader list` shows what there is.")
        if len(found) > 1:
            names = "; ".join(f"{listing.article.id} ({listing.article.title})" for listing in found[:5])
            raise NotFoundError(f"Several articles are called {reference!r}: {names}. Give more of the id.")
        return found[0]

    # ---- one article

    def read(self, article_id: str) -> Opened:
        """An article with its text and highlights.

        Raises NotFoundError, SourceError when its file cannot be read, DamagedError when its notes cannot.
        """
        from reader.library.placing import carried, placed
        from reader.library.values import Opened, Problem
        from reader.text import promotional

        listing = self.listing(article_id)
        source, text = self.texts.read(listing.article.path)
        self._met[article_id] = listing.article
        shard = self.notes_store.load(article_id)
        listing = carried(listing, shard.state, text, self.texts.kept)
        problems = [Problem(listing.article.path, problem) for problem in source.problems]
        problems += [Problem(f"notes/{article_id}.json", problem) for problem in shard.problems]
        return Opened(
            listing,
            text,
            placed(text, shard.annotations, self.texts.kept),
            tuple(problems),
            shard.conflicts,
            shard.lines,
            promotional.decided(text, dict(shard.lines)),
        )

    def look(self, article: Article) -> Look:
        """What the file system says of the files of an article: `following.look`."""
        from reader.library import following

        return following.look(self, article)

    def reread(self, opened: Opened, *, notes_only: bool) -> Opened:
        """An open article as it is on the disk now: `following.reread`, `following.reread_notes`."""
        from reader.library import following

        return following.reread_notes(self, opened) if notes_only else following.reread(self, opened.listing.article)

    def listing(self, article_id: str) -> Listing:
        """One article as the list shows it; raises NotFoundError."""
        listing = self.catalogue.get(article_id)
        if listing is None:
            raise NotFoundError(f"No article has the id {article_id!r}. `reader list` shows what there is.")
        return listing

    def article_of(self, article_id: str) -> Article:
        """What is known of an article, also of one that was read and whose file is gone since; raises NotFoundError."""
        listing = self.catalogue.get(article_id)
        gone = self._met.get(article_id) if listing is None else None
        return gone or self.listing(article_id).article

    def text_of(self, article_id: str) -> Text:
        """An article's text; raises NotFoundError, SourceError."""
        return self.texts.read(self.article_of(article_id).path)[1]

    # ---- notes and themes

    def notes(
        self, query: str = "", trouble: Callable[[Problem], None] | None = None
    ) -> Iterator[tuple[Listing, tuple[Highlight, ...]]]:
        """Articles with those of their highlights that match, where they are now.

        An article that cannot be read gives what is kept of it as orphans. Notes that cannot be read are told to
        `trouble`, and the others go on; where that is not given they raise StoreError.
        """
        from reader.library.collecting import by_article, collect

        for article_id, ids in by_article(self.catalogue.annotations(self.query(query))).items():
            if found := collect(self, article_id, ids, trouble):
                yield found

    def themes(self) -> tuple[ThemeUse, ...]:
        """The codebook and what else notes name, with their use, most used first."""
        from reader.model.theme import COLORS, Theme, ThemeUse

        used = {name: (highlights, articles) for name, highlights, articles in self.catalogue.themes()}
        known: dict[str, Theme] = {theme.name: theme for theme in self.codebook.themes()}
        for name in used:
            known.setdefault(name, Theme(name, COLORS[-1]))
        uses = [ThemeUse(theme, *used.get(name, (0, 0))) for name, theme in known.items()]
        return tuple(sorted(uses, key=lambda use: (-use.highlights, use.theme.name.casefold())))

    def check(self, progress: Callable[[int, int], None] | None = None, *, fix: bool = False) -> tuple[Problem, ...]:
        """Read everything and say what is wrong; `fix`: mend what can be mended safely."""
        from reader.library.checking import check

        return check(self, progress, fix=fix)

    # ---- changing

    def operation(self, label: str, *changes: Change) -> Operation:
        """Changes as one operation, made now."""
        from uuid import uuid4

        from reader.store.history import Operation

        return Operation(str(uuid4()), self.clock(), label, changes)

    def apply(self, operation: Operation, text: Text | None = None, *, joined: bool = False) -> None:
        """Make an operation's changes durable: `Changes.apply`."""
        self.changes.apply(operation, text, joined=joined)

    def undo(self) -> Operation | None:
        """Take the last operation back that stands: `Turning.undo`."""
        return self.changes.undo()

    def redo(self) -> Operation | None:
        """Do again what was undone last: `Turning.redo`."""
        return self.changes.redo()

    def set_state(self, article_id: str, state: ArticleState, base: ArticleState | None = None) -> None:
        """Keep where reading goes on and that it was read: no operation, nothing to undo."""
        self.changes.set_state(article_id, state, base)

    def mark(
        self,
        article_id: str,
        quote: str,
        *,
        prefix: str = "",
        suffix: str = "",
        themes: Iterable[str] = (),
        note: str = "",
    ) -> Highlight:
        """Highlight the passage that says `quote`: `Changes.mark`."""
        return self.changes.mark(article_id, quote, prefix=prefix, suffix=suffix, themes=themes, note=note)

    def place(
        self, article: Article, annotations: Sequence[Annotation], text: Text | None = None
    ) -> tuple[Highlight, ...]:
        """Annotations where they are now: `Changes.place`."""
        return self.changes.place(article, annotations, text)
