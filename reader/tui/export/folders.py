"""Folders that a path that is being typed may go on with."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from reader.text.clean import is_clean
from reader.tui.export.choice import Option, shortened

LOOKED_AT = 5000
"""Entries of a folder that are looked at."""

MOST = 200
"""Folders that are offered."""

VAULT = ".obsidian"
"""The folder that makes a folder an Obsidian vault."""


def beginning(text: str) -> str:
    """The folder that `text` names so far, as it is typed, up to the last separator."""
    return text[: text.rfind("/") + 1]


def offered(text: str) -> list[Option]:
    """Folders whose names begin with what stands behind the last `/` of `text`; blocks while the disk is looked at.

    Hidden ones are offered to those who type the dot; where nothing can be read, nothing is offered.
    """
    base = beginning(text) or "~/"
    start = text[len(beginning(text)) :].casefold()
    try:
        folder = Path(base).expanduser()
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, LOOKED_AT) if _is_meant(entry, start)]
    except (OSError, ValueError, RuntimeError):
        return []
    return [_option(folder / name) for name in sorted(names, key=str.casefold)[:MOST]]


def _is_meant(entry: os.DirEntry[str], start: str) -> bool:
    name = entry.name
    if not name.casefold().startswith(start) or (name.startswith(".") and not start.startswith(".")):
        return False
    try:
        return is_clean(name) and entry.is_dir()
    except OSError:
        return False


def _option(path: Path) -> Option:
    shown = shortened(path)
    try:
        is_vault = (path / VAULT).is_dir()
    except OSError:
        is_vault = False
    return Option(shown, shown, "a vault" if is_vault else "")
