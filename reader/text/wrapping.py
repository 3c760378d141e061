"""Where lines break, for a text and a width in cells.

Greedy. A line breaks at a space, which belongs to neither line, never at a no-break space; behind a dash; between wide
characters by the rules of kinsoku (no line begins with a closing mark, none ends with an opening one); behind a soft
hyphen and, where a dictionary is given, in a word; in a word longer than the line after `/-&?._`, else hard. Never
inside a grapheme cluster.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.text.cells import SOFT_HYPHEN, cell_map
from reader.text.hyphenation import divided

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.cells import CellMap

_NO_START = frozenset("、。，．,.!?！？：；:;)]}」』】〕）］｝〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥—%％”’»")
_NO_END = frozenset("([{「『【〔（［｛〈《“‘«")
_JOINTS = "/-&?._"
_DASH = "—"
MOST_HYPHENS = 3
"""Lines one below the other that may end with a hyphen."""


@dataclass(slots=True)
class Manner:
    """How one block is broken, apart from its width."""

    indent: int = 0
    """Cells that the first line is set in."""

    places: Callable[[str], list[int]] | None = None
    """Where a word may be divided; None: nowhere."""

    keeps_letters: bool = False
    """Does a word of one letter go with the next one, as in Czech?"""

    divisions: set[int] = field(default_factory=set)
    """Filled with the ends of the lines behind which a hyphen stands that the text does not have."""

    @property
    def is_plain(self) -> bool:
        """Is there nothing to look after but spaces?"""
        return self.places is None and not self.keeps_letters


PLAIN = Manner()


def wrap_simple(
    plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None], *, manner: Manner = PLAIN
) -> None:
    """Lines of `plain[start:end]`, where every character is one cell: one search a line."""
    find = plain.rfind
    room = cells - manner.indent
    careful = not manner.is_plain or plain.find(_DASH, start, end) >= 0
    hyphens = 0
    while end - start > room:
        at = find(" ", start, start + room + 1)
        if careful:
            at, after = _with_care(
                plain, start, at, limit=min(start + room, end), end=end, manner=manner, hyphens=hyphens
            )
            hyphens = hyphens + 1 if at in manner.divisions else 0
        else:
            after = at + 1
        if at <= start:
            at = max(find(joint, start + room // 2, start + room) for joint in _JOINTS) + 1 or start + room
            after = at
        put(start, at)
        start = after
        room = cells
    put(start, end)


def _with_care(
    plain: str, start: int, at: int, *, limit: int, end: int, manner: Manner, hyphens: int
) -> tuple[int, int]:
    """(where the line from `start` ends, where the next begins), if the last space that fits is at `at`.

    `limit` is where the line is full, `hyphens` how many lines above end with one.
    """
    begin = max(at + 1, start)
    dash = plain.rfind(_DASH, begin + 1, limit) + 1
    if begin < dash < end and plain[dash] not in _NO_START and plain[dash] != " ":
        return dash, dash
    if manner.places is not None and hyphens < MOST_HYPHENS:
        joint = _hyphen(plain, begin, limit, end)
        cut = divided(plain, max(begin, joint), limit, end, manner.places)
        if cut:
            manner.divisions.add(cut)
        if cut or joint:
            return cut or joint, cut or joint
    while manner.keeps_letters and at > start + 3 and plain[at - 1].isalpha() and plain[at - 2] == " ":
        at -= 2
    return at, at + 1


def _hyphen(plain: str, begin: int, limit: int, end: int) -> int:
    """Behind the last hyphen of a compound that fits on the line; 0: there is none."""
    at = plain.rfind("-", begin + 2, limit) + 1
    return at if 0 < at < end - 1 and plain[at].isalpha() and plain[at - 2].isalpha() else 0


def wrap(
    plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None], *, manner: Manner = PLAIN
) -> None:
    """Lines of `plain[start:end]`, whatever its characters are."""
    text = plain[start:end]
    chart = cell_map(text)
    if chart.is_even:
        wrap_simple(plain, start, end, cells, put, manner=manner)
        return
    begin, at, room, hyphens, soft = 0, 0, cells - manner.indent, 0, SOFT_HYPHEN in text
    while chart.width - at > room:
        limit = _limit(chart, begin, at + room)
        if limit >= chart.length:
            break
        stop = _stop(text, chart, begin, limit, at + room if soft else None)
        if stop <= begin:
            stop = after = _joint(text, chart, begin, limit)
        else:
            after = stop + 1 if text[stop] == " " and chart.after(stop) == stop + 1 else stop
        if not manner.is_plain and (text[after - 1] == " " or after == limit):
            space = after - 1 if text[after - 1] == " " else begin - 1
            line, following = _with_care(
                plain, start + begin, start + space, limit=start + limit, end=end, manner=manner, hyphens=hyphens
            )
            hyphens = hyphens + 1 if line in manner.divisions else 0
            if space >= begin or line > start + space:
                stop, after = line - start, following - start
        if text[stop - 1] == " ":
            stop = max(chart.after(begin), begin + len(text[begin:stop].rstrip(" ")))
        put(start + begin, start + stop)
        begin = after
        at = chart.cell(begin)
        room = cells
    put(start + begin, end)


def _stop(text: str, chart: CellMap, begin: int, limit: int, full: int | None) -> int:
    """The last place between `begin` and `limit` to break at; `begin` when there is none.

    Behind a soft hyphen there must be room for it before cell `full`; None: there are no soft hyphens.
    """
    stop = limit
    while stop > begin:
        if _may_break(text, stop) and not (
            full is not None and text[stop - 1] == SOFT_HYPHEN and chart.cell(stop) >= full
        ):
            break
        stop = chart.before(stop)
    return stop


def fold(plain: str, start: int, end: int, cells: int, put: Callable[[int, int], None]) -> None:
    """Lines of `plain[start:end]` as code is broken: behind a space in the line's last part, else where it is full.

    Every space stays on its line.
    """
    text = plain[start:end]
    chart = cell_map(text)
    begin, at = 0, 0
    while chart.width - at > cells:
        stop = _limit(chart, begin, at + cells)
        if stop >= chart.length:
            break
        space = text.rfind(" ", begin + (stop - begin) * 2 // 3, stop)
        if space > begin and text[stop] != " " and chart.after(space) == space + 1:
            stop = space + 1
        put(start + begin, start + stop)
        begin, at = stop, chart.cell(stop)
    put(start + begin, end)


def _limit(chart: CellMap, begin: int, cell: int) -> int:
    """Where a line from `begin` must end to stop before `cell`; a cluster wider than the line has one of its own."""
    limit = chart.index(cell)
    return limit if limit > begin else chart.after(begin)


def _joint(text: str, chart: CellMap, begin: int, limit: int) -> int:
    """Where a word longer than its line is broken: behind a joint in the line's second half, else where it is full."""
    at = max(text.rfind(joint, (begin + limit) // 2, limit) for joint in _JOINTS)
    return at + 1 if at >= begin and chart.after(at) == at + 1 else limit


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if " " in (before, after) or before == SOFT_HYPHEN:
        return True
    if after in _NO_START or before in _NO_END:
        return False
    return before == _DASH or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return "\u1100" <= character <= "\u115f" or character >= "\u2e80"
