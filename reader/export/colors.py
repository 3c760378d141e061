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
"""Each colour of `model.theme.COLORS` as red, green and blue."""
