"""The styles of a line of a list on one ground: the page, or the lifted ground under a cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.text.cells import cell_map, width
from reader.tui.painting.contrast import BLACK, ENOUGH, WHITE, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.color import Color

    from reader.tui.painting.skin import Skin

Piece = tuple[str, Style]


class Tones:
    """Styles that can be read on `ground`; each is made once, so that equal neighbours are one."""

    def __init__(self, skin: Skin, ground: Color) -> None:
        self._skin, self.ground = skin, ground
        palette = skin.palette
        faint, accent = palette.color(palette.faint), palette.color(palette.accent)
        self.ink = self._style(skin.ink)
        self.bold = self._style(skin.ink, bold=True)
        self.italic = self._style(skin.ink, italic=True)
        self.faint = self._style(faint)
        self.faint_italic = self._style(faint, italic=True)
        self.accent = self._style(accent)
        self.strong = self._style(accent, bold=True)
        self.link = self._style(palette.color(palette.link))
        self.failure = self._style(palette.color(palette.failure), bold=True)
        self._bars = {name: skin.plain(shade, ground) for name, shade in palette.marks.items()}
        self._labels = {name: self._style(shade, italic=True) for name, shade in palette.marks.items()}

    def _style(self, ink: Color, *, bold: bool = False, italic: bool = False) -> Style:
        """A style whose ink is moved until it can be read; the ground stays, as the line has only one."""
        for _ in range(24):
            if ratio(ink, self.ground) >= ENOUGH:
                break
            ink = ink.blend(WHITE if self._skin.palette.dark else BLACK, 0.1)
        return self._skin.plain(ink, self.ground, bold=bold, italic=italic)

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
