"""Finds the paragraphs of plain text, and joins lines that were broken only because a page was so wide."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_WIDTHS = range(38, 111)
"""Characters in a line that may be hard-wrapped: shorter ones prove nothing, longer ones are paragraphs."""

_FEW = 3
"""With fewer line ends to judge by, only a line that goes on with a small letter shows wrapping."""

_STANZA = 100
"""Lines that may stay together as one paragraph."""

_INDENT = 8
"""Cells of indentation that are shown."""

_ITEM = re.compile(r"\s*(?:[-*\u2022\u00b7\u2013\u2014]|\d{1,3}[.)])\s+\S")
_FIRST_WORD = re.compile(rf"[{IDEOGRAPHS}]|\S+")
_COLUMNS = re.compile(r"\S {3,}\S|[\w,;%)] {2,}\S|^\s*[|+].*[|+]\s*$")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}\u3000-\u303f\uff00-\uffef]")
_SENTENCE_END = re.compile(r"[.!?:\u2026\u3002\uff01\uff1f][\"'\u201d\u2019\u00bb)\]\u300d]*$")


class Paragraph(NamedTuple):
    """A part of plain text that stands by itself."""

    text: str
    indent: int
    """Cells that it stands to the right."""
    aligned: bool
    """Are its columns made of spaces?"""
    tight: bool
    """Does it follow on the next line?"""


class Page:
    """How the lines of a text were broken."""

    def __init__(self, width: int, turns: AbstractSet[str], *, has_blanks: bool) -> None:
        self.width = width
        """Characters that a line was broken at; 0 when none was."""
        self.turns = turns
        """Lines that begin a speaker's turn."""
        self.has_blanks = has_blanks
        """Do blank lines part its paragraphs?"""

    @classmethod
    def of(cls, parts: Sequence[Sequence[str]], turns: AbstractSet[str]) -> Page:
        """Give the page that the lines of `parts` are on, none of which ends with white space."""
        chunks = [chunk for part in parts for chunk in _chunks(part, turns)]
        return cls(_width(chunks), turns, has_blanks=len(chunks) > 1)

    def paragraphs(self, lines: Sequence[str]) -> Iterator[Paragraph]:
        """Give the paragraphs that `lines`, a part of the page, make."""
        for chunk in _chunks(lines, self.turns):
            if _is_aligned(chunk):
                yield _kept(chunk, aligned=True)
            elif self.width:
                yield from _reflowed(chunk, self.width, alone=not self.has_blanks)
            elif any(len(line) > _WIDTHS[-1] for line in chunk):
                yield from (Paragraph(line.strip(), 0, aligned=False, tight=False) for line in chunk)
            elif len(chunk) > _STANZA:
                yield from (Paragraph(line, 0, aligned=False, tight=index > 0) for index, line in enumerate(chunk))
            else:
                yield _kept(chunk, aligned=False)


def _chunks(lines: Sequence[str], turns: AbstractSet[str]) -> list[list[str]]:
    """Give the lines between blank lines and before each turn, without what all of them are indented by."""
    margin = min((_indent(line) for line in lines if line), default=0)
    chunks: list[list[str]] = [[]]
    for line in lines:
        if line:
            if line in turns and chunks[-1]:
                chunks.append([])
            chunks[-1].append(line[margin:])
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _width(chunks: Sequence[Sequence[str]]) -> int:
    """Say how wide the page was that the lines are wrapped to; 0 when they are not."""
    continued = (pair for chunk in chunks if not _is_aligned(chunk) for pair in _continued(chunk))
    pairs = [(line, following) for line, following in continued if len(line) >= _WIDTHS[0]]
    if not pairs:
        return 0
    lengths = sorted(len(line) for line, _ in pairs)
    width = lengths[(len(lengths) - 1) * 19 // 20]
    if width not in _WIDTHS:
        return 0
    full = sum(_is_full(line, following, width) for line, following in pairs)
    capitals = sum(following.lstrip()[0].isupper() for _, following in pairs)
    few = len(pairs) < _FEW
    is_wrapped = full >= 0.7 * len(pairs) and capitals <= (0 if few else 0.6 * len(pairs))
    return width if is_wrapped else 0


def _continued(chunk: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each line of `chunk` and the next one, where that does not begin something new."""
    starts = _starts(chunk)
    for index, pair in enumerate(pairwise(chunk), 1):
        if index not in starts:
            yield pair


def _starts(chunk: Sequence[str]) -> set[int]:
    """Say which lines begin a paragraph: items, first lines that are indented, lines in capitals."""
    margin = min(map(_indent, chunk))
    items = {index for index, line in enumerate(chunk) if _ITEM.match(line)}
    indented = {index for index, line in enumerate(chunk) if _indent(line) > margin}
    capitals = {index for index, line in enumerate(chunk) if _is_capitals(line)}
    starts = items
    if not items and (2 * len(indented) < len(chunk) or _are_first_lines(chunk, indented)):
        starts = indented
    if 2 * len(capitals) < len(chunk):
        starts = starts | capitals | {index + 1 for index in capitals if index + 1 < len(chunk)}
    return starts - {0}


def _are_first_lines(chunk: Sequence[str], indented: AbstractSet[int]) -> bool:
    """Are the indented lines, the first of the chunk among them, all indented alike?"""
    return 0 in indented and len({_indent(chunk[index]) for index in indented}) == 1


def _reflowed(chunk: Sequence[str], width: int, *, alone: bool) -> Iterator[Paragraph]:
    """Give the paragraphs of a hard-wrapped chunk; `alone`, without blank lines around, short lines end them."""
    starts = _starts(chunk)
    items = [index for index in starts if _ITEM.match(chunk[index])]
    margin = min(map(_indent, chunk))
    text = chunk[0].strip()
    tight = False
    for index, (line, following) in enumerate(pairwise(chunk), 1):
        full = _is_full(line, following, width)
        if index in starts or (alone and not full and _SENTENCE_END.search(line)):
            yield Paragraph(text, min(margin, _INDENT), aligned=False, tight=tight)
            text = following.strip()
            tight = index in items
        elif full:
            text += _glue(line, following) + following.strip()
        else:
            text += "\n" + following[margin:]
    yield Paragraph(text, min(margin, _INDENT), aligned=False, tight=tight)


def _kept(chunk: Sequence[str], *, aligned: bool) -> Paragraph:
    """Give the chunk line by line as it is."""
    margin = min(map(_indent, chunk))
    text = "\n".join(line[margin:] for line in chunk)
    return Paragraph(text, min(margin, _INDENT), aligned=aligned, tight=False)


def _is_aligned(chunk: Sequence[str]) -> bool:
    rows = sum(("  " in line or line.lstrip()[0] in "|+") and _COLUMNS.search(line) is not None for line in chunk)
    return rows >= 2 and 2 * rows >= len(chunk)


def _is_capitals(line: str) -> bool:
    return line.isupper() and len(line.split()) > 1


def _is_full(line: str, following: str, width: int) -> bool:
    """Would the next line's first word have been too much for this one?"""
    word = _FIRST_WORD.match(following.strip())
    return len(line) + 1 + (len(word[0]) if word else 0) > width


def _glue(line: str, following: str) -> str:
    """Say what joins two lines: nothing after a hyphen and between Chinese characters, else a space."""
    hyphen = line[-1] == "-" and line[-2:-1].isalpha() and following.lstrip()[0].islower()
    chinese = _IDEOGRAPH.match(line[-1]) and _IDEOGRAPH.match(following.lstrip()[0])
    return "" if hyphen or chinese else " "


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
