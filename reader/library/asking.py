"""Asking feeds: a thread of its own, in which many hosts are asked at once and each host one thing after the other.

It fetches and has parsed; whoever started it takes in what comes, one answer after the other.
"""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from reader.errors import FetchError, SourceError, StoreError
from reader.library.feeds import trust
from reader.library.values import FeedStep
from reader.sources.raw import Raw
from reader.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.errors import ReaderError
    from reader.library.door import Library
    from reader.model.feed import Feed, FeedState
    from reader.sources.feeds.entry import Document, Entry
    from reader.sources.source import Source
    from reader.sources.web.client import Client
    from reader.store.entries import Known

T = TypeVar("T")

HOSTS = 32
"""Hosts that are asked at once."""

AHEAD = 32
"""Answers that may wait to be taken in: more are not asked for meanwhile."""

LIMIT = 16 * 1024 * 1024
"""Bytes of one feed."""

PAGES = 100
"""Pages that are fetched for one feed at once."""

HOPELESS = 3
"""Feeds of a host that cannot be reached, one after the other, before its others are not tried any more."""

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)

PATIENCE = 2.0
"""Seconds to wait for requests that were ended."""

_UNREACHED = frozenset({"offline", "name", "refused", "timeout"})


@dataclass(frozen=True, slots=True)
class Page:
    """The page of an entry."""

    raw: Raw
    source: Source


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one feed."""

    feed: Feed
    before: FeedState
    error: ReaderError | None = None
    document: Document | None = None
    """None where there was an error, or nothing has changed."""

    known: Known | None = None
    """What came of it before; None where `document` is."""

    pages: dict[str, Page | SourceError] = field(default_factory=dict)
    """By what their entries say: the pages that were asked for."""

    etag: str = ""
    modified: str = ""
    digest: str = ""
    moved_to: str = ""
    max_age: int = 0


class Asking:
    """Asks feeds in a thread; a context manager. What it does comes out of `told`, in order."""

    def __init__(self, library: Library, feeds: Sequence[tuple[Feed, FeedState]]) -> None:
        self._library, self._feeds = library, feeds
        self._told: queue.SimpleQueue[FeedStep | Answer | BaseException | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="asking feeds", daemon=True)
        self._parsing = ThreadPoolExecutor(max(1, library.workers.count), thread_name_prefix="reading feeds")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work: asyncio.Task[None] | None = None
        self._ready = threading.Event()
        self._slots: asyncio.Semaphore | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()
        # A system that looks a host up cannot be stopped.
        self._thread.join(PATIENCE)
        # A parser at work has its own limit of time; nobody waits for it.
        self._parsing.shutdown(wait=False, cancel_futures=True)

    def told(self, cancelled: threading.Event) -> Iterator[FeedStep | Answer]:
        """What happens, until every feed was asked or `cancelled` is set; after each the next may be asked."""
        while not cancelled.is_set():
            try:
                item = self._told.get(timeout=0.1)
            except queue.Empty:
                continue
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item
            if isinstance(item, Answer):
                self._free()

    def cancel(self) -> None:
        """Ask no further; requests under way are ended."""
        if self._loop is not None and self._work is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._work.cancel)

    def _free(self) -> None:
        if self._loop is not None and self._slots is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._slots.release)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except asyncio.CancelledError:
            pass
        finally:
            self._ready.set()
            # A bug is raised where somebody sees it.
            self._told.put(sys.exception())

    async def _main(self) -> None:
        from reader.sources.web.client import Client  # noqa: PLC0415 - only where something is fetched

        self._loop, self._work = asyncio.get_running_loop(), asyncio.current_task()
        self._slots = asyncio.Semaphore(AHEAD)
        self._ready.set()
        hosts: dict[str, list[tuple[Feed, FeedState]]] = {}
        for feed, state in self._feeds:
            hosts.setdefault(trust(feed.url), []).append((feed, state))
        at_once = asyncio.Semaphore(HOSTS)
        async with Client() as client, asyncio.TaskGroup() as group:
            # Those that have most to be asked begin first: they take longest.
            for feeds in sorted(hosts.values(), key=len, reverse=True):
                group.create_task(self._host(client, feeds, at_once, group))

    async def _host(
        self,
        client: Client,
        feeds: Sequence[tuple[Feed, FeedState]],
        at_once: asyncio.Semaphore,
        group: asyncio.TaskGroup,
    ) -> None:
        """Ask the feeds of one host, one after the other; what they say is read meanwhile."""
        troubles = 0
        last: FetchError | None = None
        async with at_once:
            for feed, state in feeds:
                await self._turn()
                if last is not None and troubles >= HOPELESS:
                    self._told.put(Answer(feed, state, last))
                    continue
                self._told.put(FeedStep(feed, "asking"))
                try:
                    answer, raw = await self._asked(client, feed, state)
                except FetchError as error:
                    troubles = troubles + 1 if error.kind in _UNREACHED else 0
                    last = error
                    self._told.put(Answer(feed, state, error))
                    continue
                troubles = 0
                if raw is None:
                    self._told.put(answer)
                else:
                    group.create_task(self._read(client, answer, raw))

    async def _turn(self) -> None:
        if self._slots is not None:
            await self._slots.acquire()

    async def _asked(self, client: Client, feed: Feed, state: FeedState) -> tuple[Answer, Raw | None]:
        """What a feed's server says, and what is to be read of it; None where nothing has changed."""
        response = await client.get(
            feed.url,
            etag=state.etag,
            modified=state.modified,
            limit=LIMIT,
            accept=ACCEPT,
            trusted=frozenset(filter(None, [feed.trusted])),
        )
        if response.is_unchanged:
            kept = Answer(feed, state, etag=response.etag or state.etag, modified=response.modified or state.modified)
            return _moved(kept, response.moved_to, response.max_age, state.digest), None
        seen = digest(response.data.decode("latin-1"))
        answer = Answer(feed, state, etag=response.etag, modified=response.modified)
        answer = _moved(answer, response.moved_to, response.max_age, seen)
        if seen and seen == state.digest:
            return answer, None
        return answer, Raw(response.data, feed.name, response.url, response.media_type)

    async def _read(self, client: Client, answer: Answer, raw: Raw) -> None:
        try:
            document, known = await self._in_thread(partial(self._parsed, answer.feed, raw))
            answer = replace(answer, document=document, known=known)
            if answer.feed.whole:
                await self._pages(client, answer, document, known)
        except (SourceError, StoreError) as error:
            answer = replace(answer, error=error, document=None)
        self._told.put(answer)

    def _parsed(self, feed: Feed, raw: Raw) -> tuple[Document, Known]:
        from reader.sources.feeds import parsing  # noqa: PLC0415 - only where something is fetched

        known = self._library.entries.known(feed.id)
        return parsing.read(raw, self._library.workers, known.said), known

    async def _pages(self, client: Client, answer: Answer, document: Document, known: Known) -> None:
        """Fetch the pages of entries that are new or changed, or whose page could not be had."""
        wanted = [entry for entry in document.entries if entry.url and _wants_page(entry, known)]
        for entry in wanted[:PAGES]:
            try:
                answer.pages[entry.said] = await self._page(client, answer.feed, entry)
            except SourceError as error:
                answer.pages[entry.said] = error
                if isinstance(error, FetchError) and error.kind in _UNREACHED:
                    return

    async def _page(self, client: Client, feed: Feed, entry: Entry) -> Page:
        response = await client.get(entry.url, trusted=frozenset(filter(None, [feed.trusted])))
        raw = Raw(response.data, response.name or entry.url, response.url, response.media_type)
        return await self._in_thread(partial(self._page_read, raw))

    def _page_read(self, raw: Raw) -> Page:
        from reader.library import arriving  # noqa: PLC0415 - only where something is fetched

        sources = arriving.read(self._library, raw)
        if not sources:
            raise SourceError(f"{raw.name} holds no article.")
        return Page(raw, sources[0])

    async def _in_thread(self, work: partial[T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._parsing, work)


def _moved(answer: Answer, moved_to: str, max_age: int, seen: str) -> Answer:
    return replace(answer, moved_to=moved_to, max_age=max_age, digest=seen)


def _wants_page(entry: Entry, known: Known) -> bool:
    seen = known.find(id=entry.id_key, url=entry.url_key, said=entry.said)
    return seen is None or seen.excerpt or (seen.said != entry.said and not entry.is_known)
