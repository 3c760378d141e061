"""Whether a file has changed since it was looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass

from reader.store import faults


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system says of a file's content."""

    mtime_ns: int
    """Nanoseconds since 1970."""

    size: int
    """Bytes."""

    inode: int
    """A new one after each atomic write."""

    @classmethod
    def from_stat(cls, status: os.stat_result) -> Stamp:
        """The stamp in what `os.stat` or `os.fstat` returned."""
        return cls(status.st_mtime_ns, status.st_size, status.st_ino)


def of(path: str | os.PathLike[str]) -> Stamp | None:
    """The stamp of the file at `path`; None when there is none."""
    try:
        return Stamp.from_stat(os.stat(path))  # noqa: PTH116 - thousands are looked at, often by name alone
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise faults.unreadable(path, error) from error
