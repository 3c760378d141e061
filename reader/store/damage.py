"""Files that are not what they should be: kept whole in the trash, and told from those that are being written."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from reader.store import atomic

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from reader.errors import DamagedError
    from reader.store.jsonfile import Tables
    from reader.store.locks import Lock
    from reader.store.stamp import Stamp

FOLDER = "trash/damaged"
"""Below the library's root."""

SETTLED = 2.0
"""Seconds without a write after which nobody is taken to be in the middle of one."""


class Mended(NamedTuple):
    """What a damaged file gave."""

    tables: Tables
    stamp: Stamp
    """Of the file as it is now."""

    problem: str = ""
    """A sentence on why it is still damaged; empty when it is sound again."""


Mend: TypeAlias = "Callable[[Path, Lock, DamagedError], Mended]"
"""Mends the file at a path, which is written under that lock; raises the error for one that has to stay as it is."""


class Rest:
    """Knows which files are at rest; a clock that is wrong makes one wait a moment longer."""

    def __init__(self) -> None:
        self._seen: dict[Path, tuple[Stamp, float]] = {}

    def is_at_rest(self, path: Path, stamp: Stamp) -> bool:
        """Was the file last written a while ago, or found unchanged since a look a while ago?"""
        if time.time() - stamp.mtime_ns / 1e9 >= SETTLED:
            return True
        now = time.monotonic()
        seen, since = self._seen.setdefault(path, (stamp, now))
        if seen != stamp:
            self._seen[path] = (stamp, now)
            return False
        return now - since >= SETTLED


def set_aside(root: Path, path: Path, data: bytes, now: datetime) -> str:
    """Keep `data`, the content of the damaged file at `path`, in the trash, durably; where, relative to `root`.

    What is there already is never written over, and what is kept already is not kept twice.
    """
    folder = root / FOLDER
    atomic.make_folder(folder.parent)
    atomic.make_folder(folder)
    named = path.relative_to(root)
    begin = "-".join((*named.parts[:-1], named.stem))
    for copy in sorted(folder.glob(f"{begin}-*{named.suffix}")):
        # A mending that failed half-way is tried again, and again.
        kept = atomic.read(copy)
        if kept is not None and kept[0] == data:
            return f"{FOLDER}/{copy.name}"
    stem = f"{begin}-{now:%Y%m%dT%H%M%S}"
    for number in count(1):
        name = f"{stem}{f'-{number}' if number > 1 else ''}{named.suffix}"
        if atomic.create(folder / name, data):
            return f"{FOLDER}/{name}"
    raise AssertionError("numbers do not end")
