"""Contrast between colours, and colours moved until it is enough (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

from textual.color import Color

ENOUGH = 4.5
"""The ratio that text of this size needs (level AA)."""

WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def ratio(one: Color, other: Color) -> float:
    """The contrast of two opaque colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(ink: Color, ground: Color, page: Color, *, dark: bool) -> tuple[Color, Color]:
    """`ink` and `ground` moved apart, towards white or black and towards the page, until text can be read."""
    for _ in range(24):
        if ratio(ink, ground) >= ENOUGH:
            break
        ground = ground.blend(page, 0.12)
        ink = ink.blend(WHITE if dark else BLACK, 0.2)
    return ink, ground
