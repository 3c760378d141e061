"""What commands print: results on standard output, all else on standard error, and nothing that a terminal acts on.

Words of strangers were made harmless when they came in; here they are once more, whatever way they took. Colours are
added after that, on terminals only, and not where NO_COLOR says that nobody wants them.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import IO, Any, NamedTuple

from reader.errors import ExportError, reason
from reader.text.clean import clean, is_clean

BOLD, FAINT, UNDERLINED = "1", "2", "4"
"""Styles, as parameters of the terminal's SGR sequence."""

TINTS = {
    "amber": "33",
    "blue": "34",
    "green": "32",
    "rose": "31",
    "violet": "35",
    "cyan": "36",
    "orange": "91",
    "sand": "37",
}
"""The style of each colour of the palette: the terminal's own, which suit its background."""

_DEFAULT_WIDTH = 80
_BREAKS = str.maketrans("\n\t", "  ")


class Piece(NamedTuple):
    """Words with a style, which shows only where there are colours."""

    words: str
    style: str = ""


def prepare() -> None:
    """Let a pipe carry every character, and a terminal show what it can."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if hasattr(sys.stdout, "reconfigure") and not is_terminal() and "PYTHONIOENCODING" not in os.environ:
        sys.stdout.reconfigure(encoding="utf-8")


def is_a_terminal(stream: IO[str] | None) -> bool:
    """Is this stream a terminal?"""
    return stream is not None and not stream.closed and stream.isatty()


def is_terminal() -> bool:
    """Is standard output a terminal?"""
    return is_a_terminal(sys.stdout)


def can_show_progress() -> bool:
    """Is standard error a terminal?"""
    return is_a_terminal(sys.stderr)


def width() -> int:
    """Cells of the terminal that standard output is."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _DEFAULT_WIDTH
    except (OSError, ValueError):
        return _DEFAULT_WIDTH


def line(*pieces: str | Piece) -> None:
    """Print one line of results."""
    has_colors = is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    _write("".join(_painted(piece, has_colors=has_colors) for piece in pieces).rstrip() + "\n")


def document(words: str) -> None:
    """Print a whole text as it is."""
    _write(clean(words))


def data(value: Any) -> None:
    """Print JSON."""
    import json  # noqa: PLC0415 - most people read words

    words = json.dumps(value, ensure_ascii=False, indent=2)
    # Escaped, so that a program gets exactly what is kept.
    _write((words if is_clean(words) else json.dumps(value, indent=2)) + "\n")


def tell(message: str) -> None:
    """Say on standard error what a person should know."""
    # Nobody reads it where that is closed.
    with suppress(OSError):
        _write_to(sys.stderr, f"reader: {clean(message)}\n")


def ask(question: str) -> None:
    """Put a question on standard error, where it is seen also when results go elsewhere."""
    with suppress(OSError):
        _write_to(sys.stderr, clean(question))
        if sys.stderr is not None:
            sys.stderr.flush()


def show_progress(words: str) -> None:
    """Put `words` in place of the last line of a terminal on standard error."""
    with suppress(OSError):
        _write_to(sys.stderr, f"\r\x1b[K{clean(words)}")
        sys.stderr.flush()


def flush() -> None:
    """Make sure that everything printed has arrived; raises BrokenPipeError when nobody reads on."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise _failure(error) from error


def _painted(piece: str | Piece, *, has_colors: bool) -> str:
    words, style = piece if isinstance(piece, Piece) else (piece, "")
    words = clean(words).translate(_BREAKS)
    return f"\x1b[{style}m{words}\x1b[0m" if style and words and has_colors else words


def _write(words: str) -> None:
    try:
        _write_to(sys.stdout, words)
    except OSError as error:
        raise _failure(error) from error


def _write_to(stream: IO[str] | None, words: str) -> None:
    # A program without a window, or one whose output is closed, has none.
    if stream is not None:
        stream.write(words)


def _failure(error: OSError) -> OSError | ExportError:
    """What to raise when standard output fails; it is given up, or Python would fail once more at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    # Windows says so in its own way.
    if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
        return BrokenPipeError(errno.EPIPE, "nobody reads on")
    return ExportError(f"Standard output cannot be written: {reason(error)}.")
