"""What is to stand in a note, before it is merged with what a person wrote into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from reader.export.vault.markers import Profile

Value: TypeAlias = str | int | Sequence[str]

ID, VERSION, TAGS = "reader_id", "reader_version", "tags"
"""Keys of the front matter: which article or theme a note is about, in which form it is, its tags."""

SUMS = frozenset({"annotated", "highlights", "themes"})
"""Keys whose values sum up all highlights of a note."""

FORM = 1
"""The form of notes that this program writes."""

THEME = "theme:"
"""Begins the `reader_id` of a theme's note; that of an article's is the article's id."""


@dataclass(frozen=True, slots=True)
class Block:
    """A highlight in a note."""

    id: str
    """Of its annotation."""

    body: str
    """Its Markdown, without markers."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the library would have it."""

    id: str
    """Its `reader_id`."""

    title: str
    """What its file is called when it is new."""

    properties: Mapping[str, Value]
    """The front matter's values that are not empty, without `tags`, in their order."""

    tags: tuple[str, ...]
    head: str
    """What stands above the highlights."""

    blocks: tuple[Block, ...]
    """In the order of the text."""

    profile: Profile

    others: frozenset[str] = frozenset()
    """Ids of annotations that are in the library and not in this export: their blocks stay as they are."""

    @property
    def head_id(self) -> str:
        """The id of the block that holds the head: a word, which the name of a theme need not be."""
        return "head"
