"""What the disk says, in words that a person can act on."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from reader.errors import DamagedError, StoreError, reason

if TYPE_CHECKING:
    import os

_ROOM = "Nothing was changed: make room on the disk, then try again."
_RIGHTS = "Nothing was changed: make the library writable, or choose another one with --library."
_GONE = "Put the library's folder back where it was, or choose another one with --library."
_FAILING = "The disk may be failing: copy the library to another one."
_LOCKS = "This file system cannot lock files: move the library to one of this computer's own disks."
_ADVICE = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EIO: _FAILING,
    errno.ENOLCK: _LOCKS,
    errno.ENOSYS: _LOCKS,
    errno.ENOTSUP: _LOCKS,
}


def unwritable(path: str | os.PathLike[str], error: OSError) -> StoreError:
    """The error for a file that cannot be written."""
    advice = _ADVICE.get(error.errno or 0, "Nothing was changed: try again.")
    return StoreError(f"{path} cannot be written: {reason(error)}. {advice}")


def unreadable(path: str | os.PathLike[str], error: OSError) -> StoreError:
    """The error for a file that is there and cannot be read."""
    advice = _FAILING if error.errno == errno.EIO else "Make it readable, then try again."
    return StoreError(f"{path} cannot be read: {reason(error)}. {advice}")


def gone(root: str | os.PathLike[str]) -> StoreError:
    """The error for a library whose folder is not there any more, or is an empty mount point."""
    return StoreError(f"{root} holds no library any more. {_GONE}")


def damaged(path: str | os.PathLike[str], why: str) -> DamagedError:
    """The error for a file that is not what it should be."""
    message = f"{path} is damaged: {why}. It is left as it is: mend it or move it away, then try again."
    return DamagedError(message, why)
