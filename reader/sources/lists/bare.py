"""Files that hold addresses, one in each line, which may be followed by a remark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.lists import facts
from reader.sources.notes import opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.sources.lists.entry import Entry

_COMMENT = "#"
_OTHER = re.compile(r"[a-z]+://\S+$|www\.\S+$", re.IGNORECASE)


def is_one(path: Path) -> bool:
    """Does a file begin with an address, and most of its first lines too?"""
    lines = opening.head(path).lstrip("\ufeff").split("\n")
    # The last line may be cut.
    said = [line.strip() for line in (lines[:-1] if len(lines) > 1 else lines) if _is_said(line)] or [lines[-1].strip()]
    return _is_address(said[0]) and 2 * sum(map(_is_like_address, said)) > len(said)


def read(path: Path) -> Iterator[Entry | SourceError]:
    """The entries of a list; raises NotFoundError, SourceError."""
    with opening.opened(path) as file:
        for number, line in enumerate(opening.lines(file), 1):
            words = line.strip(" \t\r\n\ufeff")
            if not _is_said(words):
                continue
            # What stands behind an address is a remark.
            found = facts.entry({"url": words.split()[0]}) if _is_address(words) else None
            if found is not None:
                yield found
            else:
                yield SourceError(f"{path.name}, line {number}: this is no address of the web.")


def _is_said(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(_COMMENT)


def _is_address(words: str) -> bool:
    return words.casefold().startswith(("http://", "https://"))


def _is_like_address(line: str) -> bool:
    """Is it meant as one: an address of the web, or of something else that is no word?"""
    return _is_address(line) or _OTHER.match(line) is not None
