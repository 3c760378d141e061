"""Files and folders of a library that their own owner may not read or write."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.findings import Finding
from reader.library.values import Severity
from reader.store import faults
from reader.store.atomic import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER, _FILE, _ARTICLE = stat.S_IRWXU, stat.S_IRUSR | stat.S_IWUSR, stat.S_IRUSR
"""What the owner has to be allowed. An article that its owner keeps from being written is as it should be."""


def find(root: Path) -> Iterator[Finding]:
    """Each folder and file that lacks a permission; what is in a folder is looked at once that is mended."""
    if os.name == "nt":
        return
    yield from _look(root, root, _FOLDER)
    for place, folders, files in os.walk(root):
        here = Path(place)
        is_top = here == root
        # Others may have reasons of their own.
        folders[:] = sorted(name for name in folders if not is_top or name in FOLDERS)
        for name in folders:
            yield from _look(root, here / name, _FOLDER)
        is_article = here.relative_to(root).parts[:1] == ("articles",)
        for name in sorted(files):
            if not is_top or name == "themes.json":
                yield from _look(root, here / name, _ARTICLE if is_article else _FILE)


def _look(root: Path, path: Path, needed: int) -> Iterator[Finding]:
    try:
        status = path.lstat()
    except OSError:  # gone meanwhile, or in a folder that says so itself
        return
    mode = stat.S_IMODE(status.st_mode)
    if stat.S_ISLNK(status.st_mode) or mode & needed == needed or status.st_uid != os.geteuid():
        return

    def cure() -> str:
        try:
            path.chmod(mode | needed)
        except OSError as error:
            raise faults.unwritable(path, error) from error
        return "You may now."

    name = path.relative_to(root).as_posix()
    what = "read" if not mode & stat.S_IRUSR else "open" if needed == _FOLDER and not mode & stat.S_IXUSR else "write"
    yield Finding(
        "" if name == "." else name,
        f"{path if name == '.' else name} belongs to you, and its permissions do not let you {what} it.",
        "gives you that permission",
        cure,
        Severity.ERROR,
    )
