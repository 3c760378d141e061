"""Who wrote an article, as a bibliography wants it: given name and family name, where there is no doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARTICLES = frozenset(
    (
        *("af", "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn"),
        *("la", "le", "ten", "ter", "van", "von", "zu", "zur"),
    )
)
_NO_PERSONS = frozenset(
    (
        *("agency", "and", "associated", "association", "board", "bureau", "center", "centre", "collective"),
        *("committee", "company", "correspondent", "correspondents", "council", "department", "desk", "editor"),
        *("editorial", "editors", "foundation", "group", "guardian", "inc", "institute", "international", "ltd"),
        *("magazine", "media", "ministry", "network", "news", "newsroom", "office", "organisation", "organization"),
        *("post", "press", "project", "redaktion", "reporter", "reporters", "service", "society", "staff", "team"),
        *("the", "times", "tribune", "union", "university", "writer", "writers"),
    )
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*")
_PARTS = re.compile(r"\s*;\s*|\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote; `given` is empty where `family` is all that is known, or is no person's name."""

    family: str
    given: str = ""


def authors(byline: str) -> tuple[Person, ...]:
    """The people of a byline; as a whole where not every part of it is certainly a person's name."""
    byline = " ".join(byline.split())
    if not byline:
        return ()
    parts = [part for part in _PARTS.split(byline) if part]
    people = [_person(part) for part in parts]
    if people and all(person.given for person in people):
        return tuple(people)
    return (Person(byline),)


def _person(name: str) -> Person:
    """A name in two parts; whole where it is not certainly one."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(word.casefold().strip(".") in _NO_PERSONS for word in words):
        return Person(name)
    if not all(_NAME.fullmatch(word) and (word[0].isupper() or word in _PARTICLES) for word in words):
        return Person(name)
    if not words[0][0].isupper() or not words[-1][0].isupper():
        return Person(name)
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return Person(" ".join(words[first:]), " ".join(words[:first]))
