"""A set of colours for a page and the desk around it; one is made of every theme of Textual's, too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from reader.model.theme import COLORS
from reader.tui.painting.contrast import ENOUGH, legible

SYNTAX = ("comment", "keyword", "string", "number", "name", "type")
"""What code is told apart by."""


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
    selection_ink: str
    match: str
    match_ink: str
    failure: str
    shades: tuple[str, ...]
    """In the order of `COLORS`."""

    syntax: tuple[str, ...]
    """In the order of `SYNTAX`."""

    tint: float = 0.22
    """How much of its shade a highlight takes."""

    focus: float = 0.22
    """How much more of it the highlight under the caret takes."""

    enough: float = ENOUGH
    """The contrast that text has everywhere."""

    is_native: bool = False
    """Are the colours the terminal's own sixteen?"""

    def color(self, value: str) -> Color:
        """A colour of this palette as Textual's."""
        return Color.parse(value)

    @cached_property
    def marks(self) -> dict[str, Color]:
        """The shade of each colour that a theme may have."""
        return dict(zip(COLORS, map(Color.parse, self.shades), strict=True))

    @cached_property
    def tokens(self) -> dict[str, Color]:
        """The colour of each kind of word in code."""
        return dict(zip(SYNTAX, map(Color.parse, self.syntax), strict=True))

    def theme(self, *, is_native: bool = False) -> Theme:
        """This palette as a theme of Textual's, for what it draws by itself; `is_native` in the terminal's colours."""
        if is_native:
            return replace(BUILTIN_THEMES["ansi-dark" if self.dark else "ansi-light"], name=self.name)
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
                "input-selection-background": f"{self.selection} 35%",
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
    selection="#2a5bcb",
    selection_ink="#ffffff",
    match="#e5c07b",
    match_ink="#1b1b1b",
    failure="#f7768e",
    shades=("#e0af68", "#7aa2f7", "#9ece6a", "#f7768e", "#bb9af7", "#2ac3de", "#ff8f5a", "#a8a396"),
    syntax=("#838897", "#c8a6e8", "#a9c77d", "#e0a878", "#8fb7e8", "#7fc8c2"),
    tint=0.23,
)
PAPER = Palette(
    name="paper",
    dark=False,
    ground="#faf7f0",
    ink="#2d2a26",
    accent="#8a4b12",
    link="#1f5fa8",
    faint="#756f66",
    lifted="#f1ece0",
    selection="#2f5fb5",
    selection_ink="#ffffff",
    match="#ffd45e",
    match_ink="#1b1b1b",
    failure="#b3261e",
    shades=("#e8b93c", "#6ea8fe", "#8bc34a", "#f28b9b", "#b39ddb", "#4dd0e1", "#ff9358", "#8f8675"),
    syntax=("#7a7468", "#7b3fa0", "#3f7020", "#9c4a12", "#1f5fa8", "#0f6f6a"),
    tint=0.30,
    focus=0.38,
)
SEPIA = Palette(
    name="sepia",
    dark=False,
    ground="#f2e6cf",
    ink="#46352a",
    accent="#8f3d1c",
    link="#2b5c7d",
    faint="#75624b",
    lifted="#e9dabd",
    selection="#6b4a2f",
    selection_ink="#fff6e3",
    match="#f0b93a",
    match_ink="#2a1d12",
    failure="#a3261c",
    shades=("#d9a326", "#7298c4", "#8fa84e", "#d67a70", "#a384b4", "#62aaa3", "#de7f3c", "#857f78"),
    syntax=("#7a664e", "#7a4380", "#52661f", "#94480f", "#2b5c7d", "#1f6862"),
    tint=0.36,
    focus=0.36,
)
CONTRAST = Palette(
    name="contrast",
    dark=True,
    ground="#000000",
    ink="#ffffff",
    accent="#ffd75f",
    link="#6fd0ff",
    faint="#c4c4c4",
    lifted="#1e1e1e",
    selection="#0048c8",
    selection_ink="#ffffff",
    match="#ffff00",
    match_ink="#000000",
    failure="#ff8a8a",
    shades=("#ffc83d", "#5fa8ff", "#7fe05a", "#ff7f9a", "#c79bff", "#3fe0ff", "#ff8a3c", "#c9c4b4"),
    syntax=("#bdbdbd", "#dcb8ff", "#b0f090", "#ffbf80", "#8fd4ff", "#7fe8dc"),
    tint=0.34,
    focus=0.6,
    enough=7.0,
)
PALETTES: dict[str, Palette] = {palette.name: palette for palette in (INK, PAPER, SEPIA, CONTRAST)}


def of(theme: Theme) -> Palette:
    """The palette of a theme; one is made of Textual's own themes."""
    if theme.name in PALETTES:
        return PALETTES[theme.name]
    base = INK if theme.dark else PAPER

    def color(value: str | None, otherwise: str) -> Color:
        found = Color.parse(value or otherwise)
        return Color.parse(otherwise) if found.ansi is not None else found

    ground = color(theme.background, "#121212" if theme.dark else base.ground)
    ink = legible(color(theme.foreground, base.ink), ground)
    lifted = color(theme.panel, ground.blend(ink, 0.07).hex6)
    return Palette(
        name=theme.name,
        dark=theme.dark,
        ground=ground.hex6,
        ink=ink.hex6,
        accent=legible(color(theme.accent or theme.primary, base.accent), ground).hex6,
        link=legible(color(theme.secondary or theme.primary, base.link), ground).hex6,
        faint=legible(ink.blend(ground, 0.35), ground).hex6,
        lifted=lifted.blend(ground, 0.4).hex6,
        selection=base.selection,
        selection_ink=base.selection_ink,
        match=base.match,
        match_ink=base.match_ink,
        failure=color(theme.error, base.failure).hex6,
        shades=base.shades,
        syntax=base.syntax,
        tint=base.tint,
        focus=base.focus,
        is_native=bool(theme.background and Color.parse(theme.background).ansi is not None),
    )
