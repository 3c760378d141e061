"""Files that hold nothing but addresses, one in each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.lists import facts
from reader.sources.notes import opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.sources.lists.entry import Entry

_COMMENT = "#"


def is_one(path: Path) -> bool:
    """Is there nothing but addresses where a file begins?"""
    lines = opening.head(path).lstrip("\ufeff").split("\n")
    # The last line may be cut.
    said = [line.strip() for line in (lines[:-1] if len(lines) > 1 else lines) if _is_said(line)] or [lines[-1].strip()]
    return all(_is_address(line) for line in said)


def read(path: Path) -> Iterator[Entry | SourceError]:
    """The entries of a list; raises NotFoundError, SourceError."""
    with opening.opened(path) as file:
        for number, line in enumerate(opening.lines(file), 1):
            words = line.strip(" \t\r\n\ufeff")
            if not _is_said(words):
                continue
            found = facts.entry({"url": words}) if _is_address(words) else None
            if found is not None:
                yield found
            else:
                yield SourceError(f"{path.name}, line {number}: this is no address of the web.")


def _is_said(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(_COMMENT)


def _is_address(words: str) -> bool:
    return words.casefold().startswith(("http://", "https://")) and not any(map(str.isspace, words))
