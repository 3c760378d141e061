"""What the library hands out and takes in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.model.article import Article, Listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from reader.model.annotation import Annotation, Highlight
    from reader.model.feed import Feed, FeedState
    from reader.store.shard import Shard
    from reader.text.document import Text


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """Something cannot be read or is lost to sight."""

    WARNING = "warning"
    """Something is not as its owner would expect."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one file of the library."""

    path: str
    """Relative to the library."""

    message: str
    severity: Severity = Severity.ERROR
    fixed: bool = False
    """Was it mended?"""

    @property
    def told(self) -> str:
        """What is wrong, and with which file."""
        return self.message if self.path in self.message else f"{self.path}: {self.message}"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at the files found."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    notes: int = 0
    """Files of notes that were read."""

    articles: frozenset[str] | None = None
    """Ids of the articles that may be others now; None: any."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.notes)


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with its text and its highlights where they are now."""

    listing: Listing
    text: Text
    highlights: tuple[Highlight, ...]
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Annotation, ...] = ()
    """Other versions of notes, which wait for a decision."""

    lines: tuple[tuple[str, str], ...] = ()
    """Of some lines, by the words that they are known by: what a person said that they are."""

    promotional: tuple[int, ...] = ()
    """The blocks that are promotional lines."""


@dataclass(frozen=True, slots=True)
class Added:
    """An article that was taken in, or had been before."""

    listing: Listing
    is_new: bool
    problems: tuple[str, ...] = ()
    is_renewed: bool = False
    """Was its text taken in place of an older one?"""


def gone(shard: Shard) -> Listing:
    """What the notes remember of an article that is no longer there."""
    known = shard.article
    article = Article(known.id, known.path, known.title or known.id, url=known.url, text_hash=known.text_hash)
    return Listing(article, shard.state, len(shard.annotations))


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind what a person typed, before anything is taken in."""

    kind: str
    """`page`, `feed`, `feeds` (of a page that names some), `file`, `folder`, `list` (of addresses), `opml`, `here`."""

    place: str
    """The address or the path, as it will be asked."""

    title: str = ""
    detail: str = ""
    """A line more: how many entries, articles, words; who says so."""

    feeds: tuple[tuple[str, str], ...] = ()
    """The feeds that a page names: addresses and titles."""

    count: int = 0
    """How many articles there are, where that is known."""

    listing: Listing | None = None
    """Of kind `here`: the article that it is already."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How whoever asks for pages stops it, and is told how far it is."""

    stop: Event | None = None
    progress: Callable[[int, int], None] | None = None
    """Called on the thread that asks: how many are done, of how many; 0 where that is not known."""

    total: int = 0


@dataclass(frozen=True, slots=True)
class FeedListing:
    """A subscription as a list shows it."""

    feed: Feed
    state: FeedState
    articles: int = 0
    unread: int = 0
    is_dead: bool = False
    """Could it not be had for so long that a person should decide about it?"""


@dataclass(frozen=True, slots=True)
class FeedStep:
    """What a fetch tells of one feed while it goes on."""

    feed: Feed
    what: str
    """`waiting`, `asking`, `reading`, `done`, `unchanged`, `failed`, `gone`, `early` (it asks not to be asked yet)."""

    new: int = 0
    updated: int = 0
    message: str = ""
    """Why it failed, or what else is to be told: a sentence."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch did."""

    feeds: int = 0
    """How many were asked."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    """How many feeds had nothing new."""

    expired: int = 0
    """How many articles went to the trash by a rule."""

    failed: tuple[FeedStep, ...] = ()
    early: int = 0
    """How many were not asked, since it is too early."""

    is_offline: bool = False
    """Could no host be reached at all?"""

    is_cancelled: bool = False
