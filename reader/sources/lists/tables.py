"""A zip of tables, as Pocket gave it: `part_000000.csv` and so on."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.lists import table
from reader.sources.lists.packed import Packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.lists.entry import Entry

_TABLE = re.compile(r"(?:[\w -]+/)*([\w -]{1,100}\.csv)", re.IGNORECASE)


def is_one(path: Path) -> bool:
    """Is there a table of addresses in a zip?"""
    with Packed(path) as packed:
        return any(_is_listed(packed, name) for name in _tables(packed)[:20])


def read(path: Path) -> Iterator[Entry | SourceError]:
    """The entries of its tables, one table after the other; raises SourceError where the zip cannot be read."""
    with Packed(path) as packed, TemporaryDirectory() as folder:
        for name in _tables(packed):
            try:
                copy = _copied(packed, name, Path(folder))
                if table.is_one(copy):
                    yield from table.read(copy)
            except SourceError as error:
                yield error


def _tables(packed: Packed) -> list[str]:
    return sorted(filter(_TABLE.fullmatch, packed.names))


def _is_listed(packed: Packed, name: str) -> bool:
    with TemporaryDirectory() as folder:
        try:
            return table.is_one(_copied(packed, name, Path(folder)))
        except SourceError:
            return False


def _copied(packed: Packed, name: str, folder: Path) -> Path:
    """A table as a file of its own; of its name nothing but its end is used, and that not alone: `con.csv`."""
    copy = folder / f"table {name.rpartition('/')[2]}"
    copy.write_bytes(packed.read(name))
    return copy
