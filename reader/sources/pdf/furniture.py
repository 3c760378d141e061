"""What stands on every page and is no part of the text: running heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.sources.pdf.lines import Line

_OUTER = 3
"""Lines at the top and at the bottom of a page that may be such."""

_FEWEST = 3
"""Pages on which the same stands at least."""

_SHARE = 0.2
"""Part of the pages on which it stands; left and right pages differ, and so do chapters."""

_NUMBER = re.compile(r"\d+|(?<!\w)[ivxlcdm]{1,7}(?!\w)", re.IGNORECASE)
_ALONE = re.compile(
    r"\W*(?:(?:page|p\.|seite|s\.|página|pagina|стр\.)\s*)?0\W*(?:(?:of|von|de|/|\|)\s*0\W*)?", re.IGNORECASE
)
_NEAR = 6.0
"""Points by which its height may differ from page to page."""


def without(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their tops and bottoms."""
    outer = [_outer(page) for page in pages]
    seen = Counter(key for lines in outer for key in {_key(line) for line in lines})
    placed = Counter(place for lines in outer for place in {_place(line) for line in lines})
    needed = max(_FEWEST, _SHARE * len(pages))
    heights = Counter(round(line.y / _NEAR) for lines in outer for line in lines if _ALONE.fullmatch(_key(line)))

    def is_furniture(line: Line) -> bool:
        key = _key(line)
        if _ALONE.fullmatch(key):
            near = round(line.y / _NEAR)
            return sum(heights[near + step] for step in (-1, 0, 1)) >= min(2, len(pages))
        # Of two pages, both have it at the same height.
        return seen[key] >= needed or placed[_place(line)] == len(pages) == 2

    return [
        [line for line in page if not (any(line is each for each in edge) and is_furniture(line))]
        for page, edge in zip(pages, outer, strict=True)
    ]


def _outer(page: Sequence[Line]) -> list[Line]:
    """The lines nearest to the top and to the bottom."""
    ordered = sorted(page, key=lambda line: line.y)
    return ordered if len(ordered) <= 2 * _OUTER else [*ordered[:_OUTER], *ordered[-_OUTER:]]


def _place(line: Line) -> tuple[str, int]:
    return _key(line), round(line.y / _NEAR)


def _key(line: Line) -> str:
    """What a line says, whatever its number, and how large: a title is larger than the head that repeats it."""
    said = _NUMBER.sub("0", line.text.casefold())
    return said if _ALONE.fullmatch(said) else f"{said} {line.size:.0f}"
