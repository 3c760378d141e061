"""Saves in the order in which they were asked for, on one thread; what fails waits and is tried again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump


@dataclass(frozen=True, slots=True)
class Job:
    """One save."""

    run: Callable[[], object]
    articles: frozenset[str]
    """Ids of the articles that it changes: a later save of the same article may not overtake it."""

    notes: frozenset[str] = frozenset()
    """Ids of the annotations that are unsaved until it is done."""

    can_wait: bool = True
    """Is it kept and tried again after a failure? If not, only its failure is told."""


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

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saver")
        self._lock = threading.Lock()
        self._waiting: list[Job] = []

    def submit(self, job: Job) -> None:
        """Save as soon as everything asked for before is saved."""
        with self._lock:
            self._waiting.append(job)
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
    def is_idle(self) -> bool:
        """Is everything on the disk?"""
        return not self._waiting

    def take_back(self) -> Job | None:
        """The last save that waits, given up; None when none does."""
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def finish(self) -> bool:
        """Wait for the thread; True when everything is on the disk."""
        self._thread.submit(self._drain).result()
        return self.is_idle

    def close(self) -> None:
        """Let the thread go."""
        self._thread.shutdown(wait=True)

    def _drain(self) -> None:
        held: set[str] = set()
        for job in tuple(self._waiting):
            if job.articles & held:
                continue
            try:
                result = job.run()
            except ReaderError as error:
                if job.can_wait:
                    held |= job.articles
                else:
                    self._forget(job)
                self._screen.post_message(self.SaveFailed(job, error))
            else:
                self._forget(job)
                self._screen.post_message(self.Saved(job, result))

    def _forget(self, job: Job) -> None:
        with self._lock:
            if job in self._waiting:
                self._waiting.remove(job)
