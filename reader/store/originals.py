"""What articles were made of, as it came in, kept so that a better reading of it can be had later.

A file for each article, compressed, in the private part of the library: it may be deleted at any time, and the oldest
go when there are too many bytes. First a line of JSON that says how it came, then the bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import StoreError, reason
from reader.store.atomic import SUFFIX
from reader.store.names import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST = 512 * 1024 * 1024
"""Bytes that all of them may take on the disk."""

LONGEST = 64 * 1024 * 1024
"""Bytes of one, as it came; a longer one is not kept."""

_FAST = 3
"""How hard is compressed: most of what there is to gain, at a third of the time."""


@dataclass(frozen=True, slots=True)
class Original:
    """What an article was made of."""

    data: bytes
    name: str
    format: str
    """As `sources.formats` names it."""

    url: str = ""
    media_type: str = ""
    text_hash: str = ""
    """Of the text that was made of it; an article with another one was changed since."""


class Originals:
    """The originals of one library. Any thread may ask."""

    def __init__(self, root: Path, most: int = MOST) -> None:
        self._folder = root / ".reader" / "originals"
        self._most = most
        self._bytes = -1

    def keep(self, article_id: str, original: Original) -> None:
        """Keep one in place of the one before; a disk that refuses costs only the second reading."""
        if len(original.data) > LONGEST:
            return
        about = {
            "name": original.name,
            "format": original.format,
            "url": original.url,
            "media_type": original.media_type,
            "text_hash": original.text_hash,
        }
        head = json.dumps(about, ensure_ascii=True).encode() + b"\n"
        packed = gzip.compress(head + original.data, _FAST, mtime=0)
        path = self._path(article_id)
        temporary = path.with_name(f".{path.name}{SUFFIX}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(packed)
            temporary.replace(path)
            self._trim(len(packed))
        except OSError:
            # A full disk is not filled further.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def get(self, article_id: str) -> Original | None:
        """The one of an article; None when none is kept. Raises StoreError when it cannot be read."""
        path = self._path(article_id)
        try:
            with gzip.open(path) as file:
                about = json.loads(file.readline(LONGEST))
                data = file.read(LONGEST + 1)
        except FileNotFoundError:
            return None
        except (OSError, EOFError, ValueError, zlib.error) as error:
            why = reason(error) if isinstance(error, OSError) else "it is damaged"
            raise StoreError(f"{path} cannot be read: {why}. Add the article’s source again.") from error
        fields = {key: value for key, value in about.items() if isinstance(value, str)}
        return Original(
            data,
            *(fields.get(key, "") for key in ("name", "format", "url", "media_type", "text_hash")),
        )

    def drop(self, article_id: str) -> None:
        """Keep that of an article no more."""
        with suppress(OSError):
            self._path(article_id).unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """The articles that have one, in the order of their ids."""
        with suppress(OSError):
            yield from sorted(path.stem for path in self._folder.glob("*.gz") if is_id(path.stem))

    def _path(self, article_id: str) -> Path:
        return self._folder / f"{article_id}.gz"

    def _trim(self, more: int) -> None:
        """Let the oldest go when there are too many; the folder is counted once, then what comes."""
        self._bytes = self._bytes + more if self._bytes >= 0 else sum(size for _, size, _ in self._all())
        if self._bytes <= self._most:
            return
        left = sorted(self._all(), reverse=True)
        self._bytes = 0
        for _, size, name in left:
            if self._bytes + size > self._most * 0.9:
                (self._folder / name).unlink()
            else:
                self._bytes += size

    def _all(self) -> Iterator[tuple[int, int, str]]:
        with os.scandir(self._folder) as entries:
            for entry in entries:
                status = entry.stat()
                yield status.st_mtime_ns, status.st_size, entry.name
