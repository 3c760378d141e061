"""Where lines break, for a text and a width in cells.

Greedy. A line breaks at a space, which belongs to neither line; between wide characters by the rules of kinsoku (no
line begins with a closing mark, none ends with an opening one); in a word longer than the line after `/-&?._`, else
hard. Never inside a grapheme cluster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cell_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.cells import CellMap

_NO_START = frozenset("、。，．,.!?！？：；:;)]}」』】〕）］｝〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥%％”’»")
_NO_END = frozenset("([{「『【〔（［｛〈《“‘«")
_JOINTS = "/-&?._"


def wrap_simple(plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None]) -> None:
    """Lines of `plain[start:end]`, where every character is one cell: one search a line."""
    find = plain.rfind
    while end - start > cells:
        at = find(" ", start, start + cells + 1)
        if at <= start:
            at = max(find(joint, start + cells // 2, start + cells) for joint in _JOINTS) + 1 or start + cells
            put(start, at)
            start = at
        else:
            put(start, at)
            start = at + 1
    put(start, end)


def wrap(plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None]) -> None:
    """Lines of `plain[start:end]`, whatever its characters are."""
    text = plain[start:end]
    if text.isascii():
        wrap_simple(plain, start, end, cells, put)
        return
    chart = cell_map(text)
    begin, at = 0, 0
    while chart.width - at > cells:
        limit = _limit(chart, begin, at + cells)
        if limit >= chart.length:
            break
        stop = limit
        while stop > begin and not _may_break(text, stop):
            stop = chart.before(stop)
        if stop <= begin:
            stop = limit
        put(start + begin, start + max(begin + 1, begin + len(text[begin:stop].rstrip(" "))))
        begin = stop + 1 if text[stop] == " " else stop
        at = chart.cell(begin)
    put(start + begin, end)


def fold(plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None]) -> None:
    """Lines of `plain[start:end]` cut hard at the width, as code is."""
    text = plain[start:end]
    chart = cell_map(text)
    begin, at = 0, 0
    while chart.width - at > cells:
        stop = _limit(chart, begin, at + cells)
        if stop >= chart.length:
            break
        put(start + begin, start + stop)
        begin, at = stop, chart.cell(stop)
    put(start + begin, end)


def _limit(chart: CellMap, begin: int, cell: int) -> int:
    """Where a line from `begin` must end to stop before `cell`; a cluster wider than the line has one of its own."""
    limit = chart.index(cell)
    return limit if limit > begin else chart.after(begin)


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if " " in (before, after):
        return True
    return (_is_wide(before) or _is_wide(after)) and after not in _NO_START and before not in _NO_END


def _is_wide(character: str) -> bool:
    return "\u1100" <= character <= "\u115f" or character >= "\u2e80"
