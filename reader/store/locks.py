"""One writer at a time, among the threads of this process and among processes."""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Protocol

from reader.errors import StoreError
from reader.store import atomic, faults

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

TIMEOUT = 10.0
"""Seconds to wait for a writer that should take milliseconds."""

_FIRST_WAIT, _LONGEST_WAIT = 0.0005, 0.005
"""Seconds between two tries."""


class Lock:
    """A lock on the file at `path`; entering waits, and the thread that holds it may enter again.

    A process that dies frees it. Raises StoreError after `timeout` seconds, and where the file cannot be made.
    """

    def __init__(self, path: Path, timeout: float = TIMEOUT) -> None:
        self._path = path
        self._timeout = timeout
        self._threads = threading.RLock()
        self._depth = 0
        self._processes: _ProcessLock = Filelock(path) if sys.platform == "win32" else Flock(path)

    def __enter__(self) -> None:
        deadline = time.monotonic() + self._timeout
        if not self._threads.acquire(timeout=self._timeout):
            raise self._busy()
        try:
            if self._depth == 0:
                self._take(deadline)
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        try:
            if self._depth == 0:
                self._processes.release()
        finally:
            self._threads.release()

    def _take(self, deadline: float) -> None:
        try:
            try:
                taken = self._processes.acquire(deadline)
            except FileNotFoundError:
                atomic.make_folder(self._path.parent.parent)
                atomic.make_folder(self._path.parent)
                taken = self._processes.acquire(deadline)
        except OSError as error:
            raise faults.unwritable(self._path, error) from error
        if not taken:
            raise self._busy()

    def _busy(self) -> StoreError:
        return StoreError(
            f"Another program has been writing to the library for {self._timeout:g} seconds ({self._path} is locked). "
            "Nothing was changed: try again, or close the other program."
        )


class _ProcessLock(Protocol):
    def acquire(self, deadline: float) -> bool:
        """Take the lock, or say False when it is not free at `deadline`, a time of `time.monotonic`."""

    def release(self) -> None:
        """Let others have it."""


class Flock:
    """The lock of Unix: it belongs to an open file, so it ends with its process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def acquire(self, deadline: float) -> bool:
        """Take the lock, or say False when it is not free at `deadline`."""
        while True:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            try:
                taken = _wait(descriptor, deadline)
            except BaseException:
                os.close(descriptor)
                raise
            if taken and self._is_current(descriptor):
                self._descriptor = descriptor
                return True
            os.close(descriptor)
            if not taken:
                return False

    def release(self) -> None:
        """Let others have it."""
        descriptor, self._descriptor = self._descriptor, -1
        os.close(descriptor)

    def _is_current(self, descriptor: int) -> bool:
        """Is this still the file of that name? `.reader` may be deleted at any time, also while we wait."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False


def _wait(descriptor: int, deadline: float) -> bool:
    wait = _FIRST_WAIT
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(wait)
            wait = min(wait * 1.5, _LONGEST_WAIT)
        else:
            return True


class Filelock:
    """The lock of the `filelock` library, for Windows, which has no flock."""

    def __init__(self, path: Path) -> None:
        from filelock import FileLock  # noqa: PLC0415 - only where there is no flock

        self._lock = FileLock(path)

    def acquire(self, deadline: float) -> bool:
        """Take the lock, or say False when it is not free at `deadline`."""
        from filelock import Timeout  # noqa: PLC0415 - only where there is no flock

        try:
            self._lock.acquire(timeout=max(0.0, deadline - time.monotonic()), poll_interval=_LONGEST_WAIT)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Let others have it."""
        self._lock.release()
