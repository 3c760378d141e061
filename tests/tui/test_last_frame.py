"""The last frame in a real pseudo-terminal: it is what the app then shows, and nothing else is seen in between."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyte
import pytest

from tests.tui.test_driver import Terminal

pty = pytest.importorskip("pty", reason="a pseudo-terminal is a thing of Unix")
termios = pytest.importorskip("termios", reason="so are its modes")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library import Library

TAKEN_OVER = b"\x1b[?1000h"
"""What the app writes first."""


HELD = """
import os, sys, time
class Held:
    def find_spec(self, name, path=None, target=None):
        while name == "textual" and not os.path.exists(os.environ["READER_GO"]):
            time.sleep(0.005)
sys.meta_path.insert(0, Held())
sys.argv = ["reader"]
from reader.__main__ import main
main()
"""
"""The app, which waits before it loads Textual until the file READER_GO is there: a slow start, on any machine."""


@contextmanager
def running(root: Path, columns: int, rows: int, *arguments: str, go: Path | None = None) -> Iterator[Terminal]:
    """The app in a terminal of that size; `go`: held until that file is there."""
    pid, descriptor = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "READER_LIBRARY": str(root)})
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.environ["READER_GO"] = str(go)
        os.execv(sys.executable, [sys.executable, *(("-c", HELD) if go else ("-m", "reader")), *arguments])
    try:
        yield Terminal(pid, descriptor)
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(descriptor)


def quit_with(terminal: Terminal, keys: bytes) -> None:
    """Type the keys that quit, and wait until the process is gone."""
    terminal.press(keys)
    terminal.until(b"\x1b[?1049l")
    while terminal.read(0.2):
        pass
    os.waitpid(terminal.pid, 0)


def once(root: Path, columns: int, rows: int, *keys: bytes) -> None:
    """Start, do something, quit."""
    with running(root, columns, rows) as terminal:
        terminal.until(b"The town that")
        terminal.settle()
        for key in keys[:-1]:
            terminal.press(key)
            terminal.settle()
        quit_with(terminal, keys[-1])


def seen(wire: bytes, columns: int, rows: int) -> list[list[tuple[object, ...]]]:
    """Every cell of the screen, with its colours."""
    screen = pyte.Screen(columns, rows)
    pyte.ByteStream(screen).feed(re.sub(rb"\x1b\[[<>][0-9;]*u|\x1b\[\?[0-9]+\$p", b"", wire))  # pyte knows no kitty
    return [
        [
            (c.data, c.fg, c.bg, c.bold, c.italics, c.underscore, c.reverse)
            for c in map(screen.buffer[y].__getitem__, range(columns))
        ]
        for y in range(rows)
    ]


@pytest.mark.parametrize(
    ("columns", "rows", "keys"),
    [
        (120, 36, (b"j", b"q")),
        (80, 24, (b"\r", b"\x11")),
        (160, 40, (b"\r", b"\x11")),
        (120, 30, (b"\r", b"z", b"\x11")),
        (110, 30, (b"/", b"bridge\r", b"q")),
    ],
)
def test_what_is_painted_first_is_what_the_app_then_shows(
    library: Library, root: Path, columns: int, rows: int, keys: tuple[bytes, ...]
) -> None:
    library.close()
    once(root, columns, rows, *keys)
    with running(root, columns, rows) as terminal:
        terminal.until(TAKEN_OVER)
        first = terminal.output.partition(TAKEN_OVER)[0]
        assert b"The town that" in first
        terminal.until(b"of 2", 10)
        terminal.settle()
        wire = terminal.output
        assert seen(first, columns, rows) == seen(wire, columns, rows)
        # The other screen is shown once, and nothing is ever cleared.
        assert wire.count(b"\x1b[?1049h") == 1
        assert not re.search(rb"\x1b\[[0-3]?[JK]", wire)
        quit_with(terminal, b"q")


def test_keys_that_are_typed_before_the_app_is_there_reach_it_unseen(library: Library, root: Path) -> None:
    library.close()
    once(root, 120, 36, b"q")
    go = root.parent / "go"
    with running(root, 120, 36, go=go) as terminal:
        before = termios.tcgetattr(terminal.terminal)
        terminal.until(b"The town that")
        assert TAKEN_OVER not in terminal.output
        assert not termios.tcgetattr(terminal.terminal)[3] & termios.ECHO
        terminal.press(b"\r")
        go.touch()
        terminal.until(b"Port Alder")
        terminal.settle()
        quit_with(terminal, b"\x11")
        assert termios.tcgetattr(terminal.terminal)[:4] == before[:4]


def test_an_interrupted_start_gives_the_terminal_back(library: Library, root: Path) -> None:
    library.close()
    once(root, 120, 36, b"q")
    with running(root, 120, 36, go=root.parent / "never") as terminal:
        before = termios.tcgetattr(terminal.terminal)
        terminal.until(b"The town that")
        terminal.press(b"\x03")
        terminal.until(b"\x1b[?1049l\x1b[?25h")
        os.waitpid(terminal.pid, 0)
        assert termios.tcgetattr(terminal.terminal)[3] == before[3]


def test_a_frame_of_another_size_is_not_shown(library: Library, root: Path) -> None:
    library.close()
    once(root, 120, 36, b"q")
    with running(root, 121, 36) as terminal:
        terminal.until(b"The town that")
        assert terminal.output.index(TAKEN_OVER) < terminal.output.index(b"The town that")


def test_an_article_that_is_opened_by_name_is_what_is_shown(library: Library, root: Path) -> None:
    library.close()
    once(root, 120, 36, b"q")
    article = next((root / "articles").iterdir())
    with running(root, 120, 36, str(article)) as terminal:
        terminal.until(TAKEN_OVER)
        assert b"The town that" not in terminal.output.partition(TAKEN_OVER)[0]
        terminal.until(b"0%")
