"""Names for exported files that Linux, macOS and Windows all take, each name once."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX = ".md"
LONGEST = 120
"""Bytes of a name in UTF-8, with its suffix."""

_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in range(10)
}
"""What Windows takes for a device, whatever suffix follows."""

_LENGTHS = (0, 8, 16, 32, 64)
"""Hexadecimal digits of an id's hash that a name may carry, from none to all."""


def unique(names: Sequence[tuple[str, str]], suffix: str = SUFFIX) -> tuple[str, ...]:
    """A file name with `suffix` for each pair of id and title.

    Where names are the same to any of the three systems, all of them carry a hash of their ids: so a name depends on
    the things that share it, never on their order. Raises ValueError when an id comes twice.
    """
    if len({identity for identity, _ in names}) < len(names):
        raise ValueError("an id comes twice")
    chosen = [0] * len(names)
    while True:
        found = [
            _name(identity, title, _LENGTHS[step], suffix)
            for (identity, title), step in zip(names, chosen, strict=True)
        ]
        times = Counter(map(key, found))
        shared = [index for index, name in enumerate(found) if times[key(name)] > 1]
        if not shared:
            return tuple(found)
        for index in shared:
            chosen[index] += 1


def key(name: str) -> str:
    """What two names share when some system takes them for the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).upper().casefold())


def _name(identity: str, title: str, digits: int, suffix: str) -> str:
    ending = f" {hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:digits]}" if digits else ""
    room = LONGEST - len(f"{ending}{suffix}")
    return f"{_stem(title, room) or _stem(identity, room) or 'untitled'}{ending}{suffix}"


def _stem(title: str, room: int) -> str:
    """`title` as the beginning of a file name of at most `room` bytes; empty when nothing of it can be used."""
    title = "".join(map(_visible, unicodedata.normalize("NFC", title)))
    title = re.sub(r"\s*:\s+", " - ", title)
    title = re.sub(r"[/\\|:]+", "-", title)
    title = " ".join(re.sub(r'[<>"?*#^\[\]]', " ", title).split())
    stem = _shorten(title.strip(" .-~"), room - 1).strip(" .-~")
    device = unicodedata.normalize("NFKC", stem.partition(".")[0]).strip().upper()
    return f"_{stem}" if device in _DEVICES else stem


def _visible(character: str) -> str:
    """White space as a space, and nothing for what cannot be seen."""
    if character.isspace():
        return " "
    return "" if unicodedata.category(character).startswith("C") else character


def _shorten(title: str, room: int) -> str:
    """At most `room` bytes of `title`: whole words if one ends late enough, and no letter without its accent."""
    if len(title.encode()) <= room:
        return title
    cut = len(title.encode()[:room].decode("utf-8", "ignore"))
    while cut and unicodedata.category(title[cut]).startswith("M"):
        cut -= 1
    space = title.rfind(" ", cut * 2 // 3, cut + 1)
    return title[: space if space > 0 else cut]
