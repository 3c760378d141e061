"""The last frame: what the next start will show first, kept on quitting and painted before anything else is loaded.

Loading Textual takes a third of a second. The frame takes a few milliseconds, and the app then paints the same over
it. So it must be what the app would show: it is kept with all that it depends on, and when anything of that is not as
it was (another size, terminal, day, version; catalogue, themes, settings or desk changed; an article changed, gone or
not readable any more), it is not shown. Nothing is told of that: the app starts as it would without.

A frame may come from other hands, with the library: it is shown only if it is this person's own file and holds nothing
but printable characters, colours and places.
"""

from __future__ import annotations

import os
import sys
import time
import zlib

from reader import __version__

# Whatever is imported here is waited for at every start: no `typing`, no `contextlib`, no `pathlib`, no `json`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

# ruff: noqa: PTH100, PTH105, PTH108, PTH111, PTH116, PTH118, PTH123, SIM105

NAME = ".reader/last-frame"
"""Below the library's root: derived, private, and gone with it."""

FORMAT = "reader-frame 1"
LARGEST = 1 << 20
"""Bytes of a frame that is shown."""

WATCHED = ("themes.json", ".reader/desk.json", ".reader/index.sqlite", ".reader/index.sqlite-wal")
"""Files below the library's root that the list's look depends on."""

ENVIRONMENT = (
    "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLORFGBG", "TERM_PROGRAM", "COLUMNS", "LINES", "TZ", "LANG",
    "LC_ALL", "LC_CTYPE", "LC_TIME", "UNICODE_VERSION", "TMUX", "STY", "HOME", "XDG_CONFIG_HOME", "READER_CONFIG",
)  # fmt: skip
"""Variables that the look may depend on, beside Textual's own."""

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?1049l\x1b[?25h"
"""To the terminal's other screen, its cursor hidden; and back."""

_GONE = "-"


class Frame:
    """What a start will show."""

    def __init__(self, ansi: str, articles: Sequence[str] = ()) -> None:
        self.ansi = ansi
        self.articles = articles
        """Paths of the articles that are named on it."""


class Shown:
    """A frame that stands on the terminal until the app takes over."""

    def __init__(self, terminal: int, attributes: list[Any]) -> None:
        self._terminal = terminal
        self.attributes = attributes
        """How the terminal was before, for `termios`."""
        self.is_taken_over = False

    def end(self) -> None:
        """Give the terminal back as it was; what the app took over, it gives back itself."""
        import termios  # noqa: PLC0415 - loaded by `show`, on systems that have it

        if not self.is_taken_over:
            self.is_taken_over = True
            try:
                os.write(self._terminal, LEAVE.encode())
            except OSError:
                pass
        try:
            termios.tcsetattr(0, termios.TCSANOW, self.attributes)
        except (OSError, termios.error):
            pass


def show(arguments: Sequence[str]) -> Shown | None:
    """Paint the last frame of the library that `reader` with these arguments opens; None: there is none to be shown."""
    root = _root(arguments)
    if root is None or not all(map(os.isatty, (0, 1, 2))):
        return None
    try:
        import termios  # noqa: PLC0415 - there are systems without
    except ImportError:
        return None
    try:
        ansi = _valid(root)
        if ansi is None:
            return None
        shown = Shown(2, termios.tcgetattr(0))
        stands = False
        try:
            _be_quiet(termios, shown.attributes)
            os.write(2, f"{ENTER}{ansi}".encode())
            stands = True
        finally:
            if not stands:  # also where Ctrl-C came in between
                shown.end()
    except (OSError, ValueError, termios.error):
        return None
    return shown


def keep(root: str | os.PathLike[str], frame: Frame | None, settings: str | os.PathLike[str]) -> None:
    """Keep what the next start on the library at `root` will show; None: it will start without.

    `settings` is the file of the configuration that counted. A disk that refuses costs only the next start its frame.
    """
    root = os.path.abspath(root)
    path = os.path.join(root, NAME)
    try:
        os.unlink(path)
    except OSError:
        pass
    if frame is None or not _is_harmless(frame.ansi):
        return
    watched = [*(os.path.join(root, name) for name in WATCHED), os.path.abspath(settings)]
    articles = [os.path.join(root, name) for name in frame.articles]
    if any("\n" in name for name in (*watched, *articles)):
        return
    head = [FORMAT, _surroundings(root)]
    head += (f"W {_stamp(name)} {name}" for name in watched)
    head += (f"A {_stamp(name)} {name}" for name in articles)
    body = "\n".join((*head, "", frame.ansi)).encode("utf-8", "surrogateescape")
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with open(descriptor, "wb") as file:
            file.write(b"%08x\n%b" % (zlib.crc32(body), body))
        os.replace(temporary, path)
    except OSError:
        pass


def _root(arguments: Sequence[str]) -> str | None:
    """The library that is opened on its list by these arguments; None when something else is asked for."""
    if len(arguments) == 2 and arguments[0] == "--library":
        return os.path.abspath(os.path.expanduser(arguments[1]))
    if len(arguments) == 1 and arguments[0].startswith("--library="):
        return os.path.abspath(os.path.expanduser(arguments[0].removeprefix("--library=")))
    if arguments:
        return None
    if given := os.environ.get("READER_LIBRARY"):
        return os.path.abspath(os.path.expanduser(given))
    from reader.paths import default_library  # noqa: PLC0415 - only where nobody named a library

    return os.path.abspath(default_library())


def _valid(root: str) -> str | None:
    """The frame that was kept, if everything is as it was then."""
    path = os.path.join(root, NAME)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with open(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if about.st_uid != os.getuid() or about.st_mode & 0o077 or about.st_size > LARGEST:
            return None
        checksum, _, body = file.read().partition(b"\n")
    if checksum != b"%08x" % zlib.crc32(body):
        return None
    head, _, ansi = body.decode("utf-8", "surrogateescape").partition("\n\n")
    lines = head.split("\n")
    if lines[:2] != [FORMAT, _surroundings(root)] or not all(map(_holds, lines[2:])):
        return None
    return ansi if _is_harmless(ansi) else None


def _holds(line: str) -> bool:
    """Is this file as it was? An article must be readable, too."""
    kind, seen, path = line.split(" ", 2)
    return _stamp(path) == seen and (kind != "A" or (seen != _GONE and os.access(path, os.R_OK)))


def _stamp(path: str) -> str:
    try:
        about = os.stat(path)
    except OSError:
        return _GONE
    return f"{about.st_mtime_ns}.{about.st_size}.{about.st_ino}"


def _surroundings(root: str) -> str:
    """On one line: what the frame depends on and is no file."""
    names = (*ENVIRONMENT, *sorted(name for name in os.environ if name.startswith("TEXTUAL")))
    size = os.get_terminal_size(2)
    given = [f"{name}={os.environ.get(name)!r}" for name in names]
    days = [time.strftime("%Y-%m-%d", moment) for moment in (time.localtime(), time.gmtime())]
    return ascii((__version__, sys.version, os.path.realpath(root), *size, *days, *given))


def _is_harmless(ansi: str) -> bool:
    """Does it hold nothing but printable characters, colours and places?"""
    first, *rest = ansi.split("\x1b[")
    if first:
        return False
    for piece in rest:
        words = piece.lstrip("0123456789;")
        if words[:1] not in ("m", "H") or not words.isprintable():
            return False
    return True


def _be_quiet(termios: Any, attributes: Iterable[Any]) -> None:
    """Let what is typed meanwhile wait for the app, unechoed and as the app would read it; Ctrl-C still ends."""
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = attributes
    iflag &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    characters = [*characters]
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    characters[termios.VSUSP] = b"\0"
    termios.tcsetattr(0, termios.TCSANOW, [iflag, oflag, cflag, lflag, ispeed, ospeed, characters])
