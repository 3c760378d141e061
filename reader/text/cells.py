"""How many terminal cells a text takes, and which character stands in which cell.

Widths and grapheme clusters are Rich's, because the screen is cut by Rich's: any other table would cut rows in the
wrong place. This is the one module below `tui` that may ask Rich; it loads nothing of it but the tables.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate

_WIDE = (
    "\u1100-\u115f\u2e80-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\ua4c6\uac00-\ud7a3"
    "\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
)
_NARROW = " -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff"
_ENDS = "\n\t"
_REGIONAL = range(0x1F1E6, 0x1F200)
REACH = 64
"""Code points on either side of an offset that are looked at for the cluster's edge; longer clusters are cut there."""


def clusters(text: str) -> list[tuple[int, int, int]]:
    """The grapheme clusters of `text`: (start, end, cells) each; a flag is one cluster."""
    from rich.cells import split_graphemes  # noqa: PLC0415 - the tables are loaded for intricate text only

    spans, _ = split_graphemes(text)
    found: list[tuple[int, int, int]] = []
    for start, end, cells in spans:
        if found and ord(text[start]) in _REGIONAL:
            before, after, width = found[-1]
            if after - before == 1 and ord(text[before]) in _REGIONAL:
                found[-1] = (before, end, width + cells)
                continue
        found.append((start, end, cells))
    return found


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"([{_WIDE}]+)|[{_NARROW}]+")


class CellMap:
    """Index in one text to cell and back: a few runs of equal width, or cluster by cluster where text is intricate."""

    __slots__ = ("_cells", "_starts", "_widths", "intricate", "length")

    def __init__(self, text: str) -> None:
        runs = _plain_runs(text)
        self.intricate = runs is None
        if runs is None:
            runs = [(start, width, start + 1) for start, _, width in clusters(text)]
            steps = (width for _, width, _ in runs)
        else:
            steps = ((end - start) * width for start, width, end in runs)
        self._starts = [run[0] for run in runs]
        self._widths = [run[1] for run in runs]
        self._cells = list(accumulate(steps, initial=0))
        self.length = len(text)

    @property
    def width(self) -> int:
        """Cells of the whole text."""
        return self._cells[-1]

    def index(self, cell: int) -> int:
        """The start of the cluster that covers `cell`; the text's length behind its end."""
        run = bisect_right(self._cells, cell) - 1
        if run >= len(self._starts):
            return self.length
        if self.intricate:
            return self._starts[run]
        return self._starts[run] + (cell - self._cells[run]) // self._widths[run]

    def cell(self, index: int) -> int:
        """The first cell of the cluster at `index`."""
        if index >= self.length:
            return self._cells[-1]
        run = bisect_right(self._starts, index) - 1
        return self._cells[run] + (0 if self.intricate else (index - self._starts[run]) * self._widths[run])

    def before(self, index: int) -> int:
        """The start of the cluster that ends at `index`."""
        return self._starts[bisect_left(self._starts, index) - 1] if self.intricate else index - 1

    def after(self, index: int) -> int:
        """The end of the cluster at `index`."""
        if not self.intricate:
            return index + 1
        run = bisect_right(self._starts, index)
        return self._starts[run] if run < len(self._starts) else self.length


def _plain_runs(text: str) -> list[tuple[int, int, int]] | None:
    """Runs of equal width (start, cells per character, end); None where there is more to it."""
    if text.isascii() and text.isprintable():
        return [(0, 1, len(text))]
    runs = [(m.start(), 2 if m[1] else 1, m.end()) for m in _runs().finditer(text)]
    return runs if sum(end - start for start, _, end in runs) == len(text) else None


cell_map = lru_cache(8192)(CellMap)
"""A `CellMap`, kept: a resize, a step of the caret and a paint ask again for the same line."""


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
