"""What a template writes in, and how words of strangers are escaped there."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.export import escape, org_text
from reader.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable


class Safe(str):
    """Words that are right as they stand: what a filter made, never what a stranger wrote."""

    __slots__ = ()

    def __html__(self) -> str:
        """Give the words."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Language:
    """What a template writes in."""

    name: str

    escape: Callable[[str], str]
    """Words on a line, so that nothing in them means anything."""


MARKDOWN = Language("Markdown", escape.inline)
HTML = Language("HTML", lambda words: html.escape(clean(words)))
ORG = Language("Org", org_text.inline)
PLAIN = Language("plain text", clean)

BY_SUFFIX = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".org": ORG, ".txt": PLAIN}
"""Languages by the suffix of a template's name."""
