"""How a text is set: the few values that a person may choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typesetting:
    """The typography of a page; the default is what reads best on most screens."""

    measure: int = 72
    """Cells of a line; 66 to 76 read best (Bringhurst)."""

    spacing: int = 1
    """1, or 2 for a blank row below each line."""

    paragraphs: str = "space"
    """`space`: a blank line between two paragraphs; `indent`: the first line is set in instead."""

    justify: bool = False
    """Are lines of prose stretched to the measure?"""

    hyphenate: bool = False
    """Are words divided at a line's end, where there is a dictionary for the language?"""

    language: str = ""
    """Of the text, as `en` or `en-GB`; empty: unknown, and no word is divided."""

    def indent(self, width: int) -> int:
        """Cells that a first line is set in, in lines of `width` cells; 0 where blank lines part the paragraphs."""
        return max(2, min(4, width // 20)) if self.paragraphs == "indent" else 0
