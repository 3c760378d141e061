"""What a page says, part by part, between its HTML and its Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

PieceKind = Literal["text", "code", "image", "break"]


class Mark(NamedTuple):
    """What is done to words."""

    kind: Literal["strong", "em", "strike", "link"]
    address: str = ""
    """That of a link."""


class Piece(NamedTuple):
    """Some words on a line, as they are to be read: nothing is escaped."""

    kind: PieceKind
    text: str
    """The words; the alternative text of an image."""

    marks: tuple[Mark, ...] = ()
    """From the outermost."""

    address: str = ""
    """That of an image."""


Line = tuple[Piece, ...]
"""Pieces in which white space was folded."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its lines are parted by breaks."""

    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A break between scenes."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    first: int | None
    """The number of its first item; None for bullets."""

    items: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms, each with what explains it."""

    pairs: tuple[tuple[Line, tuple[tuple[Node, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as the first, which is its head."""

    rows: tuple[tuple[Line, ...], ...]


Node = Paragraph | Heading | Code | Rule | Quote | Items | Definitions | Table


def lines(node: Node) -> Iterator[Line]:  # noqa: C901 - a case for each kind
    """The lines in `node`, in the order in which they are read; code is one."""
    match node:
        case Paragraph(line) | Heading(line=line):
            yield line
        case Code(text=text):
            yield (Piece("code", text),)
        case Rule():
            return
        case Quote(nodes):
            yield from _all(nodes)
        case Items(items=items):
            for item in items:
                yield from _all(item)
        case Definitions(pairs):
            for term, explanations in pairs:
                yield term
                for explanation in explanations:
                    yield from _all(explanation)
        case Table(rows):
            for row in rows:
                yield from row


def words(node: Node) -> str:
    """What `node` says, without images."""
    return " ".join("".join(_said(piece) for piece in line) for line in lines(node))


def _all(nodes: tuple[Node, ...]) -> Iterator[Line]:
    for node in nodes:
        yield from lines(node)


def _said(piece: Piece) -> str:
    if piece.kind == "break":
        return " "
    return "" if piece.kind == "image" else piece.text
