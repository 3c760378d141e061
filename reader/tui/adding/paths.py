"""Files and folders that a path that is being typed may go on with."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from reader.sources.formats import BY_SUFFIX
from reader.text.clean import is_clean
from reader.tui.export.choice import Option, shortened

LOOKED_AT = 5000
"""Entries of a folder that are looked at."""

MOST = 200
"""Entries that are offered."""

OTHERS = frozenset({".opml", ".xml", ".csv", ".json", ".zip"})
"""Suffixes of lists, of addresses or of feeds."""


def is_path(text: str) -> bool:
    """Is a path being typed, and no address?"""
    return text.startswith(("/", "~", "./", "../")) or (os.sep == "\\" and text[1:3] in (":\\", ":/"))


def offered(text: str) -> list[Option]:
    """Folders, and files that can be taken in, whose names begin with what stands behind the last `/` of `text`.

    Blocks while the disk is looked at. Hidden ones are offered to those who type the dot; where nothing can be read,
    nothing is offered. A folder's value ends in `/`.
    """
    base = text[: text.rfind("/") + 1] or f"{text}/"
    start = text[len(base) :].casefold()
    try:
        folder = Path(base).expanduser()
        with os.scandir(folder) as entries:
            found = [
                (entry.name, is_folder)
                for entry in islice(entries, LOOKED_AT)
                if _is_meant(entry.name, start) and ((is_folder := _is_folder(entry)) or _is_taken(entry.name))
            ]
    except (OSError, ValueError, RuntimeError):
        return []
    found.sort(key=lambda each: (not each[1], each[0].casefold()))
    return [_option(folder / name, is_folder=is_folder) for name, is_folder in found[:MOST]]


def _is_meant(name: str, start: str) -> bool:
    is_hidden = name.startswith(".") and not start.startswith(".")
    return name.casefold().startswith(start) and not is_hidden and is_clean(name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_taken(name: str) -> bool:
    suffix = Path(name).suffix.casefold()
    return suffix in BY_SUFFIX or suffix in OTHERS


def _option(path: Path, *, is_folder: bool) -> Option:
    shown = f"{shortened(path)}{'/' if is_folder else ''}"
    kind = BY_SUFFIX.get(path.suffix.casefold())
    return Option(shown, path.name + ("/" if is_folder else ""), "" if is_folder else kind.label if kind else "a list")
