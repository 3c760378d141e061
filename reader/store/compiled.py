"""Compiled texts, kept so that an article is parsed once. A cache: it may be deleted at any time."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.store.atomic import SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

WORTH = 16_384
"""Bytes of source from which on a compiled text is kept; a shorter one is parsed as fast as it is read."""

KEPT = 400
"""Texts kept; the ones that were not opened for longest go first."""


class Compiled:
    """The compiled texts of one library."""

    def __init__(self, root: Path) -> None:
        self._folder = root / ".reader" / "cache"

    def _path(self, source: bytes, kind: str) -> Path:
        digest = hashlib.sha256(b"\0".join((kind.encode(), source))).hexdigest()
        return self._folder / f"{digest[:40]}.text"

    def load(self, source: bytes, kind: str) -> bytes | None:
        """What was kept for this source; None when nothing is, or it cannot be read."""
        if len(source) < WORTH:
            return None
        path = self._path(source, kind)
        # A cache that cannot be read is no cache: the text is compiled again.
        with suppress(OSError):
            data = path.read_bytes()
            path.touch()
            return data
        return None

    def keep(self, source: bytes, kind: str, dump: bytes) -> None:
        """Keep a compiled text; a disk that refuses costs only the time of the next parse."""
        if len(source) < WORTH:
            return
        path = self._path(source, kind)
        temporary = path.with_name(f".{path.name}{SUFFIX}")
        with suppress(OSError):
            temporary.write_bytes(dump)
            temporary.replace(path)
            self._trim()

    def _trim(self) -> None:
        texts = sorted(self._folder.glob("*.text"), key=lambda path: path.stat().st_mtime)
        for path in texts[:-KEPT]:
            path.unlink()
