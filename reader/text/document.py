"""A compiled text: one canonical string, its blocks and its marks.

Offsets are code points of `Text.plain`, half-open. Every painted character is canonical, save the decoration
of a block (bullet, quote bar), so a slice of `plain` is what a reader sees.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BOLD, ITALIC, STRIKE, CODE, LINK, IMAGE, NOTEREF, DIM = 1, 2, 4, 8, 16, 32, 64, 128
ATTRIBUTES = 0xFF
"""The attributes of a mark; the bits above are the index of its link, plus one."""

LINK_SHIFT = 8

FORMAT = 7
"""Of `Text.dump`; it changes with every change in what a source compiles to, and in which lines are promotional."""

_DIGEST = 16


class Table(NamedTuple):
    """What a block of kind `table` holds."""

    aligns: tuple[str, ...]
    """`left`, `center` or `right` for each column."""

    header: int
    """How many of the rows are its head."""

    rows: tuple[tuple[tuple[int, int], ...], ...]
    """Start and end of each cell."""


class Block(NamedTuple):
    """A paragraph, a heading, an item: what stands by itself on a page."""

    kind: str
    """`p`, `h1` to `h6`, `code`, `table`, `hr`, `image`, `dt`, `dd` or `html`."""

    start: int
    end: int
    first: str
    """Decoration before its first line; it has no offset."""

    rest: str
    """Decoration before every further line, as long as `first`."""

    gap: int
    """Blank lines before it."""

    simple: bool
    """Is every code point one cell wide?"""

    data: Table | str | None
    """A table's cells, the info string of code, the address of an image; else None."""


class Text:
    """What an article says. It is never changed after it was made."""

    __slots__ = (
        "__weakref__",
        "_promotional",
        "_starts",
        "_words",
        "blocks",
        "footnotes",
        "hash",
        "links",
        "mark_attributes",
        "mark_starts",
        "plain",
    )

    plain: str
    """The canonical text: NFC, harmless, a blank line between blocks."""

    blocks: tuple[Block, ...]
    """In order, apart, at least one."""

    mark_starts: array[int]
    """Where each run of equal attributes begins; the first is 0."""

    mark_attributes: array[int]
    """The attributes of each run."""

    links: tuple[str, ...]
    """Addresses that marks point at."""

    footnotes: tuple[tuple[int, int], ...]
    """Start and end of what each footnote says, by its number less one."""

    hash: str
    """SHA-256 of `plain` in UTF-8, hexadecimal."""

    def __init__(
        self,
        plain: str,
        blocks: tuple[Block, ...],
        *,
        mark_starts: array[int],
        mark_attributes: array[int],
        links: tuple[str, ...],
        footnotes: tuple[tuple[int, int], ...],
        hash: str,  # noqa: A002 - the field's name
    ) -> None:
        self.plain = plain
        self.blocks = blocks
        self.mark_starts = mark_starts
        self.mark_attributes = mark_attributes
        self.links = links
        self.footnotes = footnotes
        self.hash = hash
        self._starts = array("I", [block.start for block in blocks])
        self._words: int | None = None
        self._promotional: tuple[int, ...] | None = None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Text) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"Text({self.plain[:40]!r}, {len(self.blocks)} blocks, {self.hash[:8]})"

    @property
    def words(self) -> int:
        """How many words it has, without those of promotional lines."""
        if self._words is None:
            self._words = self.words_without(self.promotional)
        return self._words

    @property
    def promotional(self) -> tuple[int, ...]:
        """The blocks that are promotional lines, as a rule says (`text.promotional`)."""
        if self._promotional is None:
            from reader.text import promotional  # noqa: PLC0415 - whoever paints a list needs no rule

            self._promotional = promotional.find(self)
        return self._promotional

    def words_without(self, blocks: Iterable[int]) -> int:
        """How many words it has without those of some blocks."""
        from reader.text import words  # noqa: PLC0415 - whoever paints a list counts no words

        return words.count(self.plain) - self.words_in(blocks)

    def words_in(self, blocks: Iterable[int]) -> int:
        """How many words some blocks have."""
        from reader.text import words  # noqa: PLC0415 - as above

        spans = (self.blocks[index][1:3] for index in blocks)
        return sum(words.count(self.plain[start:end]) for start, end in spans)

    def block_at(self, offset: int) -> int:
        """Give the index of the block at `offset`; what stands between two blocks belongs to the former."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def attributes_at(self, offset: int) -> int:
        """Give the attributes of the code point at `offset`."""
        return self._mark_at(offset) & ATTRIBUTES

    def link_at(self, offset: int) -> str | None:
        """Give the address that the code point at `offset` leads to; None where it leads nowhere."""
        index = self._mark_at(offset) >> LINK_SHIFT
        return self.links[index - 1] if index else None

    def dump(self) -> bytes:
        """Give it as bytes for a cache; the same Python layout everywhere, no format for keeping."""
        marks = self.mark_starts.tolist(), self.mark_attributes.tolist()
        payload = marshal.dumps(
            (FORMAT, self.plain, _bare(self.blocks), *marks, self.links, self.footnotes, self.hash, self.promotional), 4
        )
        return blake2b(payload, digest_size=_DIGEST).digest() + payload

    @classmethod
    def load(cls, data: bytes) -> Text:
        """Give what `dump` was made of. Raises ValueError when the bytes are damaged or of another format."""
        payload = data[_DIGEST:]
        if blake2b(payload, digest_size=_DIGEST).digest() != data[:_DIGEST]:
            raise ValueError("damaged text")
        fields = marshal.loads(payload)  # noqa: S302 - our own bytes, just checked
        if fields[0] != FORMAT:
            raise ValueError(f"text of format {fields[0]}, not {FORMAT}")
        _, plain, blocks, starts, attributes, links, footnotes, digest, promotional = fields
        starts, attributes = array("I", starts), array("I", attributes)
        made = cls(
            plain,
            _typed(blocks),
            mark_starts=starts,
            mark_attributes=attributes,
            links=links,
            footnotes=footnotes,
            hash=digest,
        )
        made._promotional = promotional
        return made

    def _mark_at(self, offset: int) -> int:
        return self.mark_attributes[max(0, bisect_right(self.mark_starts, offset) - 1)]

    def _fields(self) -> tuple[object, ...]:
        return self.plain, self.blocks, self.mark_starts, self.mark_attributes, self.links, self.footnotes, self.hash


def _bare(blocks: tuple[Block, ...]) -> tuple[Any, ...]:
    """Give the blocks as plain tuples, which is all that marshal takes."""
    return tuple((*block[:-1], tuple(block.data) if isinstance(block.data, Table) else block.data) for block in blocks)


def _typed(bare: tuple[tuple[Any, ...], ...]) -> tuple[Block, ...]:
    """Undo `_bare`."""
    blocks = [*map(Block._make, bare)]
    for index, block in enumerate(blocks):
        if block.kind == "table" and block.data is not None:
            blocks[index] = block._replace(data=Table._make(block.data))
    return tuple(blocks)
