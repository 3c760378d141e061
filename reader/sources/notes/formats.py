"""Which programs' notes can be taken, and which of them a file comes from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from reader.errors import SourceError
from reader.sources.notes import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.sources.notes.imported import Item

Parse: TypeAlias = "Callable[[Path], Iterator[Item]]"


@dataclass(frozen=True, slots=True)
class NotesFormat:
    """One program's way to write notes down; what reads it is imported when it is used."""

    name: str
    """As on the command line."""

    label: str
    about: str
    """Which files these are, in a few words."""


FORMATS = (
    NotesFormat("jsonld", "W3C Web Annotation", "JSON-LD, also as Reader exports it"),
    NotesFormat("hypothesis", "Hypothesis", "the JSON that its client exports, or its API gives"),
    NotesFormat("readwise", "Readwise", "its CSV export, or its template for imports"),
    NotesFormat("kindle", "Kindle", "My Clippings.txt"),
    NotesFormat("koreader", "KOReader", "its JSON or Markdown export, or metadata.*.lua"),
    NotesFormat("json", "Reader", "what `reader export --format json` writes"),
)
NAMES = tuple(each.name for each in FORMATS)


def parse(path: Path, name: str = "auto") -> tuple[str, Iterator[Item]]:
    """The format of a file and what it holds, one after the other.

    Raises NotFoundError, SourceError; the latter also while it is read, where the rest cannot be.
    """
    variant = _variant(path) if name == "auto" else _variant_of(path, name)
    format_name, module, function = variant
    made: Parse = getattr(import_module(f"reader.sources.notes.{module}"), function)
    return format_name, made(path)


def _variant_of(path: Path, name: str) -> tuple[str, str, str]:
    """Where the reader of a format is that was named."""
    if name != "koreader":
        module = {"jsonld": "w3c", "json": "own"}.get(name, name)
        return name, module, "parse"
    found = _variant(path)
    return found if found[0] == "koreader" else ("koreader", "koreader", "parse_json")


def _variant(path: Path) -> tuple[str, str, str]:
    """Format, module and function for a file, by what is in it; raises SourceError where no format fits."""
    from reader.sources.notes import (  # noqa: PLC0415 - each command imports what it needs
        hypothesis,
        json_values,
        kindle,
        koreader,
        koreader_markdown,
        own,
        readwise,
        w3c,
    )

    head = opening.head(path)
    if head.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
        names = json_values.names(head.lstrip("\ufeff"))
        by_names = (
            (own.is_own, ("json", "own", "parse")),
            (koreader.is_json, ("koreader", "koreader", "parse_json")),
            (hypothesis.is_hypothesis, ("hypothesis", "hypothesis", "parse")),
            (w3c.is_w3c, ("jsonld", "w3c", "parse")),
        )
        found = next((place for fits, place in by_names if fits(names)), None)
    else:
        by_head = (
            (koreader.is_lua, ("koreader", "koreader", "parse_lua")),
            (kindle.is_kindle, ("kindle", "kindle", "parse")),
            (koreader_markdown.is_markdown, ("koreader", "koreader_markdown", "parse")),
            (readwise.is_readwise, ("readwise", "readwise", "parse")),
        )
        found = next((place for fits, place in by_head if fits(head)), None)
    if found is None:
        known = "; ".join(f"{each.label} ({each.about})" for each in FORMATS)
        raise SourceError(
            f"{path.name} is in no format of notes that is known. These are: {known}. Where you know which one it is, "
            "name it in `reader import --format`; to take it in as an article use `reader add`."
        )
    return found
