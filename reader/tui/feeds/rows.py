"""What is said of a feed, in a list and beside it. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reader.export import dates
from reader.tui.counting import counted
from reader.tui.feeds.log import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.values import FeedListing, FeedStep
    from reader.model.feed import FeedState

DEAD, FAILING, PAUSED, UNREAD = "×", "!", "‖", "●"
"""What stands before a feed: colour is never the only sign."""

MINUTE, HOUR, DAY = 60, 3_600, 86_400


class Row(NamedTuple):
    """A feed in the list, with the heading above it."""

    listing: FeedListing
    heading: str = ""
    """The folder, above its first feed; empty: none begins here."""

    unread: int = 0
    """Of the whole folder, where one begins."""


def now() -> datetime:
    """The time here."""
    return datetime.now().astimezone()


def name(listing: FeedListing) -> str:
    """What a feed is called."""
    return listing.feed.name


def arranged(listings: Iterable[FeedListing]) -> tuple[Row, ...]:
    """Feeds by folder and name; those without a folder first."""

    def folder(listing: FeedListing) -> tuple[str, str]:
        return listing.feed.folder.casefold(), listing.feed.folder

    rows: list[Row] = []
    in_order = sorted(listings, key=lambda listing: (folder(listing), name(listing).casefold(), listing.feed.id))
    for (_, heading), group in groupby(in_order, key=folder):
        first, *others = list(group)
        unread = first.unread + sum(other.unread for other in others)
        rows += (Row(first, heading, unread if heading else 0), *map(Row, others))
    return tuple(rows)


def query(listing: FeedListing, listings: Iterable[FeedListing]) -> str:
    """The query that lists its articles: by its title, where no other feed has that in its own."""
    title = listing.feed.title.replace('"', " ").strip()
    others = sum(title.casefold() in each.feed.title.casefold() for each in listings)
    return f'feed:"{title}"' if title and others <= 1 else f"feed:{listing.feed.id}"


def is_failing(listing: FeedListing) -> bool:
    """Could it not be had the last time?"""
    return listing.is_dead or listing.state.gone or bool(listing.state.failures)


def sign(listing: FeedListing) -> str:
    """What stands before it."""
    if listing.is_dead or listing.state.gone:
        return DEAD
    if listing.state.failures:
        return FAILING
    if listing.feed.paused:
        return PAUSED
    return UNREAD if listing.unread else " "


def step_word(step: FeedStep) -> str:
    """How far it is, in a word or two."""
    if step.what in FAILED:
        return "failed" if step.what == "failed" else "gone"
    if step.what == "done":
        parts = [f"{step.new:,} new"] if step.new or not step.updated else []
        parts += [f"{step.updated:,} updated"] if step.updated else []
        return ", ".join(parts)
    return {
        "waiting": "waits",
        "asking": "asking …",
        "reading": "reading …",
        "unchanged": "nothing new",
        "early": "asks to wait",
    }.get(step.what, step.what)


def ago(moment: str, today: datetime) -> str:
    """`just now`, `5 min ago`, `3 h ago`, `yesterday`, `4 Mar`; empty where there is no such moment."""
    then = parsed(moment)
    if then is None:
        return ""
    seconds = max(0, int((today - then).total_seconds()))
    if seconds < MINUTE:
        return "just now"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min ago"
    if seconds < DAY:
        return f"{seconds // HOUR} h ago"
    if seconds < 2 * DAY:
        return "yesterday"
    return dates.short(moment, today)


def parsed(moment: str) -> datetime | None:
    """A moment as it is kept; None for none."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return then if then.tzinfo else then.replace(tzinfo=UTC)


def totals(listings: Sequence[FeedListing]) -> str:
    """`12 feeds · 340 articles · 41 unread · 2 fail`."""
    count, unread = len(listings), sum(each.unread for each in listings)
    failing, articles = sum(map(is_failing, listings)), sum(each.articles for each in listings)
    parts = [counted(count, "feed"), counted(articles, "article")]
    parts += [f"{unread:,} unread"] if unread else []
    parts += [f"{failing:,} fail{'s' if failing == 1 else ''}"] if failing else []
    return " · ".join(parts)


def facts(listing: FeedListing, today: datetime, *, usual: int = 30) -> list[tuple[str, str]]:
    """What is known of a feed: names and values; `usual` are the minutes between two fetches."""
    feed, state = listing.feed, listing.state
    every = _every(feed.interval or usual)
    checked = ago(state.checked, today)
    found = [
        ("Address", replace(feed, title="").name),  # without a password
        ("Site", feed.site),
        ("Folder", feed.folder),
        ("Articles", f"{listing.articles:,}, {listing.unread:,} unread" if listing.articles else "none yet"),
        ("Fetched", f"{checked or 'never'}; {'paused' if feed.paused else every}"),
        ("New", ago(state.changed, today)),
        ("Waits", _waits(state, today)),
        ("Keeps", f"what is read {counted(feed.keep, 'day')}; what has notes or a star stays" if feed.keep else ""),
        ("Takes", f"only what matches {feed.query}" if feed.query else ""),
        ("Text", "the whole article is fetched" if feed.whole else ""),
    ]
    return [(label, value) for label, value in found if value]


def trouble(listing: FeedListing, today: datetime) -> str:
    """Why it cannot be had, and since when; empty where it can."""
    state = listing.state
    if not is_failing(listing):
        return ""
    why = state.error or ("It is gone for good, its server says." if state.gone else "It could not be fetched.")
    since = ago(state.failing_since, today)
    when = f"for {since.removesuffix(' ago')}" if since.endswith("ago") else f"since {since}"
    long = f" It has failed {when}." if since and since != "just now" else ""
    more = " It is not fetched any more." if state.gone else ""
    return f"{why}{long}{more}" if not listing.is_dead else f"{why}{long} e gives it another address, d removes it."


def _waits(state: FeedState, today: datetime) -> str:
    """Until when it is left alone, and why; empty where it is not."""
    due = parsed(state.due)
    if due is None or due <= today:
        return ""
    return f"until {due.astimezone():%d %b %H:%M}, {'since it failed' if state.failures else 'as it asks'}"


def _every(minutes: int) -> str:
    if minutes % (24 * 60) == 0:
        return f"every {counted(minutes // (24 * 60), 'day')}".replace("1 day", "day")
    if minutes % 60 == 0:
        return f"every {counted(minutes // 60, 'hour')}".replace("every 1 hour", "every hour")
    return f"every {counted(minutes, 'minute')}"
