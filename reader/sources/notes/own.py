"""What `reader export --format json` writes: everything of a library's notes (`reader.export.everything`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.model.theme import COLORS
from reader.sources.notes import cleaning, exact, json_values
from reader.sources.notes.imported import ImportedArticle, ImportedTheme, Item, Unreadable
from reader.sources.notes.json_values import Refused
from reader.sources.notes.limits import Held
from reader.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORIGIN = "json"
VERSION = 1
"""The newest shape of the file that is known."""


def is_own(names: set[tuple[int, str]]) -> bool:
    """Do the names in a JSON file tell that it is an export of ours?"""
    return {(1, "format"), (1, "version"), (1, "articles")} <= names


def parse(path: Path) -> Iterator[Item]:
    """What the file holds: themes, and annotations with what is said of their articles."""
    articles: dict[str, ImportedArticle] = {}
    held = Held(path.name)
    for place, value in json_values.values(path, _is_wanted):
        match place:
            case ("format",) if value != "reader":
                raise SourceError(f"{path.name} is no export of Reader: its format is {str(value)[:40]!r}.")
            case ("version",) if not isinstance(value, int) or value > VERSION:
                raise SourceError(f"{path.name} was written by a newer version of Reader: import it with that one.")
            case ("articles", int(number)):
                about = exact.article(_table(value))
                if isinstance(value, Refused) or not about.id:
                    yield Unreadable(f"article {number + 1}", "It has no id.")
                articles[about.id] = about
                held.take(*about.facts)
            case ("themes", int(number)):
                yield _theme(_table(value), f"theme {number + 1}")
            case ("annotations", int(number)):
                yield _annotation(value, articles, f"annotation {number + 1}")


def _is_wanted(place: json_values.Place) -> bool:
    match place:
        case ("articles" | "themes" | "annotations", int()):
            return True
    return False


def _annotation(value: Any, articles: Mapping[str, ImportedArticle], where: str) -> Item:
    if isinstance(value, Refused):
        return Unreadable(where, value.value)
    fields = _table(value)
    identifier = cleaning.text(fields.get("article"))
    about = articles.get(identifier) or exact.article({"id": identifier})
    return exact.annotation(about, fields, ORIGIN, where)


def _theme(fields: Mapping[str, Any], where: str) -> Item:
    name = exact.line(fields.get("name"))
    if not name:
        return Unreadable(where, "It has no name.")
    color, aliases = cleaning.text(fields.get("color")), fields.get("aliases")
    return ImportedTheme(
        name,
        color if color in COLORS else "",
        clean(cleaning.text(fields.get("description"))[: cleaning.MAX_WORDS]),
        tuple(filter(None, map(exact.line, aliases))) if isinstance(aliases, list) else (),
    )


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
