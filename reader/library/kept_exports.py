"""What exported files were before they were written last: one version back of each, in the library's history."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.errors import ExportError, NotFoundError, StoreError, reason_behind
from reader.store import atomic, files

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "exports"
"""The folder in the history that holds them."""


def keep(root: Path, path: Path, data: bytes) -> None:
    """Put by what the file at `path` holds, in the library at `root`, in place of what was put by of it before.

    Its name is durable no later than the next file that is: they are often many.
    """
    atomic.write(_place(root, path), data, is_named=False)


def restore(root: Path, path: Path, *, dry_run: bool = False) -> str:
    """Put the file at `path` back to what it was before the last export; a second time turns that round.

    What it held until now may have been written since: that is kept for good, and its place is given, relative to
    `root`; empty where there was no file. A `dry_run` only finds out whether that can be.

    Raises NotFoundError where nothing was put by, ExportError where the file cannot be written.
    """
    kept = atomic.read(_place(root, path))
    if kept is None:
        raise NotFoundError(f"Of {path} no earlier version is kept: no export of this library has changed it.")
    if dry_run:
        return ""
    # Of a link, the file is written that it leads to.
    path = path.resolve() if path.is_symlink() else path
    there, put_by = atomic.read(path), ""
    try:
        if there is not None and there[0] != kept[0]:
            put_by = files.keep_replaced(root, path.name, there[0])
            keep(root, path, there[0])
        atomic.write(path, kept[0])
    except StoreError as error:
        raise ExportError(f"{path} cannot be put back: {reason_behind(error)}.") from error
    return put_by


def _place(root: Path, path: Path) -> Path:
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return root / "history" / FOLDER / name
