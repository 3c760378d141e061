"""What is subscribed to."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription, and how a person wants it."""

    id: str
    """`[a-z0-9-]`, at most 96 characters; it stays when title and address change."""

    url: str
    """Where it is fetched from: http or https."""

    title: str = ""
    """As the person calls it, else as the feed calls itself."""

    folder: str = ""
    """Parts joined by `/`; empty: none."""

    site: str = ""
    """The page that it is the feed of, or empty."""

    interval: int = 0
    """Minutes between two fetches at least; 0: as usual."""

    keep: int = 0
    """Days after which what was read, and has neither notes nor a star, goes to the trash; 0: it stays."""

    query: str = ""
    """Only entries that match are taken in: the query language; empty: all."""

    whole: bool = False
    """Is each entry's page fetched, since the feed has excerpts alone?"""

    paused: bool = False
    """Is it left alone when all are fetched?"""

    trusted: str = ""
    """`host:port` that may lie in a private network, since a person named it; empty: none."""

    added: str = ""
    """When: ISO 8601 in UTC."""

    @property
    def name(self) -> str:
        """What to call it: its title, else its address without a name and a password."""
        return self.title or re.sub(r"(?<=://)[^/?#@]*@", "", self.url, count=1)


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed is: what a fetch left behind, on this machine."""

    etag: str = ""
    modified: str = ""
    """Validators, as the server sent them."""

    checked: str = ""
    """When it was asked last: ISO 8601 in UTC."""

    changed: str = ""
    """When it had something new last."""

    due: str = ""
    """Before this it asks not to be asked: ISO 8601 in UTC, or empty."""

    failures: int = 0
    """How often in a row it could not be had."""

    failing_since: str = ""
    error: str = ""
    """Why, a sentence; empty when it was had."""

    gone: bool = False
    """Did it say that it will never come back (410)?"""

    digest: str = ""
    """Of what the server sent last, so that the same bytes are not read again."""

    least: int = 0
    """Seconds that it asks to be left alone after each fetch; 0: it does not say."""

    skip_hours: tuple[int, ...] = ()
    """Hours of the day, in UTC, in which it asks to be left alone."""

    skip_days: tuple[int, ...] = ()
    """The same of days: Monday is 0."""
