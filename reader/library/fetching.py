"""Fetching feeds: each is asked, what is new comes in, what is old may go."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.errors import FetchError, QueryError, SourceError, StoreError
from reader.library import polite
from reader.library.feeds import is_dead
from reader.library.values import FeedStep, Fetched
from reader.store import codec
from reader.store.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from reader.errors import ReaderError
    from reader.library.asking import Answer
    from reader.library.door import Library
    from reader.library.entering import Entered
    from reader.model.feed import Feed, FeedState

    Progress = Callable[[FeedStep], None]

TICK = 0.2
"""Seconds between two tries to be the only one that fetches."""

PATIENCE = 900.0
"""Seconds to wait for another program that fetches."""

_NOWHERE = frozenset({"offline", "name"})
"""What is wrong with a host where the whole network may be away."""


def run(
    library: Library,
    feeds: Sequence[Feed] | None = None,
    *,
    is_due_only: bool = False,
    progress: Progress = lambda _: None,
    cancelled: threading.Event | None = None,
) -> Fetched:
    """Ask feeds and take in what is new; one that fails keeps none of the others.

    `feeds` None: all that are subscribed to, but for those that are paused and those that ask to be left alone;
    `is_due_only`: of these only those whose time has come. Feeds that are named are asked at once. `progress` is told
    of each feed, on the calling thread; `cancelled` ends it, and what has come by then stays.
    """
    stop = cancelled or threading.Event()
    if not (library.subscriptions.feeds() if feeds is None else feeds):
        return Fetched()
    with _alone(library, stop):
        return (
            Fetched(is_cancelled=True)
            if stop.is_set()
            else _run(library, feeds, progress, stop, is_due_only=is_due_only)
        )


@contextmanager
def _alone(library: Library, stop: threading.Event) -> Iterator[None]:
    """Let no other program fetch meanwhile: one entry would be new to both. It is waited for, unless it is to stop."""
    lock = Lock(library.root / ".reader" / "locks" / "fetch.lock", TICK)
    deadline = time.monotonic() + PATIENCE
    while not stop.is_set():
        try:
            lock.__enter__()
        except StoreError as error:
            if error.__cause__ is not None or time.monotonic() > deadline:
                raise
        else:
            break
    else:
        yield
        return
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _run(
    library: Library, feeds: Sequence[Feed] | None, progress: Progress, cancelled: threading.Event, *, is_due_only: bool
) -> Fetched:
    now = library.clock()
    everything = library.subscriptions.feeds()
    chosen = [(feed, library.polls.load(feed.id)) for feed in (everything if feeds is None else feeds)]
    wanted, early = [], 0
    for feed, state in chosen:
        if feeds is not None or _is_wanted(feed, state, is_due_only=is_due_only, now=now):
            wanted.append((feed, state))
        elif not feed.paused:
            early += 1
            progress(FeedStep(feed, "early"))
    fetching = _Fetching(library, progress, cancelled)
    if wanted:
        for feed, _ in wanted:
            progress(FeedStep(feed, "waiting"))
        fetching.ask(wanted)
    from reader.library.expiring import expire  # noqa: PLC0415 - only where feeds are fetched

    is_cancelled = fetching.cancelled.is_set()
    expired = 0 if is_cancelled or library.read_only else expire(library, everything)
    done = fetching.done
    return Fetched(
        feeds=len(wanted),
        new=done.new,
        updated=done.updated,
        unchanged=done.unchanged,
        expired=expired,
        failed=tuple(done.failed),
        early=early,
        is_offline=done.is_offline,
        is_cancelled=is_cancelled,
    )


def _is_wanted(feed: Feed, state: FeedState, *, is_due_only: bool, now: datetime) -> bool:
    if is_due_only:
        return polite.is_due(feed, state, now)
    return not feed.paused and not polite.is_waiting(state, now)


@dataclass(slots=True)
class _Done:
    """What has been done so far."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: list[FeedStep] = field(default_factory=list)
    reached: int = 0
    unreached: list[tuple[Answer, FetchError]] = field(default_factory=list)
    """Those that could not be reached, before it is known whether the network is there at all."""

    is_offline: bool = False


class _Fetching:
    """One run."""

    def __init__(self, library: Library, progress: Progress, cancelled: threading.Event) -> None:
        from reader.library.entering import Entering  # noqa: PLC0415 - only where feeds are fetched

        self._library, self._progress, self.cancelled = library, progress, cancelled
        self._entering = Entering(library)
        self.done = _Done()

    def ask(self, feeds: Sequence[tuple[Feed, FeedState]]) -> None:
        """Ask them, and take in what comes."""
        from reader.library.asking import Answer, Asking  # noqa: PLC0415 - only where feeds are fetched

        with Asking(self._library, feeds) as asking:
            for told in asking.told(self.cancelled):
                if isinstance(told, Answer):
                    self._answered(told)
                else:
                    self._progress(told)
        self._settle_unreached()

    def _answered(self, answer: Answer) -> None:
        error = answer.error
        if isinstance(error, FetchError) and error.kind in _NOWHERE:
            self.done.unreached.append((answer, error))
            return
        self.done.reached += 1
        if error is not None:
            self._failed(answer, error)
            return
        if answer.document is None:
            self._unchanged(answer)
            return
        self._progress(FeedStep(answer.feed, "reading"))
        try:
            entered = self._entering.enter(answer, self.cancelled.is_set)
        except QueryError as wrong:
            self._failed(answer, SourceError(f"Its filter is no query: {wrong}"))
            return
        self.done.new += entered.new
        self.done.updated += entered.updated
        # What did not come in yet is asked for again.
        if not self.cancelled.is_set():
            self._entered(answer, entered)

    def _settle_unreached(self) -> None:
        """Without a network no feed is to blame, and it is said once, by whoever asked."""
        unreached = self.done.unreached
        is_offline = any(error.kind == "offline" for _, error in unreached)
        self.done.is_offline = is_offline and not self.done.reached
        for answer, error in unreached:
            if self.done.is_offline:
                self._progress(FeedStep(answer.feed, "failed"))
            else:
                self._failed(answer, error)

    def _failed(self, answer: Answer, error: ReaderError) -> None:
        now = self._library.clock()
        state = polite.after_failure(answer.feed, answer.before, error, now)
        self._library.polls.save(answer.feed.id, state, now, answer.before)
        message = str(error)
        if is_dead(state, now):
            since = "" if state.gone else f" It could not be had since {state.failing_since[:10]}."
            message += (
                f"{since} Remove it, or give it another address: `reader feeds remove`, `reader feeds edit --url`."
            )
        step = FeedStep(answer.feed, "gone" if state.gone else "failed", message=message)
        self.done.failed.append(step)
        self._progress(step)

    def _unchanged(self, answer: Answer) -> None:
        self.done.unchanged += 1
        self._had(answer, _had_state(answer, answer.before))
        self._progress(FeedStep(answer.feed, "unchanged"))

    def _entered(self, answer: Answer, entered: Entered) -> None:
        document = answer.document
        state = _had_state(answer, answer.before)
        if document is not None:
            state = replace(
                state,
                least=max(document.least, min(answer.max_age, polite.LONGEST)),
                skip_hours=document.skip_hours,
                skip_days=document.skip_days,
                gone=document.is_over,
            )
        is_new = bool(entered.new or entered.updated)
        if is_new:
            state = replace(state, changed=codec.moment_text(self._library.clock()))
        else:
            self.done.unchanged += 1
        self._had(answer, state)
        told = document.problems if document is not None else ()
        message = " ".join((*told, *entered.problems[:5]))
        step = FeedStep(answer.feed, "done" if is_new else "unchanged", entered.new, entered.updated, message)
        self._progress(step)

    def _had(self, answer: Answer, state: FeedState) -> None:
        """Keep how a feed is that was had, and what it told of itself."""
        feed, document = answer.feed, answer.document
        facts: dict[str, str] = {}
        if document is not None:
            if not feed.title and document.title:
                facts["title"] = document.title
            if not feed.site and document.site:
                facts["site"] = document.site
        if answer.moved_to and self._library.feeds.is_free(answer.moved_to, feed):
            facts["url"] = answer.moved_to
        if facts:
            self._library.feeds.learn(feed, **facts)
        self._library.polls.save(feed.id, state, self._library.clock(), answer.before)


def _had_state(answer: Answer, before: FeedState) -> FeedState:
    state = polite.after_success(before)
    return replace(state, etag=answer.etag, modified=answer.modified, digest=answer.digest)
