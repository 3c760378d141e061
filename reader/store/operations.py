"""What a person did in one go, and its line in the history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.model.annotation import Annotation
from reader.model.article import ArticleState
from reader.model.feed import Feed
from reader.model.theme import Theme
from reader.store import codec, feeds
from reader.store.jsonfile import SCHEMA, encoded

if TYPE_CHECKING:
    from datetime import datetime

Value: TypeAlias = Annotation | ArticleState | Theme | Feed | str | None
"""What a thing was before or after a change; None: it was not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed."""

    kind: str
    """What sort of thing it is: `note`, `state`, `theme`, `file`, `metadata`, `text`, `conflict`, `feed`,
    `line`."""

    article: str
    """The article's id; empty for what belongs to none."""

    key: str
    """Which one it is: an annotation's id, a theme's name, a feed's id, an article's id for its file, a
    line's words."""

    before: Value
    after: Value
    """Of a file these are paths relative to the library, of metadata and of a file's text the values as JSON, of a line
    `text` or `promotional`."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a person did in one go; it is undone in one go."""

    id: str
    at: datetime
    label: str
    """What was done, in the past: `highlight made in “The bridge”`."""

    changes: tuple[Change, ...]
    """Empty for what is only told, such as that the trash was emptied."""

    turns: str = ""
    """`undo:ID` where this takes the operation with that id back, `redo:ID` where it does it again."""

    joins: str = ""
    """The id of the operation that this goes on with: both are taken back in one step."""


def line(operation: Operation) -> bytes:
    """An operation as one line of JSON."""
    return encoded(json.dumps(_document(operation), ensure_ascii=False) + "\n")


def _document(operation: Operation) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "id": operation.id,
        "at": codec.moment_text(operation.at),
        "label": operation.label,
        **{key: value for key, value in (("turns", operation.turns), ("joins", operation.joins)) if value},
        "changes": [
            {
                "kind": change.kind,
                "article": change.article,
                "key": change.key,
                "before": _value_document(change.before),
                "after": _value_document(change.after),
            }
            for change in operation.changes
        ],
    }


def parse(line: bytes) -> Operation | None:
    """The operation in a line; None when the line is none that this program writes."""
    try:
        document = json.loads(line)
        if document.get("schema", 1) > SCHEMA:
            return None
        changes = [_change(change) for change in document["changes"]]
        turns, joins = str(document.get("turns", "")), str(document.get("joins", ""))
        label = codec.line(document["label"])
        return Operation(_text(document, "id"), codec.moment(document["at"]), label, tuple(changes), turns, joins)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        # Torn by a crash, edited, or of a newer version: the rest of the history is as good as before.
        return None


def _change(document: dict[str, Any]) -> Change:
    kind, article, key = (_text(document, name) for name in ("kind", "article", "key"))
    return Change(
        kind=kind,
        article=article,
        key=key,
        before=_value(document["before"], article),
        after=_value(document["after"], article),
    )


def _text(document: dict[str, Any], key: str) -> str:
    value = document[key]
    if type(value) is not str:
        raise ValueError(f"its {key} is no text")
    return value


def _value_document(value: Value) -> Any:
    match value:
        case Annotation():
            return {"note": codec.note_document(value)}
        case ArticleState():
            return {"state": codec.state_document(value)}
        case Theme():
            return {"theme": codec.theme_document(value)}
        case Feed():
            return {"feed": feeds.feed_document(value)}
        case _:
            return value


def _value(document: Any, article: str) -> Value:
    match document:
        case {"note": note}:
            return codec.note(note, article)
        case {"state": state}:
            return codec.state(state)
        case {"theme": theme}:
            return codec.theme(theme)
        case {"feed": feed}:
            return feeds.feed(feed)
        case str() | None:
            return document
    raise ValueError(f"not a value of the history: {document!r}")
