"""The app in a real pseudo-terminal: keys arrive, nothing is done while nobody types, and it ends at once."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

termios = pytest.importorskip("termios", reason="so is its driver")
pty = pytest.importorskip("pty", reason="a pseudo-terminal is a thing of Unix")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library import Library


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, pid: int, terminal: int) -> None:
        self.pid, self.terminal, self.output = pid, terminal, b""

    def until(self, words: bytes, timeout: float = 30) -> None:
        """Read until the program has written some words."""
        end = time.monotonic() + timeout
        while words not in self.output:
            assert time.monotonic() < end, self.output[-400:]
            self.read(0.1)

    def read(self, timeout: float) -> bytes:
        """Read what there is."""
        if not select.select([self.terminal], [], [], timeout)[0]:
            return b""
        with suppress(OSError):
            data = os.read(self.terminal, 1 << 16)
            self.output += data
            return data
        return b""

    def press(self, keys: bytes) -> None:
        """Type."""
        self.output = b""
        os.write(self.terminal, keys)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing more comes for so many seconds."""
        while self.read(quiet):
            pass


@pytest.fixture
def terminal(library: Library, root: Path) -> Iterator[Terminal]:
    library.close()
    pid, descriptor = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "90", "LINES": "30", "READER_LIBRARY": str(root)})
        os.execv(sys.executable, [sys.executable, "-m", "reader"])
    yield Terminal(pid, descriptor)
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os.close(descriptor)


def test_keys_arrive_and_it_ends_with_the_terminal_as_it_was(terminal: Terminal) -> None:
    before = termios.tcgetattr(terminal.terminal)
    terminal.until(b"empty houses")
    terminal.settle()
    assert termios.tcgetattr(terminal.terminal) != before
    terminal.press(b"?")
    terminal.until(b"Article list")
    terminal.settle()
    terminal.press(b"\x1b")
    terminal.until(b"of 2")
    terminal.settle()
    terminal.press(b"\x1b[B\r")
    terminal.until(b"Quotation")
    terminal.settle()
    terminal.press(b"\x11")
    terminal.until(b"\x1b[?25h")
    _, status = os.waitpid(terminal.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    while terminal.read(0.05):
        pass
    # Mouse, paste, focus, kitty's keys, the other screen: all that was switched on is off again, the cursor is shown.
    for mode in (b"?1000", b"?1003", b"?1006", b"?2004", b"?1004", b"?1049"):
        assert terminal.output.rfind(b"\x1b[" + mode + b"l") > terminal.output.rfind(b"\x1b[" + mode + b"h")
    assert terminal.output.index(b"\x1b[<u") < terminal.output.index(b"\x1b[?1049l")
    assert termios.tcgetattr(terminal.terminal) == before


def test_nothing_is_written_while_nobody_types(terminal: Terminal) -> None:
    terminal.until(b"empty houses")
    # On a busy machine a start takes its time: the list, the panes, the files that are looked at.
    terminal.settle(1.5)
    terminal.output = b""
    assert terminal.read(0.5) == b""
