"""Feeds to show."""

from __future__ import annotations

from datetime import UTC, datetime

from reader.library.values import FeedListing
from reader.model.feed import Feed, FeedState

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def feed(name: str, folder: str = "", **more: object) -> Feed:
    """A feed that is called `name`."""
    site = f"{name.casefold().replace(' ', '-')}.example"
    return Feed(name.casefold().replace(" ", "-"), f"https://{site}/feed.xml", name, folder, f"https://{site}/", **more)  # type: ignore[arg-type]


LISTINGS = (
    FeedListing(feed("Tide Tables", "Harbours"), FeedState(checked="2026-11-24T11:55:00+00:00"), 40),
    FeedListing(
        feed("Harbour Review", "Harbours", keep=30, query="ferry OR harbour", whole=True, interval=120),
        FeedState(checked="2026-11-24T09:00:00+00:00", changed="2026-11-23T10:00:00+00:00"),
        120,
        12,
    ),
    FeedListing(
        feed("Old Lamp"),
        FeedState(
            checked="2026-11-24T09:00:00+00:00",
            failures=40,
            failing_since="2026-11-02T09:00:00+00:00",
            error="old-lamp.example could not be found.",
        ),
        3,
        1,
        is_dead=True,
    ),
    FeedListing(feed("[red]Wire[/red]", "News/wires", paused=True), FeedState(), 0),
    FeedListing(
        feed("Gone Post", "News/wires"),
        FeedState(checked="2026-11-23T09:00:00+00:00", gone=True, error="It is gone, its server says (410)."),
        1,
    ),
)
