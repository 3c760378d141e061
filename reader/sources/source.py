"""An article as it came in, before it is compiled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["markdown", "plain"]
"""How the body is written; `text.compile` takes it."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself; each value one clean line, empty when the file does not say it."""

    id: str = ""
    """`[a-z0-9-]`, at most 96 characters."""

    title: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    """http, https or mailto."""

    published: str = ""
    """As it was written; `inference.infer_published` makes a date of it."""

    added: str = ""
    """As it was written."""

    language: str = ""
    other: tuple[tuple[str, str], ...] = ()
    """What else the front matter names, in its order: keys as they were written, and their values."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it came in."""

    kind: Kind
    body: str
    """Decoded and without front matter, but not yet cleaned: only `compile_text` may use it."""

    metadata: Metadata = field(default_factory=Metadata)
    problems: tuple[str, ...] = ()
    """What was wrong but did not keep the article out, a sentence each."""

    name: str = ""
    """The file's name without its suffix; empty when it was no file."""
