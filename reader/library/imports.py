"""What an import would do, or did: values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.model.annotation import Annotation
    from reader.sources.notes.imported import Imported
    from reader.store.operations import Change


class Fate(StrEnum):
    """What becomes of a highlight or note that is imported."""

    NEW = "new"
    MERGED = "merged"
    """What is here gets something that it did not have."""

    HERE = "here"
    """It is here already, and nothing changes."""

    SKIPPED = "skipped"
    """It is not taken, and `why` says why."""


class Found(StrEnum):
    """By what an article was recognised."""

    ID = "id"
    HASH = "text"
    ADDRESS = "address"
    TITLE = "title"
    WORDS = "words"
    """By the passages, which stand in no other article."""

    NOT = "not found"
    """It is not in the library: a stub holds its passages."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One highlight or note, and what becomes of it."""

    item: Imported
    fate: Fate
    why: str = ""
    """A sentence, where there is something to say."""

    before: Annotation | None = None
    """The note here that gets something; None where there is none."""

    after: Annotation | None = None
    """The note as it will be; None where nothing is written."""

    is_orphan: bool = False
    """Are its words not in the article?"""


@dataclass(frozen=True, slots=True)
class PlannedArticle:
    """What comes to one article."""

    id: str
    title: str
    found: Found
    is_stub: bool
    """Does it hold nothing but passages?"""

    planned: tuple[Planned, ...]

    def count(self, fate: Fate) -> int:
        """How many have a fate."""
        return sum(each.fate is fate for each in self.planned)

    @property
    def orphans(self) -> int:
        """How many come whose words are not in the article."""
        return sum(each.is_orphan for each in self.planned if each.fate is Fate.NEW)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file that is imported."""

    path: str
    where: str
    """Where in the file; empty for the whole."""

    why: str
    """A sentence."""

    is_trouble: bool
    """Could something not be read?"""

    @property
    def told(self) -> str:
        """It in words."""
        place = f"{self.path}, {self.where}" if self.where else self.path
        return self.why if self.path in self.why else f"{place}: {self.why}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    label: str
    """What was done, once it is."""

    formats: tuple[str, ...]
    articles: tuple[PlannedArticle, ...]
    remarks: tuple[Remark, ...]
    more_remarks: int
    """How many more there were."""

    changes: tuple[Change, ...]
    texts: tuple[tuple[str, str], ...]
    """Canonical texts that the new notes are made on, with their hashes."""

    def count(self, fate: Fate) -> int:
        """How many have a fate."""
        return sum(article.count(fate) for article in self.articles)

    @property
    def has_trouble(self) -> bool:
        """Could something not be read?"""
        return any(remark.is_trouble for remark in self.remarks)
