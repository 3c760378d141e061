"""Hypothesis: the JSON that its client exports, and what its API finds.

The export is `{export_date, export_userid, client_version, annotations: […]}` (hypothesis/client,
src/sidebar/services/annotations-exporter.ts), the answer to a search `{total, rows: […]}`; an annotation is the
`Annotation` of h.readthedocs.io/en/latest/api-reference. Offsets are those of JavaScript: UTF-16.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reader.model.annotation import Motivation
from reader.sources.notes import cleaning, json_values
from reader.sources.notes.imported import (
    Imported,
    ImportedArticle,
    Item,
    PassedOver,
    Unreadable,
    identifier,
    uuid_of,
)
from reader.sources.notes.json_values import Refused
from reader.sources.notes.selectors import selected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORIGIN = "hypothesis"
_LISTS = ("annotations", "rows")


def is_hypothesis(names: set[tuple[int, str]]) -> bool:
    """Do the names in a JSON file tell that it holds annotations of Hypothesis?"""
    ones = {name for depth, name in names if depth == 1}
    own = {"uri", "user", "group", "tags"}
    for depth, wrapper in ((3, bool(ones & set(_LISTS))), (2, not ones), (1, True)):
        within = {name for place, name in names if place == depth}
        if wrapper and len(own & within) >= 2 and "uri" in within:
            return True
    return ("export_userid" in ones and "annotations" in ones) or {"total", "rows"} <= ones


def parse(path: Path) -> Iterator[Item]:
    """What the file holds, annotation after annotation."""
    alone: dict[str, Any] = {}
    number = 0
    for place, value in json_values.values(path, _is_wanted):
        match place:
            case (str(name),):
                alone[name] = value
            case ("rows" | "annotations", int()) | (int(),):
                number += 1
                yield _item(value, f"annotation {number}")
            case ("replies", int(count)):
                yield PassedOver(f"reply {count + 1}", "It is a reply to somebody else's note.")
    if "uri" in alone:
        yield _item(alone, "annotation 1")


def _is_wanted(place: json_values.Place) -> bool:
    match place:
        case ("rows" | "annotations" | "replies", int()) | (int(),):
            return True
        case (str(name),):
            return name not in {*_LISTS, "replies"}
    return False


def _item(value: Any, where: str) -> Item:
    if isinstance(value, Refused):
        return Unreadable(where, value.value)
    if not isinstance(value, Mapping):
        return Unreadable(where, "It is no annotation.")
    if value.get("references"):
        return PassedOver(where, "It is a reply to somebody else's note.")
    targets = value.get("target")
    target = targets[0] if isinstance(targets, list) and targets else targets
    fields: Mapping[str, Any] = target if isinstance(target, Mapping) else {}
    article = ImportedArticle(
        title=cleaning.line(_first(_table(value.get("document")).get("title"))),
        url=cleaning.address(value.get("uri") or fields.get("source")),
    )
    found = selected(fields.get("selector"))
    note = cleaning.prose(value.get("text"))
    if max(len(found.exact), len(note)) > cleaning.MAX_WORDS:
        return Unreadable(where, "It is longer than a passage of an article.")
    quote = cleaning.prose(found.exact)
    themes = cleaning.themes(_listed(value.get("tags")))
    if not quote and not (note or themes):
        return PassedOver(where, "It has neither a passage nor a note.")
    created = cleaning.moment(value.get("created"))
    own = cleaning.line(value.get("id"))
    has_place = quote == found.exact
    return Imported(
        article=article,
        quote=quote,
        id=uuid_of(own) or _decoded(own) or identifier(ORIGIN, own or f"{article.url} {quote} {note}"),
        prefix=found.prefix[-cleaning.AROUND :],
        suffix=found.suffix[: cleaning.AROUND],
        start=found.start if has_place else None,
        end=found.end if has_place else None,
        is_utf16=True,
        note=note,
        themes=themes,
        motivation=Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING,
        author=_author(value),
        created=created,
        modified=cleaning.moment(value.get("updated")) or created,
        origin=ORIGIN,
        where=where,
    )


def _author(value: Mapping[str, Any]) -> str:
    shown = cleaning.line(_table(value.get("user_info")).get("display_name"))
    return shown or cleaning.line(value.get("user")).removeprefix("acct:").partition("@")[0]


def _decoded(own: str) -> str:
    """The UUID whose 16 bytes an id is, as Hypothesis writes them, and we do for it; empty where it is none."""
    try:
        return str(uuid.UUID(bytes=base64.urlsafe_b64decode(f"{own}==")))
    except ValueError:
        return ""


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
