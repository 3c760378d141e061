"""The row that stands for lines that are folded: quiet, and the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import fit
from reader.text.document import DIM
from reader.tui.painting.skin import Flag

if TYPE_CHECKING:
    from rich.style import Style

    from reader.tui.painting.page import Overlay, PagePainter

SIGN = "⋯"


def lines(count: int) -> str:
    """How many promotional lines, in words."""
    return f"{count} promotional line{'' if count == 1 else 's'}"


def folded(painter: PagePainter, row: int, overlay: Overlay, pieces: list[tuple[str, Style]]) -> int:
    """Append the row of the lines that are folded into `row`; a selection or a match inside lies on all of it."""
    layout, skin = painter.layout, painter.skin
    first, last = layout.folds[row]
    start, end = layout.starts[row], layout.ends[row]
    selection = overlay.selection
    flags = 0
    if selection is not None and selection.start < end and selection.end > start:
        flags |= Flag.SELECTION
    if overlay.holds_match(start, end):
        flags |= Flag.MATCH
    words = fit(f"{SIGN} {lines(last - first + 1)} · enter opens", layout.width)
    has_caret = overlay.caret >= 0 and layout.row_of(overlay.caret) == row
    pieces += (
        (" " * painter.left, skin.blank),
        (words[:1], skin.text("p", DIM, (), flags | Flag.CARET if has_caret else flags)),
        (words[1:], skin.text("p", DIM, (), flags)),
    )
    return painter.left + len(words)
