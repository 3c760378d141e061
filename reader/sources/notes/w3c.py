"""The W3C Web Annotation Data Model as JSON-LD (w3.org/TR/annotation-model), ours and others'.

A file holds one annotation, a list of them, a page or a collection (chapter 5); a target is an address or a specific
resource with selectors (chapter 4), a body a string, an embedded text or a reference (chapter 3.2).
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from reader.model.annotation import Motivation
from reader.sources.notes import cleaning, exact, json_values
from reader.sources.notes.imported import Imported, ImportedArticle, Item, PassedOver, Unreadable, identifier, uuid_of
from reader.sources.notes.json_values import Refused
from reader.sources.notes.selectors import selected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORIGIN = "jsonld"
OURS = "urn:reader-tui:"
"""What our own names begin with."""

_NI = "ni:///sha-256;"
_CODED = 43
"""Letters of a SHA-256 in base 64."""

_LISTS = ("items", "@graph", "first")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_PARTING = re.compile(
    r"<(?:br|/?(?:p|div|li|ul|ol|h[1-6]|blockquote|pre|tr|section|article))\b[^<>]{0,2000}>", re.IGNORECASE
)
"""Tags that part words which no white space parts."""

_TAGGING = {"tagging", "oa:tagging"}
_KNOWN = {motivation.value: motivation for motivation in Motivation}


def is_w3c(names: set[tuple[int, str]]) -> bool:
    """Do the names in a JSON file tell that it holds annotations as the W3C defines them?"""
    ones = {name for depth, name in names if depth == 1}
    if ones & {"@context", "@type", "type"} and ones & {"items", "first", "last", "total", "@graph"}:
        return True
    return any(
        {(depth, "target")} <= names
        and any((depth, name) in names for name in ("body", "bodyValue", "motivation", "type"))
        for depth in (1, 2, 3, 4)
    )


def parse(path: Path) -> Iterator[Item]:
    """What the file holds, annotation after annotation."""
    alone: dict[str, Any] = {}
    number = 0
    for place, value in json_values.values(path, _is_wanted):
        match place:
            case ("items" | "@graph", int()) | ("first", "items", int()) | (int(),):
                number += 1
                yield _item(value, f"annotation {number}")
            case (str(name),):
                alone[name] = value
    if "target" in alone:
        yield _item(alone, "annotation 1")


def _is_wanted(place: json_values.Place) -> bool:
    match place:
        case ("items" | "@graph", int()) | ("first", "items", int()) | (int(),):
            return True
        case (str(name),):
            return name not in _LISTS
    return False


def _item(value: Any, where: str) -> Item:
    if isinstance(value, Refused):
        return Unreadable(where, value.value)
    if isinstance(value, str):
        return PassedOver(where, "Only its address stands here.")
    if not isinstance(value, Mapping) or "target" not in value:
        return Unreadable(where, "It is no annotation: it has no target.")
    target = _target(value["target"])
    is_ours = isinstance(target.get("reader:article"), Mapping)
    return _ours(value, target, where) if is_ours else _theirs(value, target, where)


def _theirs(value: Mapping[str, Any], target: Mapping[str, Any], where: str) -> Item:
    """An annotation of another program."""
    article = _article(target)
    found = selected(target.get("selector"))
    note, themes = _bodies(value)
    quote = cleaning.prose(found.exact)
    if max(len(found.exact), len(note)) > cleaning.MAX_WORDS:
        return Unreadable(where, "It is longer than a passage of an article.")
    if not (quote or note or themes):
        return PassedOver(where, "It has neither a passage nor a note in words.")
    if not article.url and not quote:
        return PassedOver(where, "Its target is no address.")
    has_place = quote == found.exact
    own = cleaning.line(value.get("id") or value.get("@id"))
    created = cleaning.moment(value.get("created"))
    return Imported(
        article=article,
        quote=quote,
        id=uuid_of(own) or identifier(ORIGIN, own or f"{article.url} {quote} {note}"),
        prefix=found.prefix[-cleaning.AROUND :],
        suffix=found.suffix[: cleaning.AROUND],
        start=found.start if has_place else None,
        end=found.end if has_place else None,
        note=note,
        themes=themes,
        motivation=Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING,
        author=_names(value.get("creator")),
        created=created,
        modified=cleaning.moment(value.get("modified")) or created,
        origin=ORIGIN,
        where=where,
    )


def _ours(value: Mapping[str, Any], target: Mapping[str, Any], where: str) -> Item:
    """An annotation that a library of ours exported (`reader.export.w3c` says how)."""
    about: Mapping[str, Any] = target["reader:article"]
    article = exact.article(
        {
            "id": _named(about.get("id"), "article"),
            "title": about.get("dcterms:title"),
            "author": about.get("dcterms:creator"),
            "source": about.get("dcterms:publisher"),
            "published": about.get("dcterms:issued"),
            "language": about.get("dcterms:language"),
            "url": about.get("reader:url"),
            "text_hash": _hash(about.get("reader:text")),
        }
    )
    found = selected(target.get("selector"))
    given = value.get("body")
    bodies = [body for body in given[:1000] if isinstance(body, Mapping)] if isinstance(given, list) else []

    def said(purpose: str) -> list[str]:
        return [cleaning.text(body.get("value")) for body in bodies if body.get("purpose") == purpose]

    facts = {
        "id": _named(value.get("id"), "annotation"),
        "quote": found.exact,
        "prefix": found.prefix,
        "suffix": found.suffix,
        "start": found.start,
        "end": found.end,
        "occurrence": target.get("reader:occurrence"),
        "text_hash": _hash(target.get("state")),
        "themes": said("tagging"),
        "note": "\n\n".join(said("commenting")),
        "speaker": " ".join(said("identifying")),
        "color": value.get("reader:color"),
        "author": _names(value.get("creator")),
        "formerly": value.get("reader:formerly"),
    }
    return exact.annotation(
        article, facts | {name: value.get(name) for name in ("motivation", "created", "modified")}, ORIGIN, where
    )


def _named(name: Any, kind: str) -> str:
    """What a name of ours names; of a UUID it is that itself."""
    words = cleaning.text(name)
    return uuid_of(words) if words.startswith("urn:uuid:") else unquote(words.removeprefix(f"{OURS}{kind}:"))


def _hash(name: Any) -> str:
    """The hash of a text by its name (RFC 6920)."""
    words = cleaning.text(name)
    if not words.startswith(_NI):
        return unquote(words.removeprefix(f"{OURS}text:"))
    try:
        coded = words.removeprefix(_NI)[:_CODED]
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).hex()
    except ValueError:
        return ""


def _target(given: Any) -> Mapping[str, Any]:
    """The first target, as a specific resource."""
    first = given[0] if isinstance(given, list) and given else given
    if isinstance(first, str):
        return {"source": first}
    return first if isinstance(first, Mapping) else {}


def _article(target: Mapping[str, Any]) -> ImportedArticle:
    source = target.get("source") or target.get("id") or target.get("@id")
    facts: Mapping[str, Any] = source if isinstance(source, Mapping) else {}
    return ImportedArticle(
        title=cleaning.line(facts.get("title") or facts.get("dc:title") or facts.get("name")),
        url=cleaning.address(facts.get("id") or facts.get("@id") if facts else source),
        language=cleaning.line(facts.get("language"))[:35],
    )


def _bodies(annotation: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The notes and the themes of an annotation."""
    given = annotation.get("body")
    bodies = given[:1000] if isinstance(given, list) else [given]
    motivation = annotation.get("motivation")
    notes: list[str] = []
    tags: list[str] = []
    for body in bodies:
        words, purposes = _body(body)
        is_tag = bool(purposes & _TAGGING) or (not purposes and motivation == "tagging")
        (tags if is_tag else notes).append(words)
    notes.append(cleaning.prose(annotation.get("bodyValue")))
    return "\n\n".join(filter(None, notes)), cleaning.themes(tags)


def _body(body: Any) -> tuple[str, set[str]]:
    """The words of a body, and what they are for."""
    if isinstance(body, str):
        return cleaning.prose(body), set()
    if not isinstance(body, Mapping):
        return "", set()
    given = body.get("purpose") or body.get("motivation")
    purposes = {cleaning.text(each) for each in (given if isinstance(given, list) else [given])} - {""}
    value = body.get("value") or body.get("chars") or body.get("cnt:chars")
    if value is None:
        source = body.get("source") or body.get("id")
        return (cleaning.prose(source) if isinstance(source, str) else ""), purposes
    words = cleaning.text(value)
    if "html" in cleaning.text(body.get("format")).casefold():
        parted = re.sub(r"\s*\n\s*", "\n\n", _PARTING.sub("\n", " ".join(words.split())))
        words = html.unescape(_TAG.sub("", parted))
    return cleaning.prose(words), purposes


def _names(creator: Any) -> str:
    people = creator if isinstance(creator, list) else [creator]
    names = [
        person.get("name") or person.get("nickname") or person.get("id") if isinstance(person, Mapping) else person
        for person in people[:20]
    ]
    return ", ".join(filter(None, map(cleaning.line, names)))
