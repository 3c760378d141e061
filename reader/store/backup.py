"""A whole library in one archive, and back: each file whole, checked by its hash, and none outside."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader import __version__
from reader.errors import StoreError, UsageError, reason
from reader.store import atomic, faults
from reader.store.members import collision, flaw
from reader.store.migrations import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[int, int], None]

MANIFEST = "reader-backup.json"
"""The archive's last file: which version wrote it, and the size and SHA-256 of each other one."""

FORMAT = 1
_TRIES = 5
"""How often a file that is written meanwhile is read."""


def write(root: Path, target: Path, *, force: bool = False, progress: Progress | None = None) -> int:
    """Pack the library at `root` into the archive `target`; how many files.

    What is derived and what is hidden stays out. Raises UsageError where there is such a file and no `force`,
    StoreError where the library cannot be read or the archive cannot be written.
    """
    if not os.path.isdir(root / atomic.ARTICLES):  # noqa: PTH112 - says no where `Path` raises
        raise faults.gone(root)
    if os.path.lexists(target) and not force:
        raise UsageError(f"{target} is there already. Give another name, or --force to write over it.")
    names = _names(root, target)
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}{atomic.SUFFIX}")
    try:
        try:
            count = _pack(root, names, temporary, progress)
            if force:
                temporary.replace(target)
            elif not atomic.publish(temporary, target):
                raise UsageError(f"{target} came meanwhile. Give another name, or --force to write over it.")
            atomic.sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {reason(error)}. The library is as it was.") from error
    return count


def _names(root: Path, target: Path) -> list[str]:
    """The files of a library, relative to it."""
    found: list[str] = []

    def refuse(error: OSError) -> None:
        raise faults.unreadable(error.filename or root, error) from error

    for folder, folders, files in os.walk(root, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(folder, name)  # noqa: PTH118 - a library has thousands
            if not name.startswith(".") and os.path.isfile(path) and path != str(target.resolve()):  # noqa: PTH113
                found.append(os.path.relpath(path, root).replace(os.sep, "/"))
    for name in found:
        if why := flaw(name):
            raise StoreError(f"{name} {why}, so it could not be unpacked everywhere. Rename it, then try again.")
    if pair := collision(found):
        raise StoreError(f"{pair[0]} and {pair[1]} would be one file on some systems. Rename one, then try again.")
    return found


def _pack(root: Path, names: list[str], temporary: Path, progress: Progress | None) -> int:
    files: dict[str, dict[str, Any]] = {}
    # The descriptor is synced before the archive gets its name.
    with temporary.open("xb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for done, name in enumerate(names, 1):
                data = _whole(root / name)
                if data is not None:
                    archive.writestr(zipfile.ZipInfo(name, _moment(root / name)), data, zipfile.ZIP_DEFLATED)
                    files[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                if progress is not None:
                    progress(done, len(names))
            about = {"format": FORMAT, "reader": __version__, "schema": SCHEMA, "made": _now(), "files": files}
            archive.writestr(MANIFEST, json.dumps(about, ensure_ascii=False, indent=1), zipfile.ZIP_DEFLATED)
        stream.flush()
        os.fsync(stream.fileno())
    return len(files)


def _whole(path: Path) -> bytes | None:
    """A file's content, not half of one that is written meanwhile; None when it is gone."""
    data = b""
    for _ in range(_TRIES):
        found = atomic.read(path)
        if found is None:
            return None
        data, seen = found
        if path.suffix == ".jsonl":
            # Lines are added at its end: the last one may not be whole.
            return data[: data.rfind(b"\n") + 1]
        again = atomic.read(path)
        if again is not None and again[1] == seen and len(data) == seen.size:
            return data
    return data


def _moment(path: Path) -> tuple[int, int, int, int, int, int]:
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        changed = datetime.now(UTC)
    year = min(max(changed.year, 1980), 2107)
    return year, changed.month, changed.day, changed.hour, changed.minute, changed.second


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
