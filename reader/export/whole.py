"""Exported files that are replaced as a whole: only where nothing is lost by it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from reader.errors import ExportError, StoreError, reason
from reader.store import atomic
from reader.store.jsonfile import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reader.export.receipts import Receipts

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
    data = encoded("".join(chunks))
    try:
        there = _there(path)
        if there is None:
            outcome = Outcome.NEW
        elif there == data:
            outcome = Outcome.UNCHANGED
        elif replace or receipts.is_ours(path, there):
            outcome = Outcome.UPDATED
        else:
            return Outcome.LEFT
        if dry_run:
            return outcome
        if outcome is Outcome.UPDATED and there is not None:
            keep(path, there)
            atomic.write(path, data)
        elif outcome is Outcome.NEW:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not atomic.create(path, data):
                return Outcome.LEFT
    except StoreError as error:
        # What the store advises is about the library, and this is another folder.
        raise _failure(path, error.__cause__) from error
    except OSError as error:
        raise _failure(path, error) from error
    receipts.note(path, data)
    return outcome


def _there(path: Path) -> bytes | None:
    if not path.is_symlink() and not path.exists():
        return None
    return path.read_bytes()


def _failure(path: Path, error: BaseException | None) -> ExportError:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return ExportError(f"{path} cannot be written: {why}. Make room or rights there, or choose another place.")
