"""A name in the codebook, and the colours that themes are shown in."""

from __future__ import annotations

from dataclasses import dataclass

COLORS = ("amber", "blue", "green", "rose", "violet", "cyan", "orange", "sand")
"""The colours of the palette by name, in the order in which new themes take them. The app gives each its shades."""

SEPARATOR = "/"
"""Nests themes: `economy/tariffs` is a part of `economy`."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A tag that a person gives to passages."""

    name: str
    """Unique in the codebook; nested by `/`."""

    color: str
    """One of `COLORS`."""

    description: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that mean the same theme."""


@dataclass(frozen=True, slots=True)
class ThemeUse:
    """A theme, and how much it is used."""

    theme: Theme
    highlights: int
    articles: int
