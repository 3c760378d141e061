"""The styles of a page in one palette; each combination is made once."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

from rich.style import Style

from reader.model.theme import COLORS
from reader.text.document import ATTRIBUTES, BOLD, CODE, DIM, IMAGE, ITALIC, LINK, NOTEREF, STRIKE
from reader.tui.painting.contrast import BLACK, SIGN, WHITE, bearing, legible, pole, ratio, readable

if TYPE_CHECKING:
    from textual.color import Color

    from reader.tui.painting.palette import Palette

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BOLD_KINDS = (*HEADINGS, "th", "dt")
_STYLED = frozenset({*BOLD_KINDS, "note"})
"""Kinds of blocks whose plain words are not as those of a paragraph."""

OVERLAP = 0.72
"""How much of its tint a highlight keeps that lies on another."""


SELECTED = 0.86
"""How much of its colour a selection takes, whatever it lies on."""


class Flag(IntFlag):
    """What lies on a piece of text apart from highlights."""

    CARET = 1
    SELECTION = 2
    MATCH = 4
    FOCUS = 8
    """It belongs to the highlight under the caret."""


class Skin:
    """Rich styles for one palette."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.has_links = True
        """Does the terminal open links?"""
        self.page = palette.color(palette.ground)
        self.ink = palette.color(palette.ink)
        self._styles: dict[tuple[str, int, tuple[str, ...], int, str], Style] = {}
        self._roles = {
            "ink": self.ink,
            "faint": palette.color(palette.faint),
            "accent": palette.color(palette.accent),
            "link": palette.color(palette.link),
            "failure": palette.color(palette.failure),
            **palette.marks,
        }
        self.blank = self.tone("ink")
        self.faint = self.tone("faint")
        self.byline = self.tone("faint", italic=True)
        self.accent = self.tone("accent")
        self.headline = self.tone("accent", bold=True)
        self.failure = self.tone("failure", bold=True)
        self.found = self._found()
        self.track = self._line(self.ink, 0.16)
        self.thumb = self._line(palette.color(palette.accent), 0.55)
        self.bars = {name: self.bar(name) for name in COLORS}
        self.strong_bars = {name: self.bar(name, bold=True) for name in COLORS}
        self.labels = {name: self.tone(name, italic=True) for name in COLORS}
        self.strong_labels = {name: self.tone(name, bold=True, italic=True) for name in COLORS}

    def tone(self, role: str, ground: Color | None = None, *, bold: bool = False, italic: bool = False) -> Style:
        """Text in the colour of a role, or of a theme's colour, that can be read on `ground`; else on the page."""
        ground = ground or self.page
        style = self._shown(legible(self._roles[role], ground, self.palette.enough), ground, self.palette.enough)
        return style + Style(bold=bold or None, italic=italic or None)

    def bar(self, color: str, ground: Color | None = None, *, bold: bool = False) -> Style:
        """What is drawn in a theme's colour."""
        ground = ground or self.page
        return self._shown(legible(self.palette.marks[color], ground, SIGN), ground, SIGN) + Style(bold=bold or None)

    def _line(self, color: Color, strength: float) -> Style:
        """A line that need not be seen."""
        return self._shown(self.page.blend(color, strength), self.page, 1)

    def _found(self) -> Style:
        """The sign of a match on the ruler."""
        ink = legible(self.palette.color(self.palette.match), self.page, SIGN)
        return self._shown(ink, self.page, SIGN) + Style(bold=True)

    def text(self, kind: str, attributes: int, colors: tuple[str, ...], flags: int, token: str = "") -> Style:
        """The style of a piece of a block of `kind`, under highlights of `colors`, the lowest first.

        In code, `token` is one of the palette's kinds of words.
        """
        attributes &= ATTRIBUTES
        if not (attributes or colors or flags or token or kind in _STYLED):
            return self.blank
        key = (kind, attributes, colors, flags, token)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._make(*key)
        return style

    def _make(self, kind: str, attributes: int, colors: tuple[str, ...], flags: int, token: str) -> Style:
        ink, ground = self._under(kind, attributes, token)
        palette = self.palette
        ground = self._tinted(ground, colors, flags)
        if colors:
            ink = ink.blend(WHITE if palette.dark else BLACK, 0.6 if flags & Flag.FOCUS else 0.3)
        if flags & Flag.MATCH:
            ink, ground = palette.color(palette.match_ink), palette.color(palette.match)
        if flags & Flag.SELECTION:
            ink, ground = palette.color(palette.selection_ink), ground.blend(palette.color(palette.selection), SELECTED)
        if flags & Flag.CARET:
            ink, ground = self.page, self.ink
        elif flags == Flag.FOCUS or flags & Flag.SELECTION:
            ground = bearing(ground, palette.enough)
            ink = ink if ratio(ink, ground) >= palette.enough else pole(ground)
        else:
            ink, ground = readable(ink, ground, self.page, palette.enough)
        return self._shown(ink, ground, palette.enough) + Style(
            bold=bool(attributes & BOLD or kind in BOLD_KINDS) or None,
            italic=bool(attributes & (ITALIC | IMAGE) or token == "comment") or None,  # noqa: S105 - a word of code
            underline=bool(attributes & LINK or len(colors) > 1) or None,
            strike=bool(attributes & STRIKE) or None,
        )

    def _tinted(self, ground: Color, colors: tuple[str, ...], flags: int) -> Color:
        """`ground` under highlights of `colors`."""
        palette = self.palette
        for layer, name in enumerate(colors):
            strength = palette.tint * (OVERLAP if layer else 1)
            if flags & Flag.FOCUS and layer == len(colors) - 1:
                strength += palette.focus
            ground = ground.blend(palette.marks[name], strength)
        return ground

    def _shown(self, ink: Color, ground: Color, enough: float) -> Style:
        """A style of two colours whose contrast is enough."""
        del enough
        return Style(color=ink.rich_color, bgcolor=ground.rich_color)

    def _under(self, kind: str, attributes: int, token: str) -> tuple[Color, Color]:
        """Ink and ground of a text that nothing lies on."""
        palette = self.palette
        ink, ground = self.ink, self.page
        if kind in ("h1", "h2"):
            ink = palette.color(palette.accent)
        if kind == "note":
            ink = ink.blend(palette.color(palette.faint), 0.5)
        if attributes & CODE:
            ground = palette.color(palette.lifted)
            ink = ink if kind == "code" else ink.blend(palette.color(palette.accent), 0.35)
        if token:
            ink = palette.tokens[token]
        if attributes & (DIM | NOTEREF):
            ink = palette.color(palette.faint)
        if attributes & (LINK | IMAGE) and not attributes & NOTEREF and kind != "image":
            ink = palette.color(palette.link)
        return ink, ground
