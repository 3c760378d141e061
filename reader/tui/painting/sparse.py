"""The styles of a page where the terminal has sixteen colours or none.

The terminal's own ink stands on its own ground, which can always be read; colours are for bars, names and grounds
that bring their ink along. What else a page says is said by weight, underlines and reversal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from reader.text.document import BOLD, CODE, DIM, IMAGE, ITALIC, LINK, NOTEREF, STRIKE
from reader.tui.painting.skin import BOLD_KINDS, Flag, Skin

if TYPE_CHECKING:
    from textual.color import Color

    from reader.tui.painting.palette import Palette

GROUNDS = {
    "amber": ("black", "yellow"),
    "blue": ("bright_white", "blue"),
    "green": ("black", "green"),
    "rose": ("bright_white", "red"),
    "violet": ("bright_white", "magenta"),
    "cyan": ("black", "cyan"),
    "orange": ("black", "yellow"),
    "sand": ("black", "white"),
}
"""Ink and ground of the highlight under the caret."""

DARK = {
    "amber": "bright_yellow",
    "blue": "bright_blue",
    "green": "bright_green",
    "rose": "bright_red",
    "violet": "bright_magenta",
    "cyan": "bright_cyan",
    "orange": "yellow",
    "sand": "white",
    "accent": "bright_yellow",
    "link": "bright_cyan",
    "failure": "bright_red",
}
"""What can be read on black."""

LIGHT = {
    "amber": "red",
    "blue": "blue",
    "green": "blue",
    "rose": "red",
    "violet": "magenta",
    "cyan": "blue",
    "orange": "red",
    "sand": "magenta",
    "accent": "red",
    "link": "blue",
    "failure": "red",
}
"""What can be read on white, which is not much."""


class SparseSkin(Skin):
    """Styles of sixteen colours; `monochrome` where there are none."""

    def __init__(self, palette: Palette, *, monochrome: bool) -> None:
        self.monochrome = monochrome
        self._inks = {} if monochrome else DARK if palette.dark else LIGHT
        super().__init__(palette)

    def tone(self, role: str, ground: Color | None = None, *, bold: bool = False, italic: bool = False) -> Style:
        """Text in the colour of a role on the terminal's ground; on any other ground, reversed."""
        if ground is not None and ground != self.page:
            return Style(bold=bold or None, italic=italic or None, reverse=True)
        is_faint = role == "faint"
        return Style(color=self._inks.get(role), bold=bold or None, italic=italic or None, dim=is_faint or None)

    def bar(self, color: str, ground: Color | None = None, *, bold: bool = False) -> Style:
        """What is drawn in a theme's colour."""
        return self.tone(color, ground, bold=bold)

    def _line(self, color: Color, strength: float) -> Style:
        del color
        return Style(dim=strength < 0.5 or None)

    def _found(self) -> Style:
        return Style(bold=True)

    def _make(self, kind: str, attributes: int, colors: tuple[str, ...], flags: int, token: str) -> Style:
        ink, ground = self._ink(kind, attributes, token), None
        has_focus = bool(flags & Flag.FOCUS and colors)
        if flags & Flag.MATCH and not self.monochrome:
            ink, ground = "black", "yellow"
        elif has_focus and not self.monochrome:
            ink, ground = GROUNDS[colors[-1]]
        is_caret = bool(flags & Flag.CARET)
        covers = bool(flags & Flag.SELECTION or (flags & Flag.MATCH and self.monochrome))
        return Style(
            color=ink,
            bgcolor=ground,
            bold=bool(attributes & BOLD or kind in BOLD_KINDS or is_caret or has_focus or flags & Flag.MATCH) or None,
            italic=bool(attributes & (ITALIC | IMAGE) or token == "comment") or None,  # noqa: S105 - a word of code
            underline=bool(attributes & LINK or colors) or None,
            strike=bool(attributes & STRIKE) or None,
            reverse=(is_caret != covers) or None,
            dim=bool((attributes & (DIM | NOTEREF) or kind == "note") and not (colors or flags)) or None,
        )

    def _ink(self, kind: str, attributes: int, token: str) -> str | None:
        if attributes & (LINK | IMAGE):
            return self._inks.get("link")
        if kind in ("h1", "h2"):
            return self._inks.get("accent")
        if token in ("keyword", "string", "number"):
            return self._inks.get({"keyword": "violet", "string": "green", "number": "orange"}[token])
        return self._inks.get("cyan") if attributes & CODE and kind != "code" else None
