"""What a person may call an article by: id, path, address, title, or a part of id or title."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from reader.index.folding import sort_key
from reader.index.matching import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSPEAKABLE = re.compile(r"[\x00\ud800-\udfff]")


def meanings(reference: str) -> Iterator[Condition]:
    """The conditions on `article` that `reference` may mean, the narrowest first."""
    words = _UNSPEAKABLE.sub(" ", reference).strip()
    if not words:
        return
    yield Condition("id = ?", (words,))
    path = posixpath.normpath(words.replace("\\", "/"))
    yield Condition("path IN (?, ?)", (path, f"articles/{path}"))
    bare = words.rstrip("/")
    yield Condition("url <> '' AND url IN (?, ?)", (bare, f"{bare}/"))
    folded = sort_key(words)
    yield Condition("title_key = ?", (folded,))
    yield Condition("instr(title_key, ?) OR instr(id, ?)", (folded, words.lower()))
