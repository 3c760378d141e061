"""What was written where, so that a file is known as ours later: the hash of each file that is replaced as a whole.

Derived: where it is lost, files that are there already are taken for somebody else's, and left as they are.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from reader.store import atomic
from reader.store.locks import Lock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MOST = 20_000
"""Files that are remembered; the oldest are forgotten first."""


class Receipts:
    """The receipts of one library, in the file at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._read()
        self._new: dict[str, str] = {}

    def is_ours(self, path: Path, data: bytes) -> bool:
        """Is `data` what was written to `path` last?"""
        key = _key(path)
        return (self._new.get(key) or self._known.get(key)) == _hash(data)

    def note(self, path: Path, data: bytes) -> None:
        """Take down that `data` was written to `path`."""
        self._new[_key(path)] = _hash(data)

    def save(self) -> None:
        """Keep what was taken down; raises StoreError."""
        if not self._new:
            return
        with Lock(self._path.parent / "locks" / "receipts"):
            known = self._read()
            for key in self._new:
                known.pop(key, None)
            kept = list({**known, **self._new}.items())[-_MOST:]
            atomic.write(self._path, json.dumps(dict(kept), ensure_ascii=True, indent=0).encode())
        self._known, self._new = dict(kept), {}

    def _read(self) -> dict[str, str]:
        try:
            found: Mapping[object, object] | object = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        pairs = found.items() if isinstance(found, dict) else ()
        return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}


def _key(path: Path) -> str:
    return str(path.absolute())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
