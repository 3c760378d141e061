"""The entries of a feed become articles: each once, renewed when it changes, and never over what a person wrote."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property, partial
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.library import arriving
from reader.library.identity import make
from reader.library.values import Severity
from reader.model.addresses import compared
from reader.sources import inference, rewriting
from reader.sources.source import Metadata, Source
from reader.store import atomic, codec, files
from reader.store.entries import Seen, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.library.asking import Answer, Page
    from reader.library.door import Library
    from reader.library.selecting import Selection
    from reader.model.article import Listing
    from reader.model.feed import Feed
    from reader.sources.feeds.entry import Entry
    from reader.sources.raw import Raw
    from reader.store.entries import Known

WRITERS = 8
"""Files that are written at once."""

AT_ONCE = 50
"""Entries in one transaction of the catalogue: between two, others can write."""

AHEAD = timedelta(days=2)
"""How far in the future an entry may be dated: clocks differ, and so do zones."""

EARLIEST = "1970-01-02"
"""What is dated earlier, and no later than the birth of Unix, was dated by a machine that did not know."""

_MISSING = SourceError("nobody asked for it")

_TEXT = 16
"""Digits of a text's hash that are remembered."""


@dataclass(slots=True)
class Entered:
    """What became of the entries of one feed."""

    new: int = 0
    updated: int = 0
    seen: list[Seen] = field(default_factory=list)
    """What is to be remembered."""

    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The entries of one feed, while they are taken in."""

    feed: Feed
    known: Known
    pages: Mapping[str, Page | SourceError]
    selection: Selection | None
    done: Entered
    waiting: list[tuple[Entry, Seen, arriving.Prepared]] = field(default_factory=list)
    """Those that are new, before their files are written."""

    def waits_for(self, new: arriving.Prepared) -> bool:
        """Does one wait that says the same?"""
        return any(each.text_hash == new.text_hash for _, _, each in self.waiting)


class Unrecorded(arriving.Recorder):
    """Writes nothing down: what a feed brings is nothing that a person did, so it is no step of undo."""

    def record(self, added: object) -> None:
        """Let it be."""


class Entering:
    """Takes entries into one library, for as long as one fetch takes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._recorder = Unrecorded(library)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The articles of the library by their addresses as they are compared."""
        found: dict[str, str] = {}
        for url, article_id in self._library.catalogue.addresses():
            found.setdefault(compared(url), article_id)
        return found

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """The addresses that ever came of any feed."""
        return self._library.entries.addresses()

    @cached_property
    def _thrown(self) -> frozenset[str]:
        return self._library.trash.ids()

    def enter(self, answer: Answer, is_cancelled: Callable[[], bool]) -> Entered:
        """Take in what an answer brings; where it is cancelled, the rest comes the next time."""
        done = Entered()
        document, known = answer.document, answer.known
        if document is None or known is None:
            return done
        # What it calls itself, before its subscriber knows that.
        feed = answer.feed if answer.feed.title else replace(answer.feed, title=document.title)
        batch = _Batch(feed, known, answer.pages, self._selection(feed), done)
        try:
            # The newest stands first: so it is the last to arrive.
            wanted = [each for each in reversed(document.entries) if not each.is_known or each.said in answer.pages]
            for start in range(0, len(wanted), AT_ONCE):
                with self._library.catalogue.batch():
                    for entry in takewhile(lambda _: not is_cancelled(), wanted[start : start + AT_ONCE]):
                        self._one(batch, entry)
                    self._land(batch)
        finally:
            if batch.selection is not None:
                batch.selection.close()
            self._library.entries.add(feed.id, done.seen)
        return done

    def _selection(self, feed: Feed) -> Selection | None:
        if not feed.query.strip():
            return None
        from reader.library.selecting import Selection  # noqa: PLC0415 - few feeds are filtered

        return Selection(self._library, feed.query)

    def _one(self, batch: _Batch, entry: Entry) -> None:
        seen = batch.known.find(id=entry.id_key, url=entry.url_key, said=entry.said)
        try:
            made = self._made(batch, entry, seen)
        except SourceError as error:
            batch.done.problems.append(f"{_named(entry)}: {error}")
            return
        if made is not None:
            batch.known.add(made)
            batch.done.seen.append(made)

    def _made(self, batch: _Batch, entry: Entry, seen: Seen | None) -> Seen | None:
        """What is to be remembered of an entry; None: nothing, for nothing became of it."""
        if seen is None:
            return None if entry.is_known else self._new(batch, entry)
        is_page_there = not isinstance(batch.pages.get(entry.said, _MISSING), SourceError)
        if (seen.excerpt and is_page_there) or (seen.said != entry.said and not entry.is_known):
            return self._changed(batch, entry, seen)
        return None

    # ---- new

    def _new(self, batch: _Batch, entry: Entry) -> Seen | None:
        """Take in an entry that is new; None where it is not wanted."""
        blank = self._blank(entry)
        article_id = identifier(batch.feed, entry)
        here = self._addresses.get(compared(entry.url)) if entry.url_key else None
        if here is not None and here != article_id:
            # Another feed, or a person, brought it.
            return replace(blank, article=here)
        if article_id in self._thrown or (entry.url_key and here is None and entry.url_key in self._elsewhere):
            return blank
        source, raw = self._source(batch, entry, article_id)
        if batch.selection is not None and not batch.selection.has(source):
            return None
        is_its_own = bool(entry.url_key) or not entry.url
        added = arriving.prepared(self._library, source, raw, is_address_its_own=is_its_own)
        if isinstance(added, arriving.Prepared) and batch.waits_for(added):
            # Two that say the same: the second one is the first.
            self._land(batch)
            added = arriving.prepared(self._library, source, raw, is_address_its_own=is_its_own)
        if isinstance(added, arriving.Prepared):
            brought = self._brought(blank, source)
            gone = batch.known.saying(brought.text, brought.title)
            if gone is not None:
                # It came under another id and without this address, and was deleted.
                return replace(brought, article=gone.article, expired=gone.expired)
            batch.waiting.append((entry, blank, added))
            return None
        return self._came(batch, entry, self._brought(blank, source), added.listing)

    def _land(self, batch: _Batch) -> None:
        """Write the articles that wait, many at once: a disk makes several durable in the time of one."""
        waiting, batch.waiting[:] = tuple(batch.waiting), []
        if not waiting:
            return
        root = self._library.root
        write = partial(files.add_article, root, is_named=False)
        with ThreadPoolExecutor(WRITERS) as writers:
            paths = list(writers.map(lambda each: write(each[2].name, each[2].content), waiting))
        atomic.sync_folder(root / files.ARTICLES)
        for (entry, blank, new), path in zip(waiting, paths, strict=True):
            try:
                added = arriving.placed(self._library, new, path, self._recorder)
            except SourceError as error:
                batch.done.problems.append(f"{_named(entry)}: {error}")
                continue
            batch.done.new += 1
            article = added.listing.article
            brought = replace(blank, text=article.text_hash[:_TEXT], title=digest(article.title))
            made = self._came(batch, entry, brought, added.listing)
            batch.known.add(made)
            batch.done.seen.append(made)

    def _came(self, batch: _Batch, entry: Entry, blank: Seen, listing: Listing) -> Seen:
        """What is to be remembered of an entry that is an article now, or was one."""
        article = listing.article
        if entry.url_key:
            self._addresses[compared(entry.url)] = article.id
        if article.id != identifier(batch.feed, entry):
            mine = batch.known.articles.get(article.id, self._blank(entry))
            return replace(blank, article=article.id, text=mine.text, title=mine.title, expired=mine.expired)
        return replace(
            blank,
            article=article.id,
            excerpt=isinstance(batch.pages.get(entry.said), SourceError),
        )

    def _blank(self, entry: Entry) -> Seen:
        return Seen(entry.id_key, entry.url_key, entry.said, at=codec.moment_text(self._library.clock()))

    def _brought(self, blank: Seen, source: Source) -> Seen:
        """With what a feed brought: where the article was here before, a person may have made something else of it."""
        text = self._library.texts.compile(source)
        return replace(blank, text=text.hash[:_TEXT], title=digest(inference.infer_title(source, text)))

    def _source(self, batch: _Batch, entry: Entry, article_id: str) -> tuple[Source, Raw | None]:
        """The article that an entry is, and what it was made of: its page, or what the feed has of it."""
        facts = Metadata(
            id=article_id,
            title=entry.title,
            author=entry.author,
            source=entry.source or batch.feed.title,
            url=entry.url,
            published=self._dated(entry.published),
            language=entry.language,
        )
        page = batch.pages.get(entry.said)
        if page is None or isinstance(page, SourceError) or len(page.source.body) < len(entry.body):
            return Source("markdown", entry.body, facts), None
        told = page.source.metadata
        facts = replace(
            facts,
            title=facts.title or told.title,
            author=told.author or facts.author,
            published=facts.published or told.published,
            language=facts.language or told.language,
            other=told.other,
        )
        return replace(page.source, metadata=facts), page.raw

    def _dated(self, published: str) -> str:
        """A date that can be; empty for one of the future, or of a clock that was never set."""
        latest = (self._library.clock() + AHEAD).isoformat()
        return published if EARLIEST <= published <= latest or published < "1970-01-01" else ""

    # ---- changed

    def _changed(self, batch: _Batch, entry: Entry, seen: Seen) -> Seen | None:
        """Renew an entry that came before; None where nothing that one reads has changed."""
        listing = self._listing(seen.article)
        made = replace(
            self._blank(entry),
            id=entry.id_key or seen.id,
            url=entry.url_key or seen.url,
            article=seen.article,
            text=seen.text,
            title=seen.title,
            excerpt=isinstance(batch.pages.get(entry.said), SourceError),
            expired=seen.expired,
        )
        if listing is None or not seen.text:
            # It was deleted, or came another way: it stays what it is.
            return made
        if not listing.article.text_hash.startswith(seen.text):
            batch.done.problems.append(
                f"“{listing.article.title}” has changed, and its file was changed by hand: it stays."
            )
            return made
        source, raw = self._source(batch, entry, seen.article)
        if made.excerpt and not seen.excerpt:
            # What is here is the page: an excerpt is no newer text of it.
            return None
        text = self._library.texts.compile(source)
        is_title_ours = digest(listing.article.title) == seen.title
        title = entry.title if is_title_ours and entry.title else listing.article.title
        if text.hash == listing.article.text_hash and title == listing.article.title:
            is_known_anew = (made.id, made.url) != (seen.id, seen.url) or (seen.excerpt and not made.excerpt)
            return made if is_known_anew else None
        renewed = self._renew(listing, source, title)
        if raw is not None:
            arriving.keep_original(self._library, renewed, raw)
        batch.done.updated += 1
        article = renewed.article
        return replace(made, text=article.text_hash[:_TEXT], title=digest(article.title))

    def _listing(self, article_id: str) -> Listing | None:
        """An article as its file is now, which a person may have changed meanwhile; None where there is none."""
        listing = self._library.catalogue.get(article_id) if article_id else None
        if listing is not None:
            self._library.refresh_file(listing.article.path)
            listing = self._library.catalogue.get(article_id)
        return listing

    def _renew(self, listing: Listing, source: Source, title: str) -> Listing:
        """Write a newer text below the head that a file has; what was read closely before is kept."""
        article = listing.article
        path = (self._library.root / article.path).resolve()  # a link stays a link
        found = atomic.read(path)
        if found is None:
            raise SourceError("its file is gone from the disk.")
        from reader.library.renewing import head  # noqa: PLC0415 - few entries change
        from reader.sources.decoding import decode  # noqa: PLC0415

        data = (head(decode(found[0], article.path)[0]) + source.body).encode("utf-8", "replace")
        if title != article.title:
            data = rewriting.rewritten(data, {"title": title}, article.path)
        if data == found[0]:
            return listing
        if listing.highlights:
            files.keep_replaced(self._library.root, article.path, found[0])
        atomic.write(path, data)
        for problem in self._library.refresh_file(article.path):
            if problem.path == article.path and problem.severity is Severity.ERROR:
                raise SourceError(problem.message)
        return self._library.listing(article.id)


def identifier(feed: Feed, entry: Entry) -> str:
    """The id of an entry's article: the same whenever, and wherever, it comes."""
    return make(entry.title or compared(entry.url) or feed.title, f"{feed.id} {_key(entry)}")


def _key(entry: Entry) -> str:
    return entry.id_key or entry.url_key or entry.said


def _named(entry: Entry) -> str:
    return f"“{entry.title}”" if entry.title else entry.url or "An entry"
