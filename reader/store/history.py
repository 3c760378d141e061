"""Every change that a person made, with what was before and after: one line of JSON for each, a file for each month."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.model.annotation import Annotation
from reader.model.article import ArticleState
from reader.model.theme import Theme
from reader.store import atomic, codec, faults
from reader.store.jsonfile import encoded
from reader.store.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

FOLDER = "history"
"""Below the library's root."""

Value: TypeAlias = Annotation | ArticleState | Theme | str | None
"""What a thing was before or after a change; None: it was not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed."""

    kind: str
    """What sort of thing it is: `note`, `state`, `theme`, `article`."""

    article: str
    """The article's id; empty for what belongs to none."""

    key: str
    """Which one it is: an annotation's id, a theme's name."""

    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Operation:
    """What a person did in one go; it is undone in one go."""

    id: str
    at: datetime
    label: str
    """A short sentence: `Highlighted “the harbour”.`"""

    changes: tuple[Change, ...]


class History:
    """What was done in a library. Threads and processes may record at once."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._lock = Lock(root / ".reader" / "locks" / "history.lock")

    def record(self, operation: Operation) -> None:
        """Write down an operation, durably."""
        path = self._folder / f"{codec.moment_text(operation.at)[:7]}.jsonl"
        line = json.dumps(_operation_document(operation), ensure_ascii=False) + "\n"
        with self._lock:
            atomic.append(path, encoded(line))

    def operations(self, limit: int | None = None) -> tuple[Operation, ...]:
        """The last operations, newest first, at most `limit`; lines that a crash left broken are passed over."""
        found = self._newest_first()
        return (
            tuple(found)
            if limit is None
            else tuple(operation for operation, _ in zip(found, range(limit), strict=False))
        )

    def _newest_first(self) -> Iterator[Operation]:
        for path in sorted(self._months(), reverse=True):
            content = atomic.read(path)
            for line in reversed(content[0].split(b"\n") if content else []):
                operation = _operation(line)
                if operation is not None:
                    yield operation

    def _months(self) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if path.suffix == ".jsonl" and path.name[0] != "."]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise faults.unreadable(self._folder, error) from error


def _operation_document(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "at": codec.moment_text(operation.at),
        "label": operation.label,
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


def _operation(line: bytes) -> Operation | None:
    """The operation in a line; None when the line is none that this program writes."""
    try:
        document = json.loads(line)
        changes = [_change(change) for change in document["changes"]]
        return Operation(document["id"], codec.moment(document["at"]), document["label"], tuple(changes))
    except (ValueError, TypeError, LookupError):
        # Torn by a crash, edited, or of a newer version: the rest of the history is as good as before.
        return None


def _change(document: dict[str, Any]) -> Change:
    article = document["article"]
    return Change(
        kind=document["kind"],
        article=article,
        key=document["key"],
        before=_value(document["before"], article),
        after=_value(document["after"], article),
    )


def _value_document(value: Value) -> Any:
    match value:
        case Annotation():
            return {"note": codec.note_document(value)}
        case ArticleState():
            return {"state": codec.state_document(value)}
        case Theme():
            return {"theme": codec.theme_document(value)}
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
        case str() | None:
            return document
    raise ValueError(f"not a value of the history: {document!r}")
