"""What a query asks for, as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
class OfFeed:
    """Came of a feed; which articles that are is not known here, so who asks puts `Among` in its place."""

    name: str


@dataclass(frozen=True, slots=True)
class Among:
    """Is one of these articles."""

    ids: tuple[str, ...]


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


Term = Words | InTheme | OfFeed | Among | InLanguage | Dated | Is | Not | All | Either


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the catalogue; false when it asks for nothing, and so matches everything."""

    term: Term | None = None
    """None: everything."""

    def __bool__(self) -> bool:
        return self.term is not None

    def feeds(self) -> tuple[str, ...]:
        """The names of the feeds that it asks for, each once."""
        return tuple(dict.fromkeys(_feeds(self.term)))

    def known(self, articles: Mapping[str, tuple[str, ...]]) -> Query:
        """The same, with the articles of each feed in the place of its name."""
        return Query(None if self.term is None else _known(self.term, articles))


def _feeds(term: Term | None) -> Iterator[str]:
    match term:
        case OfFeed(name):
            yield name
        case Not(inner):
            yield from _feeds(inner)
        case All(terms) | Either(terms):
            for part in terms:
                yield from _feeds(part)


def _known(term: Term, articles: Mapping[str, tuple[str, ...]]) -> Term:
    match term:
        case OfFeed(name):
            return Among(articles.get(name, ()))
        case Not(inner):
            return Not(_known(inner, articles))
        case All(terms) | Either(terms):
            return type(term)(tuple(_known(part, articles) for part in terms))
        case _:
            return term
