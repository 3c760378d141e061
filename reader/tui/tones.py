"""The styles of a line of a list on one ground: the page, or the lifted ground under a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.model.theme import COLORS
from reader.text.cells import cell_map, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.color import Color

    from reader.tui.painting.skin import Skin

Piece = tuple[str, Style]


class Tones:
    """Styles that can be read on `ground`; each is made once, so that equal neighbours are one."""

    def __init__(self, skin: Skin, ground: Color) -> None:
        self.ground = ground
        self.ink = skin.tone("ink", ground)
        self.bold = skin.tone("ink", ground, bold=True)
        self.italic = skin.tone("ink", ground, italic=True)
        self.faint = skin.tone("faint", ground)
        self.faint_italic = skin.tone("faint", ground, italic=True)
        self.accent = skin.tone("accent", ground)
        self.strong = skin.tone("accent", ground, bold=True)
        self.link = skin.tone("link", ground)
        self.gone = skin.tone("faint", ground, bold=True) + Style(strike=True)
        self.fresh = skin.tone("accent", ground, bold=True) + Style(underline=True)
        self.failure = skin.tone("failure", ground, bold=True)
        self._bars = {name: skin.bar(name, ground) for name in COLORS}
        self._labels = {name: skin.tone(name, ground, italic=True) for name in COLORS}

    def bar(self, color: str) -> Style:
        """What is drawn in a theme's colour; sand for a colour that nobody knows."""
        return self._bars.get(color, self._bars["sand"])

    def label(self, color: str) -> Style:
        """A name in a theme's colour; sand for a colour that nobody knows."""
        return self._labels.get(color, self._labels["sand"])

    def underlined(self, style: Style) -> Style:
        """`style`, underlined: what the mouse is over."""
        return style + Style(underline=True)


def fitted(pieces: Iterable[Piece], cells: int, blank: Style) -> list[Piece]:
    """`pieces` in exactly `cells` cells: filled up with `blank`, or cropped."""
    fit: list[Piece] = []
    for text, style in pieces:
        taken = width(text)
        if taken > cells:
            kept = text[: cell_map(text).index(cells)]
            fit.append((kept, style))
            cells -= width(kept)
            break
        fit.append((text, style))
        cells -= taken
    if cells > 0:
        fit.append((" " * cells, blank))
    return fit
