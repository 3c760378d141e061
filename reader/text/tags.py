"""Tags of HTML that stand among words: what they say of the words, and of where they lead."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from reader.text.addresses import harmless
from reader.text.clean import clean_line
from reader.text.document import ATTRIBUTES, BOLD, CODE, IMAGE, ITALIC, LINK, STRIKE

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = {
    **dict.fromkeys(("b", "strong"), BOLD),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), ITALIC),
    **dict.fromkeys(("s", "del", "strike"), STRIKE),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), CODE),
}
_SHIFTED = {
    "sup": str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
"""Figures above and below the line: without them 10 to the sixth would be a hundred and six."""

_DEEPEST = 40
"""Tags that may be open at once; further ones say nothing."""

_NAME = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ATTRIBUTES = {name: re.compile(rf"[\s\"'/]{name}{_VALUE}", re.IGNORECASE) for name in ("href", "src", "alt", "start")}


class Tag(NamedTuple):
    """A tag as it was written."""

    name: str
    """In small letters."""
    closes: bool
    source: str

    def get(self, attribute: str) -> str:
        """Give the value of an attribute; nothing when it has none."""
        match = _ATTRIBUTES[attribute].search(self.source)
        return unescape(match[match.lastindex]) if match and match.lastindex else ""


def tag(source: str) -> Tag | None:
    """Read the tag that `source` is; None when it is a comment or the like."""
    match = _NAME.match(source)
    return Tag(match[2].lower(), bool(match[1]), source) if match else None


class Inline:
    """The tags that are open at a place among words."""

    def __init__(self, link: Callable[[str], int]) -> None:
        self._link = link
        """Gives the bits of a mark that leads to an address."""
        self._open: list[tuple[str, int]] = []
        self.attributes = 0
        """What they say of the words there."""
        self._shift = ""

    def read(self, found: Tag) -> None:
        """Open or close what `found` opens or closes."""
        name = found.name
        if found.closes:
            index = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == name), None)
            if index is None:
                return
            del self._open[index]
        elif len(self._open) >= _DEEPEST or found.source.endswith("/>"):
            return
        elif name == "a":
            address = harmless(found.get("href"))
            self._open.append((name, LINK | self._link(address) if address else 0))
        elif name in _MARKS or name in _SHIFTED:
            self._open.append((name, _MARKS.get(name, 0)))
        else:
            return
        self.attributes = 0
        self._shift = ""
        for opened, marks in self._open:
            self.attributes = joined(self.attributes, marks)
            self._shift = opened if opened in _SHIFTED else self._shift

    def image(self, found: Tag) -> tuple[str, int]:
        """Give the words of an image and their attributes."""
        address = "" if self.attributes & LINK else harmless(found.get("src"))
        marks = self.attributes | IMAGE | (self._link(address) if address else 0)
        return clean_line(found.get("alt")), marks

    def words(self, text: str) -> str:
        """Give `text`, above or below the line where it stands there and there are characters for it."""
        if not self._shift:
            return text
        shifted = text.translate(_SHIFTED[self._shift])
        return text if any(map(str.isascii, shifted.replace(" ", ""))) else shifted


def joined(outer: int, inner: int) -> int:
    """Give the attributes of what is in both; of two links the outer one counts."""
    return outer | inner & ATTRIBUTES if outer & LINK else outer | inner
