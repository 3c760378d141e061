"""The cells left of the text: where a note begins, a bar for each highlight, a sign that a line goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.annotation import Status
from reader.text.document import CODE, DIM
from reader.tui.painting.placed import color_of

if TYPE_CHECKING:
    from rich.style import Style

    from reader.model.annotation import Highlight
    from reader.text.document import Block
    from reader.tui.painting.page import Line, PagePainter

GUTTER = 5
"""Cells left of the text: the note's dot, up to three bars or a count, a space."""

BOOKMARK = "⚑"

CHANGED = "≠"
"""Where a highlight begins that the article now says otherwise."""

BAR, BROKEN_BAR = ("▎", "▌"), ("┆", "┇")
"""Of a highlight, and of one that reads otherwise; the second one under the caret."""

BARS = 3
"""Bars that stand side by side; more are a count."""


def gutter(painter: PagePainter, line: Line, start: int, pieces: list[tuple[str, Style]], *, sign: str) -> None:
    """Append the gutter of a row whose text begins at `start`; its last cell is the one that code lies on too."""
    skin, live, left = painter.skin, line.live, painter.left
    before = before_text(painter, line.block) if not line.block.rest else skin.blank
    if not live and line.kept is None:
        pieces += ((" " * (left - 1), skin.blank), (sign or " ", before))
        return
    focus = line.overlay.focus
    pieces.append((" " * (left - GUTTER), skin.blank))
    noted = [h for h in live if h.annotation.note and h.span is not None and h.span.start >= start]
    if any(h.id in painter.unsaved for h in (*live, *([line.kept] if line.kept else ()))):
        pieces.append(("!", skin.failure))
    elif noted:
        shown = next((h for h in noted if h.id == focus), noted[0])
        bars = skin.strong_bars if shown.id == focus else skin.bars
        pieces.append(("●", bars[color_of(shown, painter.colors, "sand")]))
    elif any(_is_changed(h) and h.span is not None and h.span.start >= start for h in live):
        pieces.append((CHANGED, skin.accent))
    elif line.kept is not None:
        pieces.append((BOOKMARK, skin.accent))
    else:
        pieces.append((" ", skin.blank))
    if len(live) > BARS:
        _count(painter, line, pieces)
    else:
        pieces.append((" " * (BARS - len(live)), skin.blank))
        for highlight in live:
            color = color_of(highlight, painter.colors, "sand")
            has_focus = highlight.id == focus
            glyph = BROKEN_BAR[has_focus] if _is_changed(highlight) else BAR[has_focus]
            pieces.append((glyph, (skin.strong_bars if has_focus else skin.bars)[color]))
    pieces.append((sign or " ", before))


def _is_changed(highlight: Highlight) -> bool:
    return highlight.status is Status.CHANGED


def before_text(painter: PagePainter, block: Block) -> Style:
    """The style of the cell before the text."""
    return painter.skin.text("p", CODE | DIM, (), 0) if block.kind == "code" else painter.skin.faint


def _count(painter: PagePainter, line: Line, pieces: list[tuple[str, Style]]) -> None:
    """Say how many there are, in the colour of the one under the caret, and their colours if there is room."""
    skin = painter.skin
    colors = list(dict.fromkeys(color_of(h, painter.colors, "sand") for h in line.live))
    under = next((color_of(h, painter.colors, "sand") for h in line.live if h.id == line.overlay.focus), "")
    if len(colors) > BARS or under:
        style = skin.strong_labels[under] if under else skin.faint
        pieces.append((f"{min(99, len(line.live)):>3}", style))
    else:
        pieces.append((" " * (BARS - len(colors)), skin.blank))
        pieces += (("▎", skin.bars[color]) for color in colors)
