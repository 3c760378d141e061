"""When a feed may be asked: as its subscriber wants, and never more often than it wants itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reader.store import codec

if TYPE_CHECKING:
    from reader.errors import ReaderError
    from reader.model.feed import Feed, FeedState

USUAL = timedelta(minutes=30)
"""Between two fetches, where neither its subscriber nor the feed says anything else."""

DAY = timedelta(days=1)
"""The longest that a feed can make one wait."""

LONGEST = round(DAY.total_seconds())
"""The same in seconds."""


def is_waiting(state: FeedState, now: datetime) -> bool:
    """Did it ask to be left alone until later, for good, or is it given time to recover?"""
    due = _moment(state.due)
    # A clock that was wrong once does not silence a feed for years.
    return state.gone or (due is not None and now < due <= now + DAY + USUAL)


def is_due(feed: Feed, state: FeedState, now: datetime) -> bool:
    """Is it time to ask it again?"""
    if feed.paused or is_waiting(state, now) or is_quiet(state, now):
        return False
    checked = _moment(state.checked)
    return checked is None or not checked <= now < checked + between(feed, state)


def between(feed: Feed, state: FeedState) -> timedelta:
    """How long it is left alone after it was asked."""
    wanted = timedelta(minutes=feed.interval) if feed.interval else USUAL
    return max(wanted, min(timedelta(seconds=state.least), DAY))


def is_quiet(state: FeedState, now: datetime) -> bool:
    """Is it an hour or a day in which it wants to be left alone?"""
    utc = now.astimezone(UTC)
    return utc.hour in state.skip_hours or utc.weekday() in state.skip_days


def after_success(state: FeedState) -> FeedState:
    """How it is after it was had."""
    return replace(state, due="", failures=0, failing_since="", error="", gone=False)


def after_failure(feed: Feed, state: FeedState, error: ReaderError, now: datetime) -> FeedState:
    """How it is after it was not had: each time it is left alone for twice as long, up to a day."""
    retry_after, status = getattr(error, "retry_after", 0), getattr(error, "status", 0)
    base = timedelta(minutes=feed.interval) if feed.interval else USUAL
    wait = min(base * 2 ** min(state.failures, 12), DAY)
    wait = max(wait, min(timedelta(seconds=retry_after), DAY))
    return replace(
        state,
        failures=state.failures + 1,
        failing_since=state.failing_since or codec.moment_text(now),
        error=codec.line(str(error)),
        due=codec.moment_text(now + wait),
        gone=status == 410,
    )


def _moment(text: str) -> datetime | None:
    """When that is; None where it says nothing."""
    try:
        return codec.moment(text) if text else None
    except ValueError:
        return None
