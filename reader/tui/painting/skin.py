"""The styles of a page in one palette; each combination is made once."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

from rich.style import Style

from reader.text.document import ATTRIBUTES, BOLD, CODE, DIM, IMAGE, ITALIC, LINK, NOTEREF, STRIKE
from reader.tui.painting.contrast import BLACK, WHITE, readable

if TYPE_CHECKING:
    from textual.color import Color

    from reader.tui.painting.palette import Palette


class Flag(IntFlag):
    """What lies on a piece of text apart from highlights."""

    CARET = 1
    SELECTION = 2
    MATCH = 4
    FOCUS = 8
    """It belongs to the highlight under the caret."""


class Skin:
    """Rich styles for one palette; `monochrome` where colour must say nothing by itself."""

    def __init__(self, palette: Palette, *, monochrome: bool = False) -> None:
        self.palette, self.monochrome = palette, monochrome
        self.page = palette.color(palette.ground)
        self.ink = palette.color(palette.ink)
        self._styles: dict[tuple[str, int, tuple[str, ...], int], Style] = {}
        faint, accent = palette.color(palette.faint), palette.color(palette.accent)
        self.blank = self.plain(self.ink)
        self.faint = self.plain(faint)
        self.byline = self.plain(faint, italic=True)
        self.accent = self.plain(accent)
        self.headline = self.plain(accent, bold=True)
        self.track = self.plain(self.page.blend(self.ink, 0.16))
        self.thumb = self.plain(self.page.blend(accent, 0.55))
        self.failure = self.plain(palette.color(palette.failure), bold=True)
        self.bars = {name: self.plain(shade) for name, shade in palette.marks.items()}
        self.labels = {name: self._label(shade) for name, shade in palette.marks.items()}

    def plain(self, ink: Color, ground: Color | None = None, *, bold: bool = False, italic: bool = False) -> Style:
        """A style of two colours."""
        return Style(
            color=ink.rich_color, bgcolor=(ground or self.page).rich_color, bold=bold or None, italic=italic or None
        )

    def _label(self, shade: Color) -> Style:
        ink, _ = readable(shade.blend(self.page, 0.1), self.page, self.page, dark=self.palette.dark)
        return self.plain(ink, italic=True)

    def text(self, kind: str, attributes: int, colors: tuple[str, ...], flags: int) -> Style:
        """The style of a piece of a block of `kind`, under highlights of `colors`, the lowest first."""
        if not (attributes & ATTRIBUTES or colors or flags or kind[0] == "h"):
            return self.blank
        key = (kind, attributes & ATTRIBUTES, colors, flags)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._make(*key)
        return style

    def _make(self, kind: str, attributes: int, colors: tuple[str, ...], flags: int) -> Style:
        ink, ground = self._under(kind, attributes)
        palette = self.palette
        for layer, name in enumerate(colors):
            strength = (0.30 if palette.dark else 0.42) if layer == 0 else 0.34
            ground = ground.blend(palette.marks[name], strength + (0.14 if flags & Flag.FOCUS else 0))
        if colors:
            ink = ink.blend(WHITE if palette.dark else BLACK, 0.35)
        if flags & Flag.MATCH:
            ink, ground = palette.color(palette.match_ink), palette.color(palette.match)
        if flags & Flag.SELECTION:
            ground = ground.blend(palette.color(palette.selection), 0.62)
        if flags & Flag.CARET:
            ink, ground = self.page, self.ink
        elif colors or flags & Flag.SELECTION:
            ink, ground = readable(ink, ground, self.page, dark=palette.dark)
        linked = bool(attributes & LINK)
        return Style(
            color=ink.rich_color,
            bgcolor=ground.rich_color,
            bold=bool(attributes & BOLD or kind in ("h1", "h2", "h3", "h4", "h5", "h6", "th")) or None,
            italic=bool(attributes & (ITALIC | IMAGE)) or None,
            underline=bool(linked or len(colors) > 1 or (colors and self.monochrome)) or None,
            strike=bool(attributes & STRIKE) or None,
            reverse=bool(self.monochrome and flags & (Flag.CARET | Flag.SELECTION | Flag.MATCH)) or None,
        )

    def _under(self, kind: str, attributes: int) -> tuple[Color, Color]:
        """Ink and ground of a text that nothing lies on."""
        palette = self.palette
        ink, ground = self.ink, self.page
        if kind in ("h1", "h2"):
            ink = palette.color(palette.accent)
        if attributes & CODE:
            ink, ground = ink.blend(palette.color(palette.accent), 0.35), palette.color(palette.lifted)
        if attributes & (DIM | NOTEREF):
            ink = palette.color(palette.faint)
        if attributes & (LINK | IMAGE):
            ink = palette.color(palette.link)
        return ink, ground
