"""The pieces of text on one line, and a line stretched to the measure.

Its spaces become wider, which is decoration and changes no offset.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.text.cells import cell_map, width

MOST = 2
"""Cells that a space may grow by; a line that would need more stays ragged."""


class Fragment(NamedTuple):
    """A piece of text on one line; a table's row has one for each cell, a stretched line one between wider spaces."""

    x: int
    """Cells from the text's left edge, the block's decoration included."""

    start: int
    end: int


def stretched(plain: str, line: Fragment, slack: int, *, leftwards: bool) -> tuple[Fragment, ...]:
    """The pieces of `line` when `slack` cells are shared out among its spaces.

    Spaces that grow more than others stand spread over the line, from its other end where it goes `leftwards`, so
    that no white river runs down the page.
    """
    words = line.end - len(plain[line.start : line.end].lstrip(" "))
    gaps = [at for at in range(words, line.end - 1) if plain[at] == " " and _begins_cluster(plain[at + 1])]
    if not gaps or not 0 < slack <= MOST * len(gaps):
        return (line,)
    pieces: list[Fragment] = []
    x, start, given = line.x, line.start, 0
    for number, gap in enumerate(gaps, 1):
        due = -(-slack * number // len(gaps)) if leftwards else slack * number // len(gaps)
        if due > given:
            pieces.append(Fragment(x, start, gap + 1))
            x += width(plain[start : gap + 1]) + due - given
            start, given = gap + 1, due
    pieces.append(Fragment(x, start, line.end))
    return tuple(pieces)


def _begins_cluster(character: str) -> bool:
    return character.isascii() or cell_map(character).width > 0
