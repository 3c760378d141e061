"""The folders of a library, and the files that come into it."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from itertools import count, takewhile
from typing import TYPE_CHECKING

from reader.store import atomic
from reader.store.names import numbered, slug

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = atomic.ARTICLES
PENDING = ".reader/pending"
"""Where operations over many files are written down while they are under way."""

FOLDERS = (ARTICLES, "notes", "texts", "history", "trash", ".reader", ".reader/locks", ".reader/cache")
"""What a library is made of."""

_KINDS = (".md", ".markdown", ".txt", ".text", ".html", ".htm")
"""Suffixes that a file keeps; any other is a part of its name, as in `Version 2.5`."""

REPLACED = "trash/replaced"
"""Where articles are kept of which a newer version was taken in, below the library's root."""

_STALE = 3600
"""Seconds after which a temporary file has no writer any more."""


def create(root: Path) -> None:
    """Make the library's folders where they are missing."""
    for folder in (*_missing_above(root), root, *(root / name for name in FOLDERS)):
        # `Path` raises where looking is not allowed.
        if not os.path.isdir(folder):  # noqa: PTH112
            atomic.new_folder(folder)
    # What is derived and private stays out of a library that is kept in git.
    ignore = root / ".reader" / ".gitignore"
    if not os.path.lexists(ignore):
        atomic.create(ignore, b"*\n")


def is_writable(root: Path) -> bool:
    """May notes be written in a library? Not where its disk is mounted to be read only."""
    return os.access(root / "notes", os.W_OK)


def _missing_above(root: Path) -> list[Path]:
    """The folders that `root` needs and that are not there, the outermost first."""
    missing = takewhile(lambda folder: not os.path.lexists(folder), root.parents)
    return list(missing)[::-1]


def add_article(root: Path, name: str, data: bytes, *, is_named: bool = True) -> str:
    """Write a new article and return its path relative to `root`; an existing one is never overwritten.

    `name` is a file's name or a title; what becomes of it is a slug, so it cannot lead out of the library.
    `is_named` as for `atomic.write`.
    """
    stem, suffix = _parts(name)
    words = slug(stem)
    paths = (f"{ARTICLES}/{numbered(words, number)}{suffix}" for number in count(1))
    return next(path for path in paths if _is_new(root / path, data, is_named=is_named))


def sizes(folder: Path) -> dict[str, int]:
    """The bytes of each file in a folder, by name; none where it cannot be looked at."""
    found = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                found[entry.name] = entry.stat().st_size
    return found


def has_pending(root: Path) -> bool:
    """Was an operation over many files begun and not ended?"""
    return bool(sizes(root / PENDING))


def stale(root: Path) -> list[Path]:
    """What writers that were killed have left behind."""
    before = time.time() - _STALE
    found = []
    for folder in (root, *(root / name for name in (*FOLDERS, PENDING))):
        for path in folder.glob(f".*{atomic.SUFFIX}"):
            # Another program may be sweeping too.
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    found.append(path)
    return found


def sweep(root: Path) -> None:
    """Take away what writers that were killed have left behind; a library may be read-only."""
    for path in stale(root):
        with suppress(OSError):
            path.unlink()


def keep_replaced(root: Path, path: str, data: bytes) -> str:
    """Keep `data`, which the file at `path` held before a new version took its place; where, relative to `root`."""
    folder = root / REPLACED
    atomic.make_folder(folder.parent)
    atomic.make_folder(folder)
    stem, _, suffix = path.replace("/", "-").rpartition(".")
    names = (f"{REPLACED}/{stem}{f'-{number}' if number > 1 else ''}.{suffix}" for number in count(1))
    return next(name for name in names if atomic.create(root / name, data))


def _is_new(path: Path, data: bytes, *, is_named: bool) -> bool:
    """Write the file if there is none of that name: a look is cheaper than a try."""
    return not os.path.lexists(path) and atomic.create(path, data, is_named=is_named)


def _parts(name: str) -> tuple[str, str]:
    for kind in _KINDS:
        if name.lower().endswith(kind):
            return name[: -len(kind)], kind
    return name, ".md"
