"""The canonical texts that highlights were made on, kept so that no wording is lost when an article is edited."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from reader.store import atomic, faults, stamp

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "texts"
"""Below the library's root."""

_HASH = re.compile("[0-9a-f]{64}")


def keep(root: Path, text_hash: str, plain: str) -> None:
    """Keep a canonical text under its SHA-256, durably, unless it is kept already."""
    path = _path(root, text_hash)
    data = plain.encode()
    seen = stamp.of(path)
    if seen is None or seen.size != len(data):
        atomic.write(path, data)


def kept(root: Path, text_hash: str) -> str | None:
    """The canonical text of that hash; None when it was never kept.

    Raises DamagedError when the file holds another text.
    """
    path = _path(root, text_hash)
    found = atomic.read(path)
    if found is None:
        return None
    if hashlib.sha256(found[0]).hexdigest() != text_hash:
        raise faults.damaged(path, "its content does not fit its name")
    return found[0].decode()


def _path(root: Path, text_hash: str) -> Path:
    if not _HASH.fullmatch(text_hash):
        raise ValueError(f"not a text's hash: {text_hash!r}")
    return root / FOLDER / f"{text_hash}.txt"
