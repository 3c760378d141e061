"""What tests of the parsers share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.notes.formats import parse
from reader.sources.notes.imported import Imported, PassedOver, Unreadable

if TYPE_CHECKING:
    from reader.sources.notes.imported import Item

CORPUS = Path(__file__).parents[2] / "corpus" / "notes"


def read(name: str, form: str = "auto") -> list[Item]:
    return list(parse(CORPUS / name, form)[1])


def form_of(name: str) -> str:
    return parse(CORPUS / name)[0]


def passages(items: list[Item]) -> list[Imported]:
    return [item for item in items if isinstance(item, Imported)]


def unreadable(items: list[Item]) -> list[Unreadable]:
    return [item for item in items if isinstance(item, Unreadable)]


def passed_over(items: list[Item]) -> list[PassedOver]:
    return [item for item in items if isinstance(item, PassedOver)]


def read_all(path: Path, form: str = "auto") -> tuple[list[Item], str]:
    """What a file gives before it cannot be read any further, and why it cannot."""
    items: list[Item] = []
    try:
        for item in parse(path, form)[1]:
            items.append(item)  # noqa: PERF402 - what came before an error counts
    except SourceError as error:
        return items, str(error)
    return items, ""
