"""The lines of a file from its end, block by block: the last ones of a large file cost what those of a small do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.store import faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 64 * 1024
"""Bytes read at once."""


def lines(path: Path, size: int | None = None) -> Iterator[bytes]:
    """The lines of the first `size` bytes, or of all, the last one first, without their ends.

    A file that is not there has none.
    """
    try:
        with path.open("rb") as file:
            length = file.seek(0, os.SEEK_END)
            yield from _backwards(file.fileno(), length if size is None else min(size, length))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise faults.unreadable(path, error) from error


def _backwards(descriptor: int, end: int) -> Iterator[bytes]:
    rest: list[bytes] = []
    """The beginning of what stands behind `end`, in pieces, the last one first."""
    while end:
        start = max(0, end - BLOCK)
        os.lseek(descriptor, start, os.SEEK_SET)
        block = os.read(descriptor, end - start)
        first, *others = block.split(b"\n")
        if others:
            yield others.pop() + b"".join(reversed(rest))
            yield from reversed(others)
            rest = []
        rest.append(first)
        end = start
    if rest:
        yield b"".join(reversed(rest))
