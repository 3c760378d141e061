"""Saves in the order in which they were asked for, on one thread; what fails waits and is tried again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.errors import ReaderError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump

    from reader.store.history import Change


@dataclass(frozen=True, slots=True)
class Job:
    """One save."""

    run: Callable[[], object]
    articles: frozenset[str]
    """Ids of the articles that it changes: a later save of the same article may not overtake it."""

    changes: tuple[Change, ...] = ()
    """What it changes, for as long as it is not on the disk."""

    joined: bool = False
    """Does it go on with the job before it, so that both are taken back in one step?"""

    can_wait: bool = True
    """Is it kept and tried again after a failure? If not, only its failure is told."""

    is_step: bool = True
    """Is it something that a person did, and takes back? Where reading goes on is not."""

    @property
    def notes(self) -> frozenset[str]:
        """Ids of the annotations that are unsaved until it is done."""
        return frozenset(change.key for change in self.changes if change.kind == "note")


class Saver:
    """The thread that saves for one screen, and what waits for it."""

    @dataclass
    class Saved(Message):
        """A save is on the disk."""

        job: Job
        result: object

    @dataclass
    class SaveFailed(Message):
        """A save did not reach the disk; it waits if it can."""

        job: Job
        error: ReaderError

    def __init__(self, screen: MessagePump, rest: Callable[[], object] = lambda: None) -> None:
        """`rest` is called, on the same thread, when everything is saved."""
        self._screen, self._rest = screen, rest
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saver")
        self._lock = threading.Lock()
        self._waiting: list[Job] = []
        self._failed: list[Job] = []
        """Those that were tried, or wait for one that was; in their order."""

    def submit(self, job: Job) -> None:
        """Save as soon as everything asked for before is saved."""
        with self._lock:
            self._waiting.append(job)
        # The change is painted first: reading the file again holds Python up for as long as it has notes.
        if not self._screen.call_after_refresh(self._begin):
            self._begin()

    def _begin(self) -> None:
        self._thread.submit(self._drain)

    def retry(self) -> None:
        """Try again what waits."""
        if self._waiting:
            self._thread.submit(self._drain)

    @property
    def unsaved(self) -> frozenset[str]:
        """Ids of the annotations that are not on the disk."""
        with self._lock:
            return frozenset().union(*(job.notes for job in self._waiting))

    @property
    def articles(self) -> frozenset[str]:
        """Ids of the articles of which something is not on the disk."""
        with self._lock:
            return frozenset().union(*(job.articles for job in self._waiting))

    @property
    def is_idle(self) -> bool:
        """Is everything on the disk?"""
        return not self._waiting

    @property
    def outstanding(self) -> str:
        """What is not on the disk, in words."""
        notes, jobs = len(self.unsaved), len(self._waiting)
        count, noun = (notes, "highlight") if notes else (jobs, "change")
        return f"{count} {noun}{'' if count == 1 else 's'}"

    def take_back(self) -> tuple[Job, ...]:
        """Give up the last save that failed, and what it goes on with, the last one first; empty when none did.

        It belongs in a job of its own, where no other is running and everything asked for before it was tried.
        """
        with self._lock:
            taken: list[Job] = []
            steps = [job for job in self._failed if job.is_step]
            while steps and (not taken or (taken[-1].joined and steps[-1].notes == taken[-1].notes)):
                taken.append(steps.pop())
                self._failed.remove(taken[-1])
                self._waiting.remove(taken[-1])
            return tuple(taken)

    def finish(self) -> bool:
        """Wait for the thread; True when everything is on the disk."""
        self._thread.submit(self._drain).result()
        return self.is_idle

    def _drain(self) -> None:
        held: set[str] = set()
        self._failed.clear()
        for job in tuple(self._waiting):
            if job.articles & held:
                self._failed.append(job)
                continue
            try:
                result = job.run()
            except ReaderError as error:
                if job.can_wait:
                    held |= job.articles
                    self._failed.append(job)
                else:
                    self._forget(job)
                self._screen.post_message(self.SaveFailed(job, error))
            else:
                self._forget(job)
                self._screen.post_message(self.Saved(job, result))
        if not self._waiting:
            # What this cannot do now is tried again after the next save, and when the library is closed.
            with suppress(StoreError):
                self._rest()

    def _forget(self, job: Job) -> None:
        with self._lock:
            self._waiting.remove(job)
