"""What somebody wants to have exported, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

By: TypeAlias = Literal["article", "theme"]
"""What each file is about, where a format makes several."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be exported, as what, and where to."""

    query: str = ""
    """Which articles and highlights, in the query language; empty: all."""

    articles: frozenset[str] = frozenset()
    """Ids of articles; where there are any, only these."""

    annotations: frozenset[str] = frozenset()
    """Ids of annotations; where there are any, only these."""

    format: str = "markdown"
    """A name from `formats.BY_NAME`."""

    by: By = "article"

    template: str = ""
    """The name of a template, or the path of one; empty: the format's own."""

    full_text: bool = False
    """Does a web page hold the articles whole?"""

    place: Path | None = None
    """A folder or a file; None: it is not written to the disk."""

    replace: bool = False
    """May a file be replaced that is no export, or was edited, and cannot be merged?"""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of an export."""

    name: str
    """Of the file, in the folder."""

    chunks: Iterable[str]
    """Its text, piece by piece; may be read once."""

    @property
    def text(self) -> str:
        """The whole text; reads `chunks`."""
        return "".join(self.chunks)
