"""What a person typed, dropped or pasted: the path or the address that is meant."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

_HOST = re.compile(
    r"(?:(?:[\w-]+\.)+[^\W\d_]{2,}\.?|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::\d+)?(?:[/?#].*)?",
    re.IGNORECASE,
)
_PATH = re.compile(r"[/~]|\.{1,2}[/\\]|[A-Za-z]:[\\/](?!/)")
_FEED = re.compile(r"feed:(?://)?(?=https?:)|feed:(?://)?", re.IGNORECASE)


def bare(typed: str) -> str:
    """What was typed without what comes along when one copies or drops something."""
    words = typed.strip().strip("\u200b\ufeff")
    for before, after in (("<", ">"), ('"', '"'), ("'", "'"), ("“", "”")):
        if len(words) > 2 and words.startswith(before) and words.endswith(after):
            return words[1:-1].strip()
    return words


def path(words: str) -> Path | None:
    """The file or folder that is meant; None for what looks like none and is none."""
    if words.casefold().startswith("file:"):
        words = unquote(urlsplit(words).path)
    try:
        found = Path(words).expanduser()
    except RuntimeError:  # nobody is called so
        found = Path(words)
    if not os.path.lexists(found) and "\\" in words and os.name == "posix":
        # A terminal that a file is dropped on writes it for a shell.
        found = Path(_unescaped(words))
    is_meant = (
        words.startswith(("/", "~", "./", "../", ".\\", "..\\")) or re.match(r"[A-Za-z]:[\\/]", words) is not None
    )
    return found if is_meant or (words and os.path.lexists(found)) else None


def _unescaped(words: str) -> str:
    try:
        return next(iter(shlex.split(words)), words)
    except ValueError:
        return words


def addresses(words: str) -> tuple[str, ...]:
    """The addresses that may be meant, the likeliest first."""
    feed = _FEED.match(words)
    if feed is not None:
        words = words[feed.end() :]
    if re.match(r"https?:", words, re.IGNORECASE):
        return (words,)
    if _HOST.fullmatch(words):
        return (f"https://{words}", f"http://{words}")
    # It is refused with the reason.
    return (words,) if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", words) else ()
