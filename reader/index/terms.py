"""What a query asks for, as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["", "title", "author", "source", "quote", "note", "speaker"]
"""Where words are looked for; empty: everywhere."""

Relation = Literal["before", "after", "on"]
State = Literal["read", "unread", "starred", "annotated", "changed", "orphaned"]


@dataclass(frozen=True, slots=True)
class Words:
    """A word or a phrase."""

    text: str
    """It holds a letter or a digit."""

    field: Field = ""
    is_prefix: bool = False
    """May the last word go on?"""


@dataclass(frozen=True, slots=True)
class InTheme:
    """Has a theme, or one below it."""

    name: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Is in a language: `en` is also `en-GB`."""

    code: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """Was published, or else added, before, in or after the beginning of a time."""

    relation: Relation
    start: str
    """The first day of the time; ISO 8601, compared as text."""

    end: str
    """The first after it."""


@dataclass(frozen=True, slots=True)
class Is:
    """Is in a state."""

    state: State


@dataclass(frozen=True, slots=True)
class Not:
    """Does not match a term."""

    term: Term


@dataclass(frozen=True, slots=True)
class All:
    """Matches all of these."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Matches at least one of these."""

    terms: tuple[Term, ...]


Term = Words | InTheme | InLanguage | Dated | Is | Not | All | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the catalogue; false when it asks for nothing, and so matches everything."""

    term: Term | None = None
    """None: everything."""

    def __bool__(self) -> bool:
        return self.term is not None
