"""What may stand in a backup: names that stay inside a library, on every system, and never fall on one another."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reader.store.names import is_reserved

if TYPE_CHECKING:
    from collections.abc import Iterable

_DRIVE = re.compile("[A-Za-z]:")
_LONGEST = 255
"""Bytes in one part of a path."""


def flaw(name: str) -> str:
    """Why a path cannot be unpacked; empty where it can."""
    parts = name.split("/")
    flaws = (
        (not name or "\\" in name or not name.isprintable(), "has characters that no path may have"),
        (name.startswith("/") or _DRIVE.match(name), "is no path inside a library"),
        (any(part in {"", ".", ".."} for part in parts), "leads out of the library"),
        (any(part.startswith(".") for part in parts), "is hidden, and no part of a library is"),
        (any(map(is_reserved, parts)), "has a name that Windows keeps for a device"),
        (any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST for part in parts), "has a name that is too long"),
    )
    return next((why for is_so, why in flaws if is_so), "")


def collision(names: Iterable[str]) -> tuple[str, str] | None:
    """Two paths that are one where case, accents' spelling and a last dot do not count; None where there are none.

    A file in the place of another one's folder is one too.
    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        key = _key(name)
        if key in files or key in folders:
            return files.get(key) or folders[key], name
        files[key] = name
        parts = name.split("/")
        for length in range(1, len(parts)):
            folder = "/".join(parts[:length])
            known = folders.setdefault(_key(folder), name)
            if _key(folder) in files:
                return files[_key(folder)], known
    return None


def _key(name: str) -> str:
    parts = (unicodedata.normalize("NFC", part).casefold().rstrip(" .") for part in name.split("/"))
    return "/".join(parts)
