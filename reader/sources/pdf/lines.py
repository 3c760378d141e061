"""The lines of a page, from its words and their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|-b\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|-i\b", re.IGNORECASE)
_FIXED = re.compile(r"mono|courier|consol|cmtt|typewriter|fixed", re.IGNORECASE)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOLERANCE = 0.35
"""Part of its size that a word may stand above or below its line."""

_SMALLER = 0.8
_STEP, _ASIDE = 4, 8
"""Of its size, by which a line stands above the one before it that begins another column, or above and beside it."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Run(NamedTuple):
    """Words in one font."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_fixed: bool = False


@dataclass(slots=True)
class Line:
    """Words beside each other; places in points from the page's lower left."""

    x: float
    y: float
    size: float
    """That of most of it; a bullet and a raised number have their own."""
    page: int = 0
    runs: list[Run] = field(default_factory=list)
    longest: int = 0
    """Characters of the run whose size is the line's."""

    @property
    def text(self) -> str:
        """Its words, white space folded."""
        return " ".join("".join(run.text for run in self.runs).split())

    @property
    def is_bold(self) -> bool:
        """Is all of it bold?"""
        return all(run.is_bold for run in self.runs if run.text.strip())

    @property
    def is_fixed(self) -> bool:
        """Is all of it as a typewriter has it?"""
        return all(run.is_fixed for run in self.runs if run.text.strip())


class Gathered:
    """Takes the words of a page as pypdf finds them, and gives its lines in the order in which they were drawn.

    Programs that set type draw column after column, so that this is the order of reading.
    """

    def __init__(self, page: int) -> None:
        self._drawn: list[Line] = []
        self._page = page

    def lines(self) -> list[Line]:
        """The lines; inside a column from the top, since some programs draw the code of a paragraph after it."""
        columns: list[list[Line]] = []
        for line in self._drawn:
            column = columns[-1] if columns else []
            up = line.y - column[-1].y if column else 0.0
            is_beside = up > 0 and line.x > min(each.x for each in column) + _ASIDE * line.size
            if column and up < _STEP * line.size and not is_beside:
                column.append(line)
            else:
                columns.append([line])
        return [line for column in columns for line in sorted(column, key=lambda line: -line.y)]

    def take(self, text: str, user: Any, matrix: Any, font: Any, size: Any) -> None:
        """What pypdf calls for each piece of text."""
        for piece in text.split("\n"):
            if piece.strip():
                self._put(_spelled(piece), user, matrix, font, size)

    def _put(self, text: str, user: Any, matrix: Any, font: Any, size: Any) -> None:
        x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
        y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        scale = abs((matrix[0] * matrix[3] - matrix[1] * matrix[2]) * (user[0] * user[3] - user[1] * user[2])) ** 0.5
        size = float(size) * (scale or 1.0)
        name = str((font or {}).get("/BaseFont", ""))
        run = Run(text, bool(_BOLD.search(name)), bool(_ITALIC.search(name)), bool(_FIXED.search(name)))
        last = self._drawn[-1] if self._drawn else None
        if last is not None and abs(last.y - y) <= _TOLERANCE * max(size, last.size) and x >= last.x:
            if size < _SMALLER * last.size and text.strip().isdigit() and y > last.y:
                run = run._replace(text=text.strip().translate(_RAISED))
            if len(text) > last.longest:
                last.size, last.y, last.longest = size, y, len(text)
            last.runs.append(run)
        else:
            self._drawn.append(Line(x, y, size, self._page, [run], len(text)))


def _spelled(text: str) -> str:
    """Words without ligatures, which fonts draw as one."""
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    return _CONTROLS.sub("\ufffd", text).replace("\xa0", " ")
