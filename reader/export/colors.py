"""The colours of themes outside of a terminal."""

from __future__ import annotations

INKS = {
    "amber": "#b07a00",
    "blue": "#2f6fb3",
    "green": "#3d8447",
    "rose": "#c2416b",
    "violet": "#7a55b5",
    "cyan": "#17828f",
    "orange": "#c25a1c",
    "sand": "#8a7350",
}
"""Each colour of `model.theme.COLORS` as red, green and blue, for a light ground."""

NIGHT = {
    "amber": "#e0ac3a",
    "blue": "#7fb2e8",
    "green": "#86c98d",
    "rose": "#ee8fae",
    "violet": "#b99cec",
    "cyan": "#6cc8d4",
    "orange": "#f0995e",
    "sand": "#c9b18a",
}
"""The same for a dark ground."""

TINT, NIGHT_TINT = 0.2, 0.24
"""How strong a colour lies on the ground behind the words of a highlight."""


def tint(color: str, strength: float) -> str:
    """A colour as CSS has it that lets the ground through."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {strength})"
