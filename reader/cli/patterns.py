"""Patterns of names, `news/*.html`, for shells that leave them to the program, and for those who quote them."""

from __future__ import annotations

import glob
import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import NotFoundError
from reader.sources.formats import BY_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def expanded(words: Iterable[str]) -> tuple[str, ...]:
    """The words, and for patterns what they match; raises NotFoundError where that is nothing that is taken in."""
    return tuple(match for word in words for match in _matches(word))


def _matches(word: str) -> Iterator[str]:
    """`**` matches folders of any depth; hidden files only where the pattern says so."""
    # `Path` raises for a name that is too long, and knows no `**` that ends in a name.
    path = os.path.expanduser(word) if word.startswith("~") else word  # noqa: PTH111
    if not glob.has_magic(word) or "://" in word or os.path.exists(path):  # noqa: PTH110
        yield path if path != word and os.path.exists(path) else word  # noqa: PTH110
        return
    found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
    taken = [match for match in found if _is_taken(match, takes_folders="**" not in word)]
    if not taken:
        what = "nothing that Reader takes in" if found else "nothing"
        raise NotFoundError(f"The pattern {word} matches {what}. Reader takes {', '.join(BY_SUFFIX)}.")
    yield from taken


def _is_taken(match: str, *, takes_folders: bool) -> bool:
    if os.path.isdir(match):  # noqa: PTH112
        return takes_folders
    return PurePath(match).suffix.casefold() in BY_SUFFIX
