"""What a note remembers of its earlier exports, in one line of its own: what was ever written into it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.export.vault.properties import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = 12
"""Hexadecimal digits that stand for an annotation's id."""

_VALUE = re.compile(r"([\w-]+)=([0-9a-f]{8})")
_ID = re.compile(rf"[0-9a-f]{{{_SHORT}}}")


@dataclass(slots=True)
class Memory:
    """What was ever written into a note."""

    ids: set[str] = field(default_factory=set)
    """Short forms of the ids of blocks."""

    told: Told = field(default_factory=Told)

    def knows(self, identifier: str) -> bool:
        """Was a block with this id written, so that it was deleted by hand if it is not there?"""
        return short(identifier) in self.ids

    def words(self) -> str:
        """What stands in the line."""
        values = (f"{key}={digest}" for key, digest in self.told.values.items())
        return " ".join((*values, *(f"#{tag}" for tag in self.told.tags), *sorted(self.ids)))


def read(lines: Iterable[str]) -> Memory:
    """What such lines say, where a note has several."""
    memory = Memory()
    tags: dict[str, None] = {}
    for word in " ".join(lines).split():
        if match := _VALUE.fullmatch(word):
            memory.told.values[match[1]] = match[2]
        elif word.startswith("#"):
            tags[word[1:]] = None
        elif _ID.fullmatch(word):
            memory.ids.add(word)
    memory.told.tags = tuple(tags)
    return memory


def short(identifier: str) -> str:
    """The short form of an id."""
    return hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]
