"""Everything on a page can be read, in every palette, whatever lies on it."""

from __future__ import annotations

from itertools import chain, combinations, product
from math import dist
from typing import TYPE_CHECKING

import pytest
from textual.color import Color, rgb_to_lab
from textual.theme import BUILTIN_THEMES

from reader.model.theme import COLORS
from reader.text.document import BOLD, CODE, DIM, IMAGE, ITALIC, LINK, NOTEREF, STRIKE
from reader.tui.painting.coarse import CoarseSkin, nearest, shade
from reader.tui.painting.contrast import ENOUGH, SIGN, ratio
from reader.tui.painting.palette import CONTRAST, PALETTES, SYNTAX, Palette, of
from reader.tui.painting.skin import Flag, Skin
from reader.tui.painting.sparse import SparseSkin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

EVERY = {**PALETTES, **{name: of(theme) for name, theme in BUILTIN_THEMES.items()}}
KINDS = ("p", "h1", "h2", "h3", "th", "dt", "dd", "image")
MARKS = (0, BOLD, ITALIC, STRIKE, CODE, LINK, IMAGE, NOTEREF, DIM, CODE | LINK, CODE | DIM, LINK | NOTEREF)
LAYERS = tuple(chain(((),), ((name,) for name in COLORS), combinations(COLORS, 2), combinations(COLORS, 3)))


def pair(style: Style) -> tuple[Color, Color]:
    assert style.color is not None
    assert style.bgcolor is not None
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


def styles(skin: Skin) -> Iterator[Style]:
    """Every combination of what a text can be and of what can lie on it, as far as it makes a difference."""
    for layers, flags in product(LAYERS, range(16)):
        yield skin.text("p", 0, layers, flags)
    few = LAYERS[: 1 + len(COLORS)]
    for kind, marks, layers, flags in product(KINDS, MARKS, few, (0, *Flag, Flag.SELECTION | Flag.FOCUS)):
        yield skin.text(kind, marks, layers, flags)
    for token, layers, flags in product(SYNTAX, few, range(16)):
        yield skin.text("code", CODE, layers, flags, token)


@pytest.mark.parametrize("name", EVERY)
def test_text_can_be_read_whatever_lies_on_it(name: str) -> None:
    palette = EVERY[name]
    skin = Skin(palette)
    assert min(ratio(*pair(style)) for style in styles(skin)) >= palette.enough
    quiet = (skin.faint, skin.byline, skin.accent, skin.headline, skin.failure)
    names = (*skin.labels.values(), *skin.strong_labels.values())
    assert min(ratio(*pair(style)) for style in (*quiet, *names)) >= palette.enough


@pytest.mark.parametrize("name", EVERY)
def test_bars_dots_and_ticks_can_be_seen(name: str) -> None:
    skin = Skin(EVERY[name])
    signs = (*skin.bars.values(), *skin.strong_bars.values(), skin.found)
    assert min(ratio(*pair(style)) for style in signs) >= SIGN


def test_high_contrast_is_higher() -> None:
    assert CONTRAST.enough == 7


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("color", COLORS)
def test_the_highlight_under_the_caret_stands_out(palette: Palette, color: str) -> None:
    skin = Skin(palette)
    ground, marked, focused = (
        pair(skin.text("p", 0, layers, flags))[1] for layers, flags in (((), 0), ((color,), 0), ((color,), Flag.FOCUS))
    )
    assert distance(ground, marked) >= 12
    assert distance(marked, focused) >= 13
    assert distance(ground, focused) > distance(ground, marked)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_signs_on_a_text_can_be_told_apart(palette: Palette) -> None:
    skin = Skin(palette)
    looks = [skin.text("p", 0, ("amber",), flags) for flags in (0, Flag.SELECTION, Flag.MATCH, Flag.CARET)]
    for one, other in combinations(looks, 2):
        assert distance(pair(one)[1], pair(other)[1]) >= 12
    assert skin.text("p", 0, ("amber", "blue"), 0).underline


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_a_selection_is_no_highlight_of_any_colour(palette: Palette) -> None:
    skin = Skin(palette)
    for color in COLORS:
        looks = [
            pair(skin.text("p", 0, layers, flags))[1]
            for layers, flags in (((), 0), ((color,), 0), ((color,), Flag.FOCUS))
        ]
        for layers in ((), (color,)):
            selected = pair(skin.text("p", 0, layers, Flag.SELECTION))[1]
            assert min(distance(selected, look) for look in looks) >= 20


def distance(one: Color, other: Color) -> float:
    """How far two colours lie apart, as far as the eye is concerned, roughly (CIE 1976)."""
    return dist(_lab(one), _lab(other))


def _lab(color: Color) -> tuple[float, float, float]:
    lab = rgb_to_lab(color)
    return lab.L, lab.a, lab.b


@pytest.mark.parametrize("monochrome", [False, True])
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_with_few_colours_an_ink_never_stands_on_a_ground_that_is_not_its_own(
    palette: Palette, *, monochrome: bool
) -> None:
    skin = SparseSkin(palette, monochrome=monochrome)
    for style in styles(skin):
        assert style.bgcolor is None or style.color is not None
        assert not monochrome or (style.color is None and style.bgcolor is None)


@pytest.mark.parametrize("monochrome", [False, True])
def test_with_few_colours_every_sign_is_still_there(*, monochrome: bool) -> None:
    skin = SparseSkin(PALETTES["ink"], monochrome=monochrome)
    nothing = skin.text("p", 0, (), 0)
    looks = {
        "highlight": skin.text("p", 0, ("amber",), 0),
        "focus": skin.text("p", 0, ("amber",), Flag.FOCUS),
        "selection": skin.text("p", 0, (), Flag.SELECTION),
        "match": skin.text("p", 0, (), Flag.MATCH),
        "caret in a selection": skin.text("p", 0, (), Flag.SELECTION | Flag.CARET),
    }
    assert len({nothing, *looks.values()}) == 1 + len(looks)
    assert looks["highlight"].underline
    assert looks["selection"].reverse
    assert skin.text("p", 0, (), Flag.CARET).reverse
    assert skin.text("p", LINK, (), 0).underline
    assert skin.text("p", BOLD, (), 0).bold


@pytest.mark.parametrize("name", EVERY)
def test_with_256_colours_everything_can_be_read_too(name: str) -> None:
    skin = CoarseSkin(EVERY[name])
    assert min(ratio(*pair(style)) for style in styles(skin)) >= ENOUGH
    assert min(ratio(*pair(style)) for style in (skin.faint, skin.accent, *skin.labels.values())) >= ENOUGH
    assert min(ratio(*pair(style)) for style in skin.bars.values()) >= SIGN


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_with_256_colours_the_grounds_of_themes_are_all_different(palette: Palette) -> None:
    skin = CoarseSkin(palette)
    grounds = {pair(skin.text("p", 0, (color,), flags))[1] for color in COLORS for flags in (0, Flag.FOCUS)}
    assert len(grounds) == 2 * len(COLORS)
    assert skin.page not in grounds


def test_the_nearest_of_256_colours_looks_alike() -> None:
    for number in range(16, 256):
        assert shade(nearest(shade(number))) == shade(number)
