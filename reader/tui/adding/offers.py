"""What can be done with what was found behind what a person typed. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.tui.counting import counted

if TYPE_CHECKING:
    from reader.library.values import Found


class Does(StrEnum):
    """What an offer does."""

    ADD = "add"
    SUBSCRIBE = "subscribe"
    IMPORT = "import"
    OPEN = "open"


WORDS = {Does.ADD: "Add", Does.SUBSCRIBE: "Subscribe", Does.IMPORT: "Subscribe", Does.OPEN: "Read"}
"""What the key that does it is called."""


class Offer(NamedTuple):
    """One thing that can be done."""

    does: Does
    place: str
    """The address or the path that it is done with; of an article that is here, its id."""

    label: str
    about: str = ""
    title: str = ""
    """What a feed calls itself."""

    named_by: str = ""
    """The address of the page that names a feed; empty where a person did."""

    total: int = 0
    """How many articles there are to come; 0: that is not known."""


NAMES = {
    "page": "a page",
    "feed": "a feed",
    "feeds": "a page that names feeds",
    "file": "a file",
    "folder": "a folder",
    "list": "a list of addresses",
    "opml": "a list of feeds",
    "here": "you have it already",
}

MANY = {
    "folder": (Does.ADD, "Add", "article", "what you have already is passed over"),
    "list": (Does.ADD, "Add", "article", "each page is fetched"),
    "opml": (Does.IMPORT, "Subscribe to", "feed", "those that you have stay as they are"),
}
UNCOUNTED = {"folder": "what is in it", "list": "what it names", "opml": "its feeds"}


def headline(found: Found) -> str:
    """What it is called."""
    return found.title or found.place


def told(found: Found) -> str:
    """What it is, in a line."""
    parts = [NAMES.get(found.kind, found.kind), found.detail]
    if found.title and found.kind != "here":
        parts.append(found.place)
    return " · ".join(part for part in parts if part)


def offers(found: Found) -> tuple[Offer, ...]:
    """What can be done with it, the likeliest first."""
    feeds = tuple(
        Offer(
            Does.SUBSCRIBE,
            address,
            f"Subscribe to {_named(title, address)}",
            address if title else "",
            title,
            found.place,
        )
        for address, title in found.feeds
    )
    if found.kind == "here" and found.listing is not None:
        return (Offer(Does.OPEN, found.listing.article.id, "Read it"), *feeds)
    if found.kind == "feed":
        return (Offer(Does.SUBSCRIBE, found.place, "Subscribe", "what is new comes with R", found.title),)
    if found.kind == "feeds":
        return (*feeds, Offer(Does.ADD, found.place, "Add this page alone"))
    if found.kind in MANY:
        return (_many(found),)
    return (Offer(Does.ADD, found.place, "Add it and read it"), *feeds)


def _many(found: Found) -> Offer:
    """All that a folder or a list holds."""
    does, verb, noun, about = MANY[found.kind]
    what = f"{verb} {counted(found.count, noun)}" if found.count else f"{verb} {UNCOUNTED[found.kind]}"
    return Offer(does, found.place, what, about, total=found.count)


def _named(title: str, address: str) -> str:
    return f"“{title}”" if title else address
