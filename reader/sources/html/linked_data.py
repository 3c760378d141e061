"""JSON-LD: what a page says of itself to machines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

Thing = dict[str, Any]

_ARTICLE = re.compile(r"Article|Posting|Report|Review|Recipe|LiveBlog", re.IGNORECASE)
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)?|(?:-->|//\s*\]\]>|\]\]>|;)?\s*$")
_MOST_LETTERS = 1_000_000
_MOST_THINGS = 2000


def things(root: HtmlElement) -> tuple[Thing, ...]:
    """Everything that the page describes, the outermost first."""
    found: list[Thing] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found += _inside(_parsed(script.text or ""), _MOST_THINGS - len(found))
    return tuple(found)


def articles(found: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Those that are articles; the one with a headline comes first."""
    said = [thing for thing in found if any(map(_ARTICLE.search, types(thing)))]
    return tuple(sorted(said, key=lambda thing: not thing.get("headline")))


def named(found: tuple[Thing, ...], *kinds: str) -> Iterator[str]:
    """The names of the things of these types."""
    for thing in found:
        if any(kind in kinds for kind in types(thing)) and isinstance(thing.get("name"), str):
            yield thing["name"]


def types(thing: Thing) -> tuple[str, ...]:
    """What a thing is."""
    said = thing.get("@type")
    return tuple(each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str))


def resolved(value: Any, found: tuple[Thing, ...]) -> Any:
    """`value`; where it only refers to a thing that is described elsewhere, that thing."""
    if isinstance(value, dict) and set(value) == {"@id"}:
        return next((thing for thing in found if thing.get("@id") == value["@id"] and len(thing) > 1), value)
    return value


def text(value: Any) -> str:
    """The first text in a value; nothing where it has none."""
    if isinstance(value, list):
        return next(filter(None, map(text, value[:10])), "")
    if isinstance(value, dict):
        return next((value[key] for key in ("@value", "name", "@id", "url") if isinstance(value.get(key), str)), "")
    return value if isinstance(value, str) else ""


def _parsed(source: str) -> Any:
    if len(source) > _MOST_LETTERS:
        return None
    try:
        return json.loads(_WRAPPED.sub("", source), strict=False)
    except (ValueError, RecursionError):
        return None


def _inside(value: Any, most: int) -> list[Thing]:
    """The things in `value`, level by level."""
    found: list[Thing] = []
    level = [value]
    while level and len(found) < most:
        deeper: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                found.append(each)
                deeper += each.values()
            elif isinstance(each, list):
                deeper += each
        level = deeper
    return found[:most]
