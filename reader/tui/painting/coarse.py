"""The styles of a page where the terminal has 256 colours: grounds of themes that stay apart, the rest nearest to ours.

Taken to the nearest of 240 colours, quiet tints fall together or turn grey; so each theme's colour has a ground there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from textual.color import Color, Lab, rgb_to_lab

from reader.model.theme import COLORS
from reader.tui.painting.contrast import ENOUGH, SIGN, pole, ratio
from reader.tui.painting.skin import Flag, Skin

if TYPE_CHECKING:
    from reader.tui.painting.palette import Palette

_LEVELS = (0, 95, 135, 175, 215, 255)

GROUNDS = {True: (58, 17, 22, 52, 53, 23, 94, 238), False: (229, 153, 193, 224, 189, 195, 223, 253)}
"""Of highlights, dark and light, in the order of `COLORS`."""

FOCUSED = {True: (136, 61, 64, 132, 97, 30, 130, 243), False: (220, 111, 149, 211, 147, 80, 215, 250)}
"""The same, of the highlight under the caret."""


def shade(number: int) -> Color:
    """The colour that a terminal shows for one of the numbers from 16 to 255."""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return Color(grey, grey, grey)
    red, rest = divmod(number - 16, 36)
    return Color(_LEVELS[red], _LEVELS[rest // 6], _LEVELS[rest % 6])


@cache
def _known() -> tuple[tuple[int, Lab], ...]:
    return tuple((number, rgb_to_lab(shade(number))) for number in range(16, 256))


@cache
def nearest(color: Color) -> int:
    """The number of the colour that looks most like `color`."""
    wanted = rgb_to_lab(color)
    return min(_known(), key=lambda one: sum((a - b) ** 2 for a, b in zip(wanted, one[1], strict=True)))[0]


class CoarseSkin(Skin):
    """Styles of 256 colours; their contrast is that of the colours that are shown."""

    def __init__(self, palette: Palette) -> None:
        self._grounds = dict(zip(COLORS, map(shade, GROUNDS[palette.dark]), strict=True))
        self._focused = dict(zip(COLORS, map(shade, FOCUSED[palette.dark]), strict=True))
        super().__init__(replace(palette, enough=ENOUGH))

    def _tinted(self, ground: Color, colors: tuple[str, ...], flags: int) -> Color:
        """The ground of the highlight that lies on top."""
        if not colors:
            return ground
        return (self._focused if flags & Flag.FOCUS else self._grounds)[colors[-1]]

    def _shown(self, ink: Color, ground: Color, enough: float) -> Style:
        """A style of the two colours as the terminal can show them, moved apart as far as that needs."""
        below = nearest(ground)
        above, end = nearest(ink), pole(shade(below))
        for _ in range(12):
            if enough <= SIGN / 2 or ratio(shade(above), shade(below)) >= enough:
                break
            ink = ink.blend(end, 0.25)
            above = nearest(ink)
        return Style(color=_number(above), bgcolor=_number(below))


@cache
def _number(number: int) -> RichColor:
    return RichColor(f"color({number})", ColorType.EIGHT_BIT, number)
