"""Pages come in: fetched several at once, read in workers, and taken in one after the other as they arrive.

One thread runs the event loop of the fetches. Whoever asks lands what arrived, on their own thread, since changes
belong on one.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from reader.errors import FetchError, SourceError
from reader.library.arriving import land, read
from reader.library.values import Added, Watch
from reader.model import addresses
from reader.model.article import ArticleState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.library.adding import Wish
    from reader.library.arriving import Recorder
    from reader.library.door import Library
    from reader.model.article import Listing
    from reader.sources.lists.entry import Entry
    from reader.sources.raw import Raw
    from reader.sources.source import Source
    from reader.sources.web.client import Client

AHEAD = 48
"""Pages that are fetched, read or waiting to be taken in."""

HELD = 128 * 1024 * 1024
"""Bytes of pages that wait to be taken in; while there are more, no further one is begun."""

DEADLINE = 60.0
"""Seconds for one page, all of it."""

_TICK = 0.1
"""Seconds between two looks whether to stop, and two reports."""


def add(
    library: Library, entries: Iterable[Entry], wish: Wish, recorder: Recorder, watch: Watch | None = None
) -> Iterator[Added | SourceError]:
    """Take in pages. What is here already is not fetched again, unless a newer text is wished for.

    What cannot be had is given as the error that says why, and the others go on; that this computer is offline is said
    once, at the end.
    """
    watch = watch or Watch()
    offline: list[FetchError] = []
    coming = _unlike(entries)
    done = waiting = 0
    with _Crew(library, wish.options) as crew:
        is_more = True
        while is_more or waiting:
            while is_more and waiting < AHEAD and crew.held < HELD:
                entry = next(coming, None)
                if entry is None:
                    is_more = False
                    break
                known = None if wish.update else _known(library, entry)
                if known is None:
                    crew.begin(_looked_at(library, entry))
                    waiting += 1
                else:
                    done += 1
                    yield Added(known, is_new=False)
            arrived = crew.arrived(watch, done) if waiting else None
            if arrived is None:
                if waiting:
                    return
                continue
            waiting, done = waiting - 1, done + 1
            crew.let_go(arrived)
            for result in _landed(library, arrived, wish, recorder):
                if isinstance(result, FetchError) and result.kind == "offline":
                    offline.append(result)
                else:
                    yield result
    if offline:
        yield _told_once(offline)


def _unlike(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Those entries that no earlier one has the address of."""
    seen: set[str] = set()
    for entry in entries:
        address = addresses.compared(entry.url) or entry.url
        if address not in seen:
            seen.add(address)
            yield entry


def _known(library: Library, entry: Entry) -> Listing | None:
    """The article that the entry is already; None also for passages without their article."""
    found = library.catalogue.by_url(entry.url)
    if found is None or (library.stubs.any() and library.stubs.words(found.article) is not None):
        return None
    return found


def _looked_at(library: Library, entry: Entry) -> Entry:
    """`entry` with its page, where a person has just looked at it."""
    looked = library.looked
    if looked is None or entry.raw is not None or looked[0] != addresses.compared(entry.url):
        return entry
    library.looked = None
    return replace(entry, raw=looked[1])


def _told_once(errors: list[FetchError]) -> FetchError:
    if len(errors) == 1:
        return errors[0]
    return FetchError(
        f"This computer seems to be offline: {len(errors):,} pages were not fetched. Try again when it is online.",
        "offline",
    )


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What came of an entry."""

    entry: Entry
    outcome: Future[tuple[Raw, list[Source]]]


def _landed(library: Library, arrived: _Arrived, wish: Wish, recorder: Recorder) -> Iterator[Added | SourceError]:
    try:
        raw, sources = arrived.outcome.result()
    except FetchError as error:
        yield _naming(arrived.entry.url, error)
        return
    except SourceError as error:
        yield error
        return
    # The chapters of a book have no address each.
    is_one = len(sources) == 1
    for source in sources:
        known = _known_of(source, arrived.entry, raw.url or arrived.entry.url if is_one else "")
        try:
            added = land(library, known, raw if is_one else None, wish.overrides, recorder, update=wish.update)
        except SourceError as error:
            yield error
        else:
            _keep_state(library, added, arrived.entry)
            yield added


def _naming(url: str, error: FetchError) -> FetchError:
    """`error` with the address: of many, one wants to know which."""
    from reader.sources.web.failures import shown  # noqa: PLC0415 - only where something was fetched

    page = shown(url)
    if error.kind == "offline" or page in str(error):
        return error
    return FetchError(f"{page}: {error}", error.kind, error.status, error.retry_after)


def _known_of(source: Source, entry: Entry, fetched: str) -> Source:
    """`source` with what the list knows of it, and the address that it was `fetched` from, or empty."""
    facts = source.metadata
    other = (*facts.other, ("tags", ", ".join(entry.tags))) if entry.tags else facts.other
    return replace(
        source,
        metadata=replace(
            facts,
            title=facts.title or (entry.title if fetched else ""),
            author=facts.author or entry.author,
            published=facts.published or entry.published,
            added=entry.saved or facts.added,
            url=_address(facts.url, fetched) if fetched else facts.url,
            other=other,
        ),
    )


def _address(named: str, fetched: str) -> str:
    """The address that a page names as its own, where that can be so: on the same site, and no site's front page."""
    own, asked = addresses.compared(named), addresses.compared(fetched)
    is_same_site = own.partition("/")[0] == asked.partition("/")[0]
    return named if is_same_site and ("/" in own or "?" in own or own == asked) else fetched


def _keep_state(library: Library, added: Added, entry: Entry) -> None:
    if added.is_new and (entry.is_read or entry.is_starred):
        library.set_state(added.listing.article.id, ArticleState(read=entry.is_read, starred=entry.is_starred))


class _Crew:
    """Fetches and reads, in threads of its own; leaving it ends all that is under way."""

    def __init__(self, library: Library, options: Mapping[str, Any] | None) -> None:
        self._library, self._options = library, options
        self._readers = ThreadPoolExecutor(library.workers.count, thread_name_prefix="reading")
        self._arrived: queue.SimpleQueue[_Arrived] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._client: Client | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        # Each is counted on one thread alone.
        self._came = self._gone = 0
        self._thread = threading.Thread(target=self._loop.run_forever, name="fetching", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.shutdown(wait=False, cancel_futures=True)
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def begin(self, entry: Entry) -> None:
        """Fetch an entry's page, or read it where it came along."""
        future = asyncio.run_coroutine_threadsafe(self._had(entry), self._loop)
        future.add_done_callback(lambda done: self._arrived.put(_Arrived(entry, done)))

    @property
    def held(self) -> int:
        """Bytes of pages that came and were not let go."""
        return self._came - self._gone

    def let_go(self, arrived: _Arrived) -> None:
        """What arrived is being taken in."""
        if arrived.outcome.exception() is None:
            self._gone += len(arrived.outcome.result()[0].data)

    def arrived(self, watch: Watch, done: int) -> _Arrived | None:
        """What arrives next; None when it is to stop."""
        while True:
            if watch.progress is not None:
                watch.progress(done, watch.total)
            if watch.stop is not None and watch.stop.is_set():
                return None
            try:
                return self._arrived.get(timeout=_TICK)
            except queue.Empty:
                continue

    async def _had(self, entry: Entry) -> tuple[Raw, list[Source]]:
        task = asyncio.current_task()
        if task is not None:  # pragma: no branch - it always runs in one
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        raw = entry.raw
        if raw is None:
            from reader.sources.web import visiting  # noqa: PLC0415 - HTTP is loaded where something is fetched

            raw = await visiting.page(await self._opened(), entry.url)
        self._came += len(raw.data)
        try:
            return raw, await self._loop.run_in_executor(self._readers, read, self._library, raw, "", self._options)
        except SourceError:
            self._came -= len(raw.data)
            raise

    async def _opened(self) -> Client:
        from reader.sources.web.client import Client  # noqa: PLC0415 - HTTP is loaded where something is fetched

        if self._client is None:
            self._client = await Client(deadline=DEADLINE).__aenter__()
        return self._client

    async def _end(self) -> None:
        # Those that they began in turn are theirs to end.
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.__aexit__(None, None, None)
