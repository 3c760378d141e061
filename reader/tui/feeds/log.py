"""What a fetch tells while it goes on, kept for those who show it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from reader.tui.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.values import FeedStep, Fetched
    from reader.model.feed import Feed

ACTIVE = frozenset({"asking", "reading"})
FAILED = frozenset({"failed", "gone"})
ENDS = frozenset({"done", "unchanged", "early"}) | FAILED
"""After these nothing more is told of a feed."""


class FetchLog:
    """How far each feed is. Told by threads, looked at by the screen."""

    def __init__(self, feeds: Iterable[Feed] = ()) -> None:
        """Of `feeds` it is known that they are to be fetched."""
        self._lock = Lock()
        self._steps: dict[str, FeedStep] = {}
        self._ended: list[str] = []
        self._expected = frozenset(feed.id for feed in feeds)
        self.version = 0
        """Grows with everything that is told."""

        self.fetched: Fetched | None = None
        """What the fetch did; None while it goes on."""

    def take(self, step: FeedStep) -> None:
        """Keep what is told of one feed."""
        with self._lock:
            self.version += 1
            self._steps[step.feed.id] = step
            if step.what in ENDS and step.feed.id not in self._ended:
                self._ended.append(step.feed.id)

    def end(self, fetched: Fetched) -> None:
        """The fetch came to its end."""
        self.version += 1
        self.fetched = fetched

    def of(self, feed_id: str) -> FeedStep | None:
        """What was told of a feed last; None where nothing was."""
        return self._steps.get(feed_id)

    @property
    def total(self) -> int:
        """How many feeds there are."""
        return len(self._expected | self._steps.keys())

    @property
    def ended(self) -> int:
        """With how many it is done."""
        return len(self._ended)

    @property
    def new(self) -> int:
        """How many articles came so far."""
        with self._lock:
            return sum(step.new for step in self._steps.values())

    @property
    def failed(self) -> int:
        """How many feeds could not be had so far."""
        with self._lock:
            return sum(step.what in FAILED for step in self._steps.values())

    def told(self) -> tuple[FeedStep, ...]:
        """The feeds of which there is something to tell: those that ended, in their order, then those that are asked.

        A feed that has nothing new is only counted.
        """
        with self._lock:
            steps = [self._steps[feed_id] for feed_id in self._ended]
            steps = [step for step in steps if step.new or step.updated or step.message or step.what in FAILED]
            if self.fetched is None:
                steps += (step for step in self._steps.values() if step.what in ACTIVE)
            return tuple(steps)

    @property
    def progress(self) -> str:
        """How far it is: `12 of 40 feeds · 31 new · 2 failed`."""
        parts = [f"{self.ended:,} of {counted(self.total, 'feed')}"]
        if self.new:
            parts.append(f"{self.new:,} new")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return " · ".join(parts)


def summary(fetched: Fetched) -> str:
    """`31 new articles, 2 updated, from 40 feeds; 3 feeds could not be fetched`."""
    if fetched.is_offline:
        return "no feed could be reached: this computer seems to be offline"
    came = f"{counted(fetched.new, 'new article')}{f', {fetched.updated:,} updated' if fetched.updated else ''}"
    said = f"{'stopped: ' if fetched.is_cancelled else ''}{came}, from {counted(fetched.feeds, 'feed')}"
    if not fetched.new and not fetched.updated and not fetched.is_cancelled:
        said = f"nothing new in {counted(fetched.feeds, 'feed')}" if fetched.feeds else "nothing was asked"
    if fetched.failed:
        said += f"; {counted(len(fetched.failed), 'feed')} could not be fetched"
    if fetched.early:
        said += f"; {counted(fetched.early, 'feed')} left alone for a while"
    if fetched.expired:
        said += f"; {counted(fetched.expired, 'old article')} to the trash"
    return said
