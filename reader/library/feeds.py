"""What is subscribed to: listed, and changed with a way back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.errors import NotFoundError, SourceError, UsageError
from reader.library.identity import make
from reader.library.values import FeedListing
from reader.model import addresses
from reader.model.feed import Feed, FeedState
from reader.sources import metadata
from reader.store.operations import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.door import Library
    from reader.store.operations import Operation

PATIENCE = timedelta(days=14)
"""How long a feed may fail before its subscriber is asked to decide about it."""

LIST = 8 * 1024 * 1024
"""Bytes of a list of feeds."""

DEPTH = 8
"""The deepest folder."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What came of a list of feeds."""

    operation: Operation | None
    """None: there was nothing new in it."""

    new: tuple[Feed, ...]
    known: int = 0
    """How many of them were subscribed to already."""

    private: tuple[str, ...] = ()
    """The hosts in private networks among them, which will be asked because the list names them."""

    problems: tuple[str, ...] = ()


class Feeds:
    """The feeds of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    # ---- asked

    def all(self) -> tuple[FeedListing, ...]:
        """Every feed with how it is, by folder and title."""
        feeds = sorted(self._library.subscriptions.feeds(), key=_order)
        if not feeds:
            return ()
        here = frozenset(self._library.catalogue.ids())
        unread = frozenset(self._library.catalogue.ids(self._library.query("is:unread")))
        return tuple(self._listing(feed, here, unread) for feed in feeds)

    def _listing(self, feed: Feed, here: frozenset[str], unread: frozenset[str]) -> FeedListing:
        own = here & self._library.entries.articles(feed.id)
        state = self._library.polls.load(feed.id)
        return FeedListing(feed, state, len(own), len(own & unread), is_dead(state, self._library.clock()))

    def articles(self, feed_id: str) -> tuple[str, ...]:
        """The ids of the articles that came of a feed and are in the library, newest first."""
        own = self._library.entries.articles(feed_id)
        return tuple(each for each in self._library.catalogue.ids() if each in own)

    def get(self, feed_id: str) -> Feed:
        """The feed with this id; raises NotFoundError."""
        found = next((feed for feed in self._library.subscriptions.feeds() if feed.id == feed_id), None)
        if found is None:
            raise NotFoundError(f"No feed has the id {feed_id!r}. `reader feeds` lists all.")
        return found

    def find(self, reference: str) -> Feed:
        """The feed with an id or an address, or the one whose id or title has `reference` in it; raises NotFoundError.

        A folder's name means the one feed in it.
        """
        feeds, wanted = self._library.subscriptions.feeds(), reference.casefold().strip()
        found = [feed for feed in feeds if reference in {feed.id, feed.url}]
        found = found or [feed for feed in feeds if wanted and same_address(feed.url, reference)]
        found = found or [feed for feed in feeds if wanted and wanted == feed.title.casefold()]
        found = found or [feed for feed in feeds if wanted and wanted in f"{feed.id} {feed.title}".casefold()]
        if not found:
            raise NotFoundError(f"No feed is called {reference!r}. `reader feeds` lists all.")
        if len(found) > 1:
            names = "; ".join(f"{feed.id} ({feed.name})" for feed in found[:5])
            raise NotFoundError(f"Several feeds are called {reference!r}: {names}. Give more of the id.")
        return found[0]

    def known(self, url: str) -> Feed | None:
        """The feed that has this address, or had it when it was subscribed to; None where there is none."""
        feeds = self._library.subscriptions.feeds()
        moved = identifier(url)
        return next((feed for feed in feeds if same_address(feed.url, url) or feed.id == moved), None)

    # ---- changed

    def add(self, url: str, *, title: str = "", folder: str = "", site: str = "", **wanted: Any) -> Feed:
        """Subscribe to the feed at `url`, which a person named; one that is known stays as it is, and is given.

        `wanted` are other fields of `Feed`; `trusted` is empty for an address that a page named, and no person. Raises
        UsageError for what is no address of the web, QueryError for a wrong query.
        """
        self._library.query(str(wanted.get("query", "")))
        known = self.known(checked_address(url))
        if known is not None:
            return known
        feed = self._made(url, title, folder, site, **wanted)
        self._apply(f"subscribed to {_named(feed)}", Change("feed", "", feed.id, None, feed))
        return feed

    def change(self, *feeds: Feed) -> Operation:
        """Let feeds be as given, each known by its id; raises NotFoundError, UsageError, QueryError."""
        changes = []
        for feed in feeds:
            before, after = self.get(feed.id), _sound(feed)
            self._library.query(after.query)
            if before.url != after.url:
                other = self.known(after.url)
                if other is not None and other.id != feed.id:
                    raise UsageError(f"{_named(other)} has this address already.")
                after = replace(after, trusted=trust(after.url))
            if before != after:
                changes.append(Change("feed", "", feed.id, before, after))
            if (before.url, before.query) != (after.url, after.query):
                # What was not taken in may be wanted now, so everything is read again.
                self._library.polls.forget(feed.id)
        label = f"{_named(feeds[0]) if len(feeds) == 1 else f'{len(feeds)} feeds'} changed"
        return self._apply(label, *changes)

    def remove(self, feed_ids: Iterable[str]) -> Operation:
        """Subscribe to feeds no longer; what came of them stays, as does the memory of what came."""
        feeds = [self.get(feed_id) for feed_id in dict.fromkeys(feed_ids)]
        label = f"subscription to {_named(feeds[0]) if len(feeds) == 1 else f'{len(feeds)} feeds'} ended"
        return self._apply(label, *(Change("feed", "", feed.id, feed, None) for feed in feeds))

    def import_opml(self, data: bytes, name: str) -> Subscribed:
        """Subscribe to the feeds of a list that a person chose; raises SourceError for what is no such list.

        Those that are known stay as they are. Addresses in private networks are trusted, and named in the answer.
        """
        from reader.sources.feeds import opml  # noqa: PLC0415 - a list is taken in once

        if len(data) > LIST:
            raise SourceError(f"{name} is larger than {LIST >> 20} MB: no list of feeds is.")
        answer = self._library.workers.call("opml", {"name": name}, data, name)
        outlines, problems = opml.outlines(answer)
        known = {identifier(feed.url): feed for feed in self._library.subscriptions.feeds()}
        known |= {feed.id: feed for feed in known.values()}
        new: dict[str, Feed] = {}
        here = 0
        for outline in outlines:
            try:
                feed = self._made(outline.url, outline.title, outline.folder, outline.site)
            except UsageError as error:
                problems.append(str(error))
                continue
            if feed.id in known:
                here += 1
            else:
                new.setdefault(feed.id, feed)
        if not new and not here:
            raise SourceError(f"{name} names no feeds.")
        operation = None
        if new:
            label = f"subscribed to {len(new):,} feed{'' if len(new) == 1 else 's'} of {name}"
            operation = self._apply(label, *(Change("feed", "", feed.id, None, feed) for feed in new.values()))
        hosts = dict.fromkeys(feed.trusted for feed in new.values() if is_private(feed.url))
        return Subscribed(operation, tuple(new.values()), here, tuple(hosts), tuple(dict.fromkeys(problems)))

    def export_opml(self) -> str:
        """All subscriptions as OPML, which other programs take in."""
        from reader.sources.feeds import opml  # noqa: PLC0415 - a list is given out rarely

        return opml.write(sorted(self._library.subscriptions.feeds(), key=_order), self._library.clock())

    def learn(self, feed: Feed, **facts: Any) -> Feed:
        """Take down what a feed told of itself, its address after a move or its title: nothing that a person did."""
        found = next((each for each in self._library.subscriptions.feeds() if each.id == feed.id), None)
        if found is None:  # it was removed meanwhile
            return feed
        after = _sound(replace(found, **facts))
        if after != found:
            self._library.subscriptions.turn([(found, after)])
        return after

    def is_free(self, url: str, feed: Feed) -> bool:
        """May a feed have this address, to which it moved: does no other one have it?"""
        others = (each for each in self._library.subscriptions.feeds() if each.id != feed.id)
        return url != feed.url and not any(same_address(each.url, url) for each in others)

    def _made(self, url: str, title: str, folder: str, site: str, **wanted: Any) -> Feed:
        address = checked_address(url)
        added = self._library.clock().isoformat(timespec="seconds")
        facts = {"site": site, "trusted": trust(address), "added": added, **wanted}
        return _sound(Feed(identifier(address), address, title, folder, **facts))

    def _apply(self, label: str, *changes: Change) -> Operation:
        operation = self._library.operation(label, *changes)
        if changes:
            self._library.apply(operation)
        return operation


def identifier(url: str) -> str:
    """The id of the feed at an address, the same on every machine."""
    compared = addresses.compared(url) or url
    return make(compared, compared)


def same_address(one: str, other: str) -> bool:
    """Do two addresses lead to the same?"""
    compared = addresses.compared(one)
    return bool(compared) and compared == addresses.compared(other)


def checked_address(url: str) -> str:
    """An address as it is fetched: `feed:` is http, what has no scheme is https. Raises UsageError."""
    address = metadata.line(url)
    lowered = address.casefold()
    if lowered.startswith("feed:"):
        address = address[5:] if lowered.startswith(("feed:http:", "feed:https:")) else "https:" + address[5:]
    elif "://" not in address and not lowered.startswith(("javascript:", "data:", "mailto:", "file:")):
        address = f"https://{address.lstrip('/')}"
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme.casefold() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or " " in address:
        raise UsageError(f"“{address}” is no address of a feed: it begins with http:// or https://.")
    scheme, _, rest = address.partition("://")
    return f"{scheme.casefold()}://{rest.partition('#')[0]}"


def trust(url: str) -> str:
    """The `host:port` of an address, which may lie in a private network where a person named it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    with suppress(UnicodeError):
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_private(url: str) -> bool:
    """Does an address lead into a private network, as far as it says so itself?"""
    import ipaddress  # noqa: PLC0415 - only lists are looked at so

    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return (
            host == "localhost"
            or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))
            or ("." not in host)
        )


def is_dead(state: FeedState, now: datetime) -> bool:
    """Could a feed not be had for so long that a person should decide about it?"""
    if state.gone or not state.failing_since:
        return state.gone
    try:
        return now - datetime.fromisoformat(state.failing_since) >= PATIENCE
    except (ValueError, TypeError):
        return False


def clean_folder(folder: str) -> str:
    """A folder's path without empty parts."""
    parts = [metadata.line(part) for part in folder.split("/")]
    return "/".join([part for part in parts if part][:DEPTH])


def _sound(feed: Feed) -> Feed:
    for name, most in (("interval", 60 * 24 * 31), ("keep", 36_500)):
        if not 0 <= getattr(feed, name) <= most:
            raise UsageError(f"The {name} of a feed is a number from 0 to {most:,}.")
    site = feed.site if metadata.is_address(feed.site) else ""
    return replace(
        feed,
        url=checked_address(feed.url),
        title=metadata.line(feed.title),
        folder=clean_folder(feed.folder),
        site=metadata.line(site),
        query=metadata.line(feed.query),
    )


def _order(feed: Feed) -> tuple[str, str, str]:
    return feed.folder.casefold(), feed.name.casefold(), feed.id


def _named(feed: Feed) -> str:
    return f"“{feed.name}”"


def titles(feeds: Sequence[Feed]) -> str:
    """What feeds are called, in a sentence."""
    names = [_named(feed) for feed in feeds[:3]]
    more = f" and {len(feeds) - 3} more" if len(feeds) > 3 else ""
    return ", ".join(names) + more
