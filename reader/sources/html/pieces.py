"""Words of a page, gathered with their marks until a block ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.html import controls
from reader.sources.html.nodes import Line, Mark, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHITE = re.compile(r"[ \t\n\r\x0c]+")

SPACE = Piece("text", " ")
_BREAK = Piece("break", "")


class Gathered:
    """The pieces of the block that is being read."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []

    def words(self, text: str | None, marks: tuple[Mark, ...] = ()) -> None:
        """Add words as HTML has them: white space is folded."""
        if text:
            folded = _WHITE.sub(" ", controls.without(text))
            if folded:
                self._pieces.append(Piece("text", folded, marks))

    def code(self, text: str, marks: tuple[Mark, ...] = ()) -> None:
        """Add code among words; one beside another is one with it."""
        folded = _WHITE.sub(" ", controls.without(text))
        if not folded.strip():
            self.words(folded)
        elif self._pieces and self._pieces[-1].kind == "code":
            last = self._pieces.pop()
            self._pieces.append(last._replace(text=last.text + folded))
        else:
            self._pieces.append(Piece("code", folded, marks))

    def image(self, address: str, words: str, marks: tuple[Mark, ...] = ()) -> None:
        """Add an image among words."""
        folded = _WHITE.sub(" ", controls.without(words)).strip()
        links = tuple(mark for mark in marks if mark.kind == "link")
        self._pieces.append(Piece("image", folded, links, address))

    def line_break(self) -> None:
        """Begin a new line."""
        self._pieces.append(_BREAK)

    def take(self) -> Iterator[Line]:
        """Give what was gathered, a line for each paragraph: two breaks in a row part them."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        line: list[Piece] = []
        breaks = 0
        for piece in pieces:
            if piece.kind == "break":
                breaks += 1
            elif piece.kind != "text" or not piece.text.isspace() or not breaks:
                if breaks > 1:
                    yield from _folded(line)
                    line = []
                elif breaks:
                    line.append(_BREAK)
                breaks = 0
                line.append(piece)
        yield from _folded(line)


def _folded(pieces: list[Piece]) -> Iterator[Line]:
    """The line without white space at its ends, beside its breaks and twice in a row; nothing for an empty one.

    White space at the edge of marked words is not marked: no emphasis of Markdown begins or ends with it.
    """
    line: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text":
            _add_words(line, piece)
        elif piece.kind == "break":
            _trim(line)
            if line:
                line.append(piece)
        else:
            line.append(piece)
    _trim(line)
    while line and line[-1].kind == "break":
        line.pop()
        _trim(line)
    if line:
        yield _settled(line)


def _add_words(line: list[Piece], piece: Piece) -> None:
    text = piece.text
    is_open = not line or line[-1].kind == "break" or (line[-1].kind == "text" and line[-1].text.endswith(" "))
    if is_open and text[0] == " ":
        text = text[1:]
    core = text.strip()
    if not core:
        if text:
            line.append(Piece("text", text))
        return
    begin = text.index(core[0]) if text[0].isspace() else 0
    if begin:
        line.append(Piece("text", text[:begin]))
    line.append(Piece("text", core, piece.marks))
    if end := text[begin + len(core) :]:
        line.append(Piece("text", end))


def _trim(line: list[Piece]) -> None:
    while line and line[-1].kind == "text" and not line[-1].text.strip():
        line.pop()


def _settled(line: list[Piece]) -> Line:
    """White space gets the marks that the words on both of its sides have, so that they go on through it."""
    settled = list(line)
    for index, piece in enumerate(line):
        if piece.kind == "text" and not piece.marks and piece.text.isspace() and 0 < index < len(line) - 1:
            before, after = settled[index - 1].marks, line[index + 1].marks
            settled[index] = piece._replace(marks=_common(before, after))
        elif piece.kind == "break" and index < len(line) - 1:
            settled[index] = piece._replace(marks=_common(settled[index - 1].marks, line[index + 1].marks))
    return tuple(settled)


def _common(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return one[:shared]
