"""Our palettes: the colours of a page, of the desk around it, and the shades of the themes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from textual.color import Color
from textual.theme import Theme

from reader.model.theme import COLORS


@dataclass(frozen=True)
class Palette:
    """One set of colours, tuned by eye; each is `#rrggbb`."""

    name: str
    dark: bool
    ground: str
    """The page."""

    ink: str
    """The text."""

    accent: str
    """Headings, bullets, the focused pane."""

    link: str
    faint: str
    """Bylines, marginalia, what need not be read first."""

    lifted: str
    """Code, the status line, dialogs."""

    selection: str
    match: str
    match_ink: str
    failure: str
    shades: tuple[str, ...]
    """In the order of `COLORS`."""

    def color(self, value: str) -> Color:
        """A colour of this palette as Textual's."""
        return Color.parse(value)

    @cached_property
    def marks(self) -> dict[str, Color]:
        """The shade of each colour that a theme may have."""
        return dict(zip(COLORS, map(Color.parse, self.shades), strict=True))

    def theme(self) -> Theme:
        """This palette as a theme of Textual's, for what it draws by itself."""
        return Theme(
            name=self.name,
            dark=self.dark,
            primary=self.accent,
            secondary=self.link,
            accent=self.accent,
            foreground=self.ink,
            background=self.ground,
            surface=self.ground,
            panel=self.lifted,
            error=self.failure,
            warning=self.accent,
            success=self.shades[2],
            variables={
                "faint": self.faint,
                "lifted": self.lifted,
                "border": self.faint,
                "input-selection-background": f"{self.selection} 60%",
            },
        )


INK = Palette(
    name="ink",
    dark=True,
    ground="#16181d",
    ink="#d5d0c6",
    accent="#e3c78a",
    link="#8fb7e8",
    faint="#8a8e9a",
    lifted="#1f222a",
    selection="#5b7fd6",
    match="#e5c07b",
    match_ink="#1b1b1b",
    failure="#f7768e",
    shades=("#e0af68", "#7aa2f7", "#9ece6a", "#f7768e", "#bb9af7", "#2ac3de", "#ff9e64", "#c0a36e"),
)
PAPER = Palette(
    name="paper",
    dark=False,
    ground="#faf7f0",
    ink="#2d2a26",
    accent="#8a4b12",
    link="#1f5fa8",
    faint="#756f66",
    lifted="#efeadd",
    selection="#8fb3ff",
    match="#ffe08a",
    match_ink="#1b1b1b",
    failure="#b3261e",
    shades=("#e8b93c", "#6ea8fe", "#8bc34a", "#f28b9b", "#b39ddb", "#4dd0e1", "#ffab70", "#c8ad7f"),
)
PALETTES: dict[str, Palette] = {palette.name: palette for palette in (INK, PAPER)}


def of(theme: Theme) -> Palette:
    """The palette of a theme; one is made of Textual's own themes."""
    if theme.name in PALETTES:
        return PALETTES[theme.name]
    base = INK if theme.dark else PAPER
    ground = Color.parse(theme.background or base.ground)
    ink = Color.parse(theme.foreground or base.ink)
    return Palette(
        name=theme.name,
        dark=theme.dark,
        ground=ground.hex6,
        ink=ink.hex6,
        accent=Color.parse(theme.accent or theme.primary).hex6,
        link=Color.parse(theme.secondary or theme.primary).hex6,
        faint=ink.blend(ground, 0.35).hex6,
        lifted=Color.parse(theme.panel or base.lifted).hex6 if theme.panel else ground.blend(ink, 0.07).hex6,
        selection=base.selection,
        match=base.match,
        match_ink=base.match_ink,
        failure=Color.parse(theme.error or base.failure).hex6,
        shades=base.shades,
    )
