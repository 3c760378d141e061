"""Which files of watched folders were taken in, on this machine; it may be deleted at any time.

Then every file is looked at anew: what is in the library is known by its text, and what was deleted there comes back.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from reader.store import atomic

if TYPE_CHECKING:
    from pathlib import Path

FILE = ".reader/folders.json"
"""Below the library's root."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was when it was taken in, or could not be."""

    mtime_ns: int
    size: int
    article: str = ""
    """The id of what came of it; empty where that was nothing, or more than one."""

    text_hash: str = ""
    """Of that article then."""


class Taken:
    """The files that are known, by their paths."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._files = self._load()
        self._is_changed = False

    def get(self, path: str) -> Known | None:
        """A file as it was; None for one that was never taken in."""
        return self._files.get(path)

    def put(self, path: str, known: Known) -> None:
        """Remember a file."""
        self._is_changed = self._is_changed or self._files.get(path) != known
        self._files[path] = known

    def save(self) -> None:
        """Write what is remembered, where it is not what was."""
        if not self._is_changed:
            return
        content = {path: astuple(known) for path, known in self._files.items()}
        atomic.make_folder(self._path.parent)
        atomic.write(self._path, (json.dumps(content, ensure_ascii=True, indent=0) + "\n").encode("utf-8", "replace"))
        self._is_changed = False

    def _load(self) -> dict[str, Known]:
        found = atomic.read(self._path)
        try:
            content = json.loads(found[0]) if found is not None else {}
            return {
                path: Known(int(mtime), int(size), str(article), str(text))
                for path, (mtime, size, article, text) in content.items()
            }
        except (ValueError, TypeError, AttributeError, RecursionError):
            return {}
