"""What a file of notes holds, before anybody looks for the articles that it is about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from reader.model.annotation import Motivation

if TYPE_CHECKING:
    from datetime import datetime

NAMESPACE = uuid.UUID("6b7f3c52-0d0e-5c55-9a7e-3f0f1c1f8f36")
"""Of the ids that are made for passages that come without one."""

_PARTS = "\x1f"


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What a file of notes says of an article; each value one clean line, empty where it says nothing."""

    id: str = ""
    """Its id in a library of ours."""

    title: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    text_hash: str = ""
    """Of its canonical text, where it was in a library of ours."""

    @property
    def facts(self) -> tuple[str, ...]:
        """All that is said of it."""
        return self.title, self.author, self.source, self.url, self.published, self.language


@dataclass(frozen=True, slots=True)
class ImportedTheme:
    """A theme of somebody's codebook."""

    name: str
    color: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All that it holds of words."""
        return self.name, self.description, *self.aliases


@dataclass(frozen=True, slots=True)
class Imported:
    """One highlight or note, as it was kept elsewhere."""

    article: ImportedArticle
    quote: str
    """The passage; empty for a note on the article as a whole."""

    id: str = ""
    """A UUID, the same each time that this is read."""

    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    """The first code point in the article's text; None where that is not known."""

    end: int | None = None
    occurrence: int | None = None
    """How many times the words stand before it; None where that is not known."""

    text_hash: str = ""
    is_exact: bool = False
    """Are the selectors ours, so that they stay as they are?"""

    is_utf16: bool = False
    """Are `start` and `end` counted in UTF-16, as JavaScript does?"""

    note: str = ""
    themes: tuple[str, ...] = ()
    speaker: str = ""
    color: str = ""
    motivation: Motivation = Motivation.HIGHLIGHTING
    author: str = ""
    formerly: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    origin: str = ""
    """The format that it comes from, by name."""

    where: str = ""
    """Where in the file it stands: `line 12`, `row 3`, `annotation 5`."""

    replaces: tuple[str, ...] = field(default=())
    """Ids of shorter versions of this passage, which the file has as well."""

    @property
    def words(self) -> tuple[str, ...]:
        """All that it holds of words."""
        own = self.quote, self.note, self.prefix, self.suffix, self.speaker, self.author
        return *own, *self.themes, *self.formerly, *self.article.facts


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in the file that cannot be read."""

    where: str
    why: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in the file that can be read and is not taken."""

    where: str
    why: str
    """A sentence."""


Item: TypeAlias = Imported | ImportedTheme | Unreadable | PassedOver


def identifier(*parts: str) -> str:
    """A UUID for what these words tell apart."""
    return str(uuid.uuid5(NAMESPACE, _PARTS.join(parts).encode("utf-8", "replace").decode()))


def passage_id(article: ImportedArticle, quote: str, place: str) -> str:
    """A UUID for a passage that comes without one: of its article, its words and its place."""
    named = article.url or f"{folded(article.title)}{_PARTS}{folded(article.author)}"
    return identifier("passage", named, folded(quote), place)


def uuid_of(text: str) -> str:
    """The UUID in `text`, with or without `urn:uuid:`; empty where it is none."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def folded(text: str) -> str:
    """Words as they are compared: case and white space apart."""
    return " ".join(text.casefold().split())
