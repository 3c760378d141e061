"""A program in a pseudo-terminal, timed from outside: from a key to the last byte that it makes the program write."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

QUIET = 0.05
"""Seconds without output after which a frame counts as complete."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key made a program write."""

    milliseconds: float
    """From the key to the last byte."""

    size: int
    """Bytes."""

    content: bytes


class Terminal:
    """A running program."""

    def __init__(self, command: list[str], *, columns: int = 120, rows: int = 40, **environment: str) -> None:
        """Start `command`; the clock starts before it is forked."""
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment})
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], command)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.output = b""
        self.has_ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.has_ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def wait_for(self, words: bytes, timeout: float = 120) -> float:
        """Wait until the program has written `words`; milliseconds since it was started."""
        end = time.perf_counter() + timeout
        while words not in self.output:
            if time.perf_counter() > end:
                raise TimeoutError(f"{words!r} was not written: {self.output[-300:]!r}")
            self._read(0.05)
        return (time.perf_counter() - self.started) * 1000

    def settle(self, quiet: float = 0.4) -> None:
        """Wait until nothing was written for a while."""
        while self._read(quiet):
            pass

    def press(self, keys: str, *, until: bytes = b"", first: bool = False, timeout: float = 60) -> Answer:
        """Type `keys` and wait for the frame that they make, until `until` is written, or for the `first` byte."""
        self.output = b""
        start = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return self._answer(start, until, first=first, timeout=timeout)

    def resize(self, columns: int, rows: int) -> Answer:
        """Give the terminal another size and wait for what is painted then."""
        self.output = b""
        start = time.perf_counter()
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        return self._answer(start, b"", first=False, timeout=60)

    def end(self, keys: str = "") -> float:
        """Type what ends the program; milliseconds until its process is gone, from its start if nothing is typed."""
        start = time.perf_counter() if keys else self.started
        if keys:
            os.write(self._terminal, keys.encode())
        while not os.waitpid(self.pid, os.WNOHANG)[0]:
            self._read(0.001)
        self.has_ended = True
        return (time.perf_counter() - start) * 1000

    def _answer(self, start: float, until: bytes, *, first: bool, timeout: float) -> Answer:
        last, size = start, 0
        while True:
            got = self._read(QUIET if size else 2)
            if got:
                size, last = size + got, time.perf_counter()
            if (until and until in self.output) or (first and size):
                break
            if (not got and not until) or time.perf_counter() - start > timeout:
                break
        return Answer((last - start) * 1000, size, self.output)

    def cpu(self) -> float:
        """Milliseconds of CPU that the program's threads have used, to the nanosecond that the kernel keeps."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e6

    def memory(self) -> float:
        """Resident megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def _read(self, timeout: float) -> int:
        ready, _, _ = select.select([self._terminal], [], [], timeout)
        if not ready:
            return 0
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:
            return 0
        self.output += data
        return len(data)


def median(answers: list[Answer]) -> float:
    """The median of times."""
    return statistics.median(answer.milliseconds for answer in answers)
