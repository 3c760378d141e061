"""Files as older versions of the program wrote them, kept before they are written in today's format."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from reader.store import atomic, migrations

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ".reader/snapshots"
"""Below the library's root."""


def keep(path: Path, data: bytes) -> None:
    """Keep `data`, the content of the file at `path`, durably, if an older version wrote it; once."""
    schema = migrations.written_as(data)
    if schema >= migrations.SCHEMA:
        return
    root = path.parent.parent if path.parent.name == "notes" else path.parent
    folder = root / FOLDER
    atomic.make_folder(folder.parent)
    atomic.make_folder(folder)
    stem = f"{'notes-' if root != path.parent else ''}{path.stem}-schema-{schema}"
    for number in count(1):
        copy = folder / f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}"
        if _is_kept(copy, data) or atomic.create(copy, data):
            return


def _is_kept(copy: Path, data: bytes) -> bool:
    found = atomic.read(copy)
    return found is not None and found[0] == data
