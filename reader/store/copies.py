"""The names that programs which synchronise folders give to the second version of a file.

Syncthing: `x.sync-conflict-20260314-101530-ABCDEFG.json`. Dropbox: `x (Anna's conflicted copy 2026-03-14).json`, in
the language of whoever uses it. Nextcloud: `x (conflicted copy 2026-03-14 101530).json`. ownCloud, before:
`x_conflict-20260314-101530.json`. Seafile: `x (SFConflict anna@example.org 2026-03-14-10-15-30).json`.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from reader.store import atomic, faults
from reader.store.markers import is_marked
from reader.store.names import is_id

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = "conflict|conflit|konflikt|конфликт|конфлікт|競合|冲突|衝突|충돌"
"""What those that speak of a conflict call it, as far as their words begin alike."""

_COPY = re.compile(
    rf"""(?P<stem>.+?)
    (?: \.sync-conflict-\d{{8}}-\d{{6}}(?:-[0-9A-Z]{{7}})?
      | _conflict-\d{{8}}-\d{{6}}
      | \s\((?=[^/]*?(?:{_WORDS}))[^/]*?\d{{4}}-\d{{2}}-\d{{2}}[^/]*\)
    )
    (?:\s\(\d+\))?
    (?P<suffix>\.[a-z]+)""",
    re.VERBOSE | re.IGNORECASE,
)


SINGLE = ("themes.json", "feeds.json")
"""The files that a library has one of."""


def original(name: str) -> str | None:
    """The name of the file that `name` is a second version of; None where it is none.

    A copy of a copy is one of the same file.
    """
    if "conflict" not in name and "(" not in name:
        return None
    found = _COPY.fullmatch(name)
    if found is None:
        return None
    first = found["stem"] + found["suffix"]
    return original(first) or first


class Copy(NamedTuple):
    """A second version of a file of the library; paths are relative to its root."""

    path: str
    original: str


def has_any(root: Path) -> bool:
    """Is there a second version of a file of the library, or one of themes or feeds that git could not merge?"""
    files = (atomic.read(root / name) for name in SINGLE)
    return any(file and is_marked(file[0]) for file in files) or bool(found(root))


def found(root: Path) -> list[Copy]:
    """The second versions of notes, themes, feeds and histories in a library."""
    return sorted(
        Copy(folder + name, folder + first)
        for folder, suffix in (("notes/", ".json"), ("", ".json"), ("history/", ".jsonl"))
        for name in _names(root / folder)
        if (first := original(name)) is not None and first.endswith(suffix)
        # What is no file of ours belongs to others.
        if folder == "history/" or (is_id(first.removesuffix(suffix)) if folder else first in SINGLE)
    )


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - a library has thousands
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise faults.unreadable(folder, error) from error
