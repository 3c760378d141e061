"""How many terminal cells a text takes, and which character stands in which cell.

Widths and grapheme clusters are Rich's, because the screen is cut by Rich's: any other table would cut rows in the
wrong place. This is the one module below `tui` that may ask Rich; it loads nothing of it but the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = (
    "\u1100-\u115f\u2e80-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\ua4c6\uac00-\ud7a3"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
)
_NARROW = " -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff"
_ENDS = "\n\t"
_REGIONAL = range(0x1F1E6, 0x1F200)
REACH = 64
"""Code points on either side of an offset that are looked at for the cluster's edge; longer clusters are cut there."""


SOFT_HYPHEN = "\u00ad"
"""Says where a word may be divided. It takes no cell here, whatever Rich says, and is never painted."""


def clusters(text: str) -> list[tuple[int, int, int]]:
    """The grapheme clusters of `text`: (start, end, cells) each; a flag is one cluster, a soft hyphen ends one."""
    from rich.cells import split_graphemes  # noqa: PLC0415 - the tables are loaded for intricate text only

    spans, _ = split_graphemes(text)
    found: list[tuple[int, int, int]] = []
    for start, end, cells in spans:
        first = text[start]
        if first == SOFT_HYPHEN:
            before, _, width = found.pop() if found else (start, end, 0)
            found.append((before, end, width))
            continue
        if found and ord(first) in _REGIONAL:
            before, after, width = found[-1]
            if after - before == 1 and ord(text[before]) in _REGIONAL:
                found[-1] = (before, end, width + cells)
                continue
        found.append((start, end, cells))
    return found


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"([{_WIDE}]+)|[{_NARROW}]+")


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(f"[^{_WIDE}{_NARROW}]")


@cache
def _stretch() -> re.Pattern[str]:
    return re.compile(f"(?s:.)?(?:[^{_WIDE}{_NARROW}]+(?:(?<=\u200d)(?s:.))?)+")


def _stretches(text: str) -> Iterator[re.Match[str]]:
    """What must be looked at cluster by cluster, with what it may be joined to on either side."""
    at = 0
    while odd := _odd().search(text, at):
        stretch = _stretch().match(text, max(at, odd.start() - 1))
        if stretch is None:
            return
        yield stretch
        at = stretch.end()


class CellMap:
    """Index in one text to cell and back: runs of characters of equal width, and single clusters between them."""

    __slots__ = ("_cells", "_starts", "_widths", "length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        if text.isascii() and text.isprintable():
            self._starts, self._widths, self._cells = [0], [1], [0, len(text)]
            return
        self._starts, self._widths = list[int](), list[int]()
        """Where each run begins, and the cells of each of its characters; 0: it is one cluster."""
        steps: list[int] = []
        at = 0
        for odd in _stretches(text):
            begin = odd.start()
            self._put_runs(text, at, begin, steps)
            found = clusters(odd[0])
            self._starts += [begin + start for start, _, _ in found]
            self._widths += [0] * len(found)
            steps += [cells for _, _, cells in found]
            at = odd.end()
        self._put_runs(text, at, len(text), steps)
        self._cells = list(accumulate(steps, initial=0))
        """The first cell of each run, and the cells of all."""

    def _put_runs(self, text: str, start: int, end: int, steps: list[int]) -> None:
        for run in _runs().finditer(text, start, end):
            cells = 2 if run[1] else 1
            self._starts.append(run.start())
            self._widths.append(cells)
            steps.append((run.end() - run.start()) * cells)

    @property
    def is_even(self) -> bool:
        """Is every character one cell wide?"""
        return self._widths == [1] or not self.length

    @property
    def width(self) -> int:
        """Cells of the whole text."""
        return self._cells[-1]

    def index(self, cell: int) -> int:
        """The start of the cluster that covers `cell`; the text's length behind its end."""
        run = bisect_right(self._cells, cell) - 1
        if run >= len(self._starts):
            return self.length
        start, cells = self._starts[run], self._widths[run]
        return start + (cell - self._cells[run]) // cells if cells else start

    def cell(self, index: int) -> int:
        """The first cell of the cluster at `index`."""
        if index >= self.length:
            return self._cells[-1]
        run = bisect_right(self._starts, index) - 1
        return self._cells[run] + (index - self._starts[run]) * self._widths[run]

    def before(self, index: int) -> int:
        """The start of the cluster that ends at `index`."""
        run = bisect_left(self._starts, index) - 1
        return index - 1 if self._widths[run] else self._starts[run]

    def after(self, index: int) -> int:
        """The end of the cluster at `index`."""
        run = bisect_right(self._starts, index) - 1
        if self._widths[run]:
            return index + 1
        return self._starts[run + 1] if run + 1 < len(self._starts) else self.length


cell_map = lru_cache(8192)(CellMap)
"""A `CellMap`, kept: a resize, a step of the caret and a paint ask again for the same line."""


def is_narrow(text: str) -> bool:
    """Is every character one cell wide, line ends and tabs apart?"""
    return text.isascii() or _wider().search(text) is None


@cache
def _wider() -> re.Pattern[str]:
    return re.compile(f"[^\n\t{_NARROW}]")


def width(text: str) -> int:
    """Cells that `text` takes."""
    return len(text) if text.isascii() else cell_map(text).width


def fit(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text`, shortened to at most `cells` cells; what is cut ends with `ellipsis`."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    kept = text[: cell_map(text).index(max(0, cells - len(ellipsis)))].rstrip()
    return kept + ellipsis


def pad(text: str, cells: int) -> str:
    """`text` in exactly `cells` cells."""
    text = fit(text, cells)
    return text + " " * (cells - width(text))


def next_cluster(plain: str, offset: int) -> int:
    """The edge after the cluster at `offset`; a line's end and a tab are clusters of their own."""
    if plain[offset : offset + 2].isascii() or plain[offset] in _ENDS:
        return min(offset + 1, len(plain))
    reached = plain[offset : offset + REACH]
    end = min((at for at in map(reached.find, _ENDS) if at >= 0), default=REACH)
    return offset + clusters(reached[:end])[0][1]


def previous_cluster(plain: str, offset: int) -> int:
    """The edge of the cluster before `offset`."""
    if offset <= 0 or plain[max(0, offset - 2) : offset].isascii() or plain[offset - 1] in _ENDS:
        return max(0, offset - 1)
    low = max(0, offset - REACH, *(plain.rfind(end, 0, offset) + 1 for end in _ENDS))
    return low + clusters(plain[low:offset])[-1][0]
