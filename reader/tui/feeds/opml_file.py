"""The feeds in a file that other programs take in. All of it blocks, and belongs in a thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ExportError, reason
from reader.tui.export.choice import shortened

if TYPE_CHECKING:
    from reader.library import Library

NAME = "feeds.opml"
"""The file in a folder that was named."""


def path_of(typed: str) -> Path:
    """The file that is meant: in a folder one of that name."""
    try:
        path = Path(typed).expanduser()
        return path / NAME if typed.endswith("/") or path.is_dir() else path
    except (OSError, RuntimeError):
        return Path(typed)


def is_there(path: Path) -> bool:
    """Is there something already?"""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def shown(path: Path) -> str:
    """Where it is, as people write it."""
    return shortened(path)


def write(path: Path, library: Library) -> int:
    """Write all feeds to `path`; how many they were. Raises ExportError."""
    count, text = len(library.feeds.all()), library.feeds.export_opml()
    temporary = path.with_name(f".{path.name[:200]}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise ExportError(f"{path} cannot be written: {why}. Choose another place.") from error
    return count
