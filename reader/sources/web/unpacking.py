"""Answers that came compressed, unpacked piece by piece: none grows in memory beyond what its reader takes."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 1024 * 1024
"""Bytes that are unpacked at once."""

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_BARE = -15
"""What some servers send as deflate."""

_FOREIGN = frozenset({"br", "zstd", "compress", "x-compress", "bzip2", "xz"})
_MOST = 2
"""How often something may be packed within itself; honest servers do it once."""

_MOST_MEMBERS = 1000
"""Parts of which one gzip may be put together."""


class DamagedError(Exception):
    """It cannot be unpacked, or breaks off."""


def codings(header: str) -> tuple[str, ...]:
    """How an answer is packed, the innermost first, by its `Content-Encoding`; what says nothing of it is left out."""
    said = (word.strip() for word in re.split(r",", header.casefold()[:2000]))
    return tuple(word for word in said if word in _WINDOWS or word in _FOREIGN)


def foreign(packed: Iterable[str]) -> str:
    """The first of them that nobody asked for; empty where there is none."""
    return next((coding for coding in packed if coding in _FOREIGN), "")


class Unpacking:
    """Takes what comes, and gives what was packed; raises DamagedError."""

    def __init__(self, packed: tuple[str, ...]) -> None:
        if len(packed) > _MOST:
            raise DamagedError
        self._stages = [_Stage(coding) for coding in reversed(packed)]

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` unpacks to, in pieces."""
        pieces: Iterator[bytes] = iter((data,))
        for stage in self._stages:
            pieces = _through(stage, pieces)
        yield from pieces

    def finish(self) -> None:
        """Say that nothing more comes; raises DamagedError where something is missing."""
        if not all(stage.is_complete for stage in self._stages):
            raise DamagedError


def _through(stage: _Stage, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from stage.feed(piece)


class _Stage:
    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._zlib = zlib.decompressobj(_WINDOWS[coding])
        self._members, self._has_begun = 1, False

    @property
    def is_complete(self) -> bool:
        """Is the end there? What never began is an empty answer."""
        return self._zlib.eof or not self._has_begun

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._zlib.eof and not self._begins_again(data):
                return
            out, data = self._unpacked(data), self._zlib.unconsumed_tail or self._zlib.unused_data
            yield out
            while len(out) == PIECE and not data:
                # All is read, and not all of it is given yet.
                out = self._zlib.decompress(b"", PIECE)
                yield out

    def _unpacked(self, data: bytes) -> bytes:
        try:
            return self._zlib.decompress(data, PIECE)
        except zlib.error as error:
            if self._coding != "deflate" or self._has_begun:
                raise DamagedError from error
            self._zlib = zlib.decompressobj(_BARE)
            return self._unpacked_bare(data)
        finally:
            self._has_begun = True

    def _unpacked_bare(self, data: bytes) -> bytes:
        try:
            return self._zlib.decompress(data, PIECE)
        except zlib.error as error:
            raise DamagedError from error

    def _begins_again(self, data: bytes) -> bool:
        """Is it the next part of a gzip? Else what stands behind its end is nothing."""
        if not data.startswith(b"\x1f\x8b") or self._members >= _MOST_MEMBERS:
            return False
        self._zlib = zlib.decompressobj(_WINDOWS["gzip"])
        self._members += 1
        return True
