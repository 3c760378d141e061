"""Which files list pages instead of being one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.sources.lists.entry import Entry

_KINDS = {
    ".csv": ("table",),
    ".tsv": ("table",),
    ".json": ("wallabag",),
    ".txt": ("bare",),
    ".text": ("bare",),
    ".urls": ("bare",),
    ".zip": ("omnivore", "tables"),
}
"""By suffix: the modules that may know it."""


def kind_of(path: Path) -> str:
    """The module that reads the list at `path`; empty where it is none."""
    try:
        if path.is_dir():
            kinds: tuple[str, ...] = ("omnivore",) if any(path.glob("metadata_*_to_*.json")) else ()
        elif not path.is_file():
            # A pipe could keep its reader waiting for ever.
            kinds = ()
        else:
            kinds = _KINDS.get(path.suffix.casefold(), ())
        return next((kind for kind in kinds if import_module(f"reader.sources.lists.{kind}").is_one(path)), "")
    except (SourceError, NotFoundError, OSError):
        # Whoever reads it as an article says what is wrong.
        return ""


def read(path: Path, kind: str) -> Iterator[Entry | SourceError]:
    """The pages that a list names, and what of it cannot be used; raises NotFoundError, SourceError."""
    entries: Iterator[Entry | SourceError] = import_module(f"reader.sources.lists.{kind}").read(path)
    return entries
