"""Finding out what changed in a library by looking: at the folders often, at every file now and then."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.store.stamp import Stamp

if TYPE_CHECKING:
    from pathlib import Path

_ROOTS = ("articles", "notes")


@dataclass(slots=True)
class _Folder:
    mtime_ns: int
    files: dict[str, Stamp] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)


class Poller:
    """Remembers how the files of a library looked."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._known: dict[str, _Folder] = {}

    def look(self, *, whole: bool) -> set[str]:
        """The files that came, changed or went since the last look, relative to the library.

        A look that is not `whole` sees only folders in which files came, went or were replaced.
        """
        changed: set[str] = set()
        for name in _ROOTS:
            self._look(name, changed, whole=whole)
        return changed

    def _look(self, name: str, changed: set[str], *, whole: bool) -> None:
        old = self._known.get(name)
        try:
            mtime = os.stat(os.path.join(self._root, name)).st_mtime_ns  # noqa: PTH116, PTH118 - of thousands
            if old is not None and old.mtime_ns == mtime and not whole:
                new = old
            else:
                new = self._known[name] = _listed(os.path.join(self._root, name), mtime)  # noqa: PTH118
        except OSError:
            self._forget(name, changed)
            return
        if new is not old:
            before = old.files if old is not None else {}
            changed.update(f"{name}/{each}" for each, stamp in new.files.items() if before.get(each) != stamp)
            changed.update(f"{name}/{each}" for each in before if each not in new.files)
            for each in (old.folders if old is not None else set()) - new.folders:
                self._forget(f"{name}/{each}", changed)
        for each in new.folders:
            self._look(f"{name}/{each}", changed, whole=whole)

    def _forget(self, name: str, changed: set[str]) -> None:
        """A folder is gone, and everything in it."""
        old = self._known.pop(name, None)
        if old is not None:
            changed.update(f"{name}/{each}" for each in old.files)
            for each in old.folders:
                self._forget(f"{name}/{each}", changed)


def _listed(path: str, mtime_ns: int) -> _Folder:
    found = _Folder(mtime_ns)
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                found.folders.add(entry.name)
            else:
                try:
                    found.files[entry.name] = Stamp.from_stat(entry.stat())
                except OSError:
                    # It went while we looked, or leads nowhere.
                    continue
    return found
