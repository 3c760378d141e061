"""Contrast between colours, and colours moved until it is enough (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

from textual.color import Color

ENOUGH = 4.5
"""The ratio that text of this size needs (level AA)."""

SIGN = 3.0
"""The ratio that a bar or a dot needs."""

WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)

_STEPS = 24


def ratio(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pole(ground: Color) -> Color:
    """White or black, whichever is read better on `ground`."""
    return max((WHITE, BLACK), key=lambda end: ratio(end, ground))


def legible(ink: Color, ground: Color, enough: float = ENOUGH) -> Color:
    """`ink` moved towards white or black until it can be told from `ground`, which stays."""
    end = pole(ground)
    for _ in range(_STEPS):
        if ratio(ink, ground) >= enough:
            return ink
        ink = ink.blend(end, 0.1)
    return end


def bearing(ground: Color, enough: float = ENOUGH) -> Color:
    """`ground` made lighter or darker until white or black can be read on it."""
    end = pole(ground)
    for _ in range(_STEPS):
        if ratio(end, ground) >= enough:
            break
        ground = ground.blend(BLACK if end == WHITE else WHITE, 0.08)
    return ground


def readable(ink: Color, ground: Color, page: Color, enough: float = ENOUGH) -> tuple[Color, Color]:
    """`ink` and `ground` moved apart, the ink towards white or black, the ground towards the page, as far as needed."""
    end = pole(page)
    for _ in range(_STEPS):
        if ratio(ink, ground) >= enough:
            return ink, ground
        ink = ink.blend(end, 0.3)
        if ratio(end, ground) < enough + 1:
            ground = ground.blend(page, 0.08)
    return end, page
