"""Puts a text together, piece by piece and block by block."""

from __future__ import annotations

import re
from array import array
from hashlib import sha256

from reader.text.clean import compose, disarm
from reader.text.document import LINK_SHIFT, Block, Table, Text

DECORATION = 24
"""Cells that the decoration of a line may take; what is nested deeper keeps its innermost part."""

_MORE_THAN_A_CELL = re.compile(
    "[^\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]"
)
"""What may be wider or narrower than one cell; it errs on the side of yes."""

_MAY_BE_EMPTY = frozenset({"hr", "image"})


class Builder:
    """A text in the making: `begin` a block, `write` its pieces, `end` it; at last `build`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.offset = 0
        """Where the next piece goes."""
        self._parts: list[str] = []
        self._pieces: list[str] = []
        self._separator = ""
        self._start = 0
        self._starts = array("I", [0])
        self._attributes = array("I", [0])
        self._marks = 1
        self._links: list[str] = []
        self._footnotes: list[tuple[int, int]] = []

    @property
    def at_line_start(self) -> bool:
        """Has the current line of the current block no text yet?"""
        return not self._pieces or self._pieces[-1].endswith("\n")

    def link(self, address: str) -> int:
        """Give the bits of a mark that leads to `address`."""
        self._links.append(address)
        return len(self._links) << LINK_SHIFT

    def footnote(self, number: int, start: int) -> None:
        """Say that footnote `number` is what was written since `start`."""
        while len(self._footnotes) < number:
            self._footnotes.append((self.offset, self.offset))
        self._footnotes[number - 1] = (min(start, self.offset), self.offset)

    def begin(self, *, tight: bool = False) -> None:
        """Begin a block, on the next line when `tight`, else after a blank line."""
        self._separator = "" if not self.blocks else "\n" if tight else "\n\n"
        self._start = self.offset = self.offset + len(self._separator)
        self._pieces = []
        self._marks = len(self._starts)

    def write(self, piece: str, attributes: int = 0) -> None:
        """Add `piece` to the block; a control character that an entity stood for is made harmless later."""
        if not piece:
            return
        if not piece.isascii():
            piece = compose(piece)
        self._mark(attributes)
        self._pieces.append(piece)
        self.offset += len(piece)

    def end(self, kind: str, first: str = "", rest: str = "", data: Table | str | None = None) -> None:
        """End the block; one that says nothing is forgotten, unless it is a rule or an image."""
        text = disarm("".join(self._pieces))
        # A last cell may be empty, a last row is left out.
        text = text[: data.rows[-1][-1][1] - self._start] if isinstance(data, Table) else text.rstrip(" \n")
        self.offset = self._start + len(text)
        while len(self._starts) > self._marks and self._starts[-1] >= self.offset:
            self._starts.pop()
            self._attributes.pop()
        if kind not in _MAY_BE_EMPTY and not text.strip():
            self._forget()
            return
        self._mark(0)
        self._parts += (self._separator, text)
        simple = (text.isascii() and "\t" not in text) or _MORE_THAN_A_CELL.search(text) is None
        first, rest = first[-DECORATION:], rest[-DECORATION:]
        gap = max(0, len(self._separator) - 1)
        self.blocks.append(Block(kind, self._start, self.offset, first, rest, gap, simple, data))

    def build(self) -> Text:
        """Give the text; one without any block gets an empty paragraph."""
        if not self.blocks:
            self.blocks.append(Block("p", 0, 0, "", "", 0, simple=True, data=None))
        plain = "".join(self._parts)
        return Text(
            plain,
            tuple(self.blocks),
            mark_starts=self._starts,
            mark_attributes=self._attributes,
            links=tuple(self._links),
            footnotes=tuple(self._footnotes),
            hash=sha256(plain.encode()).hexdigest(),
        )

    def _mark(self, attributes: int) -> None:
        if attributes == self._attributes[-1]:
            return
        if self._starts[-1] == self.offset:
            self._attributes[-1] = attributes
        else:
            self._starts.append(self.offset)
            self._attributes.append(attributes)

    def _forget(self) -> None:
        del self._starts[self._marks :]
        del self._attributes[self._marks :]
        self.offset = self._start - len(self._separator)
        self._mark(0)
