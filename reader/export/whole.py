"""Exported files that are replaced as a whole: only where nothing is lost by it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from reader.errors import ExportError, StoreError, reason_behind
from reader.store import atomic
from reader.store.jsonfile import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reader.export.receipts import Receipts
    from reader.store.stamp import Stamp

    Keep = Callable[[Path, bytes], None]


class Outcome(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    """Something else is there, or somebody edited it."""


def write(
    path: Path, chunks: Iterable[str], receipts: Receipts, keep: Keep, *, replace: bool = False, dry_run: bool = False
) -> Outcome:
    """Write a file whole or not at all, durably.

    A file that is there is replaced where it is what was exported to it last; else only if `replace`, after `keep` has
    put by what it was. Raises ExportError when the disk does not do what is asked.
    """
    data = b"".join(map(encoded, chunks))
    try:
        # Of a link, the file is written that it leads to.
        file = path.resolve() if path.is_symlink() else path
        there = atomic.read(file)
        if there is None:
            outcome = Outcome.NEW if dry_run else _create(file, data)
        elif there[0] == data:
            outcome = Outcome.UNCHANGED
        elif not replace and not receipts.is_ours(path, there[0]):
            outcome = Outcome.LEFT
        elif dry_run:
            outcome = Outcome.UPDATED
        else:
            keep(path, there[0])
            outcome = _exchange(file, data, there[1])
    except (OSError, StoreError) as error:
        raise ExportError(
            f"{path} cannot be written: {reason_behind(error)}. Make room or rights there, or choose another place."
        ) from error
    if not dry_run and outcome is not Outcome.LEFT:
        receipts.note(path, data)
    return outcome


def _create(file: Path, data: bytes) -> Outcome:
    file.parent.mkdir(parents=True, exist_ok=True)
    return Outcome.NEW if atomic.create(file, data) else Outcome.LEFT


def _exchange(file: Path, data: bytes, seen: Stamp) -> Outcome:
    """Replace a file, unless somebody changes it at this moment."""
    if atomic.exchange(file, data, seen) is None:
        return Outcome.LEFT
    atomic.sync_folder(file.parent)
    return Outcome.UPDATED
