from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color

from reader.text.cells import width
from reader.tui.entry_rows import Look
from reader.tui.painting.contrast import ENOUGH, ratio
from reader.tui.painting.palette import PALETTES
from reader.tui.panes.articles import ArticlesPane
from reader.tui.tones import fitted
from tests.tui.hosting import Host
from tests.tui.samples import TODAY, pages


@pytest.mark.parametrize("palette", [*PALETTES])
async def test_everything_in_a_list_can_be_read_on_every_ground(palette: str) -> None:
    pane = ArticlesPane(clock=lambda: TODAY)
    async with Host(pane, palette=palette).driven():
        for look in Look:
            tones = pane._tones[look]
            styles = [tones.ink, tones.bold, tones.italic, tones.faint, tones.faint_italic, tones.accent, tones.strong]
            styles += [tones.failure, *(tones.label(name) for name in PALETTES[palette].marks)]
            for style in styles:
                assert style.color is not None
                assert style.bgcolor is not None
                assert Color.from_rich_color(style.bgcolor) == tones.ground
                assert ratio(Color.from_rich_color(style.color), tones.ground) >= ENOUGH


async def test_a_key_in_a_list_costs_few_bytes() -> None:
    for size, rows in ((80, 1), (65, 2), (40, 2)):
        pane = ArticlesPane(clock=lambda: TODAY)
        async with Host(pane).driven(size, 24) as pilot:
            pane.show(60, pages(60))
            pane.focus()
            await pilot.pause()
            for _ in range(8):
                pane.action_step(1)
                changed = range((pane.cursor - 1) * rows, (pane.cursor + 1) * rows)
                assert sum(len(pane._row(y).ansi.encode()) + len("\x1b[10;1H\r\n") for y in changed) <= 900


async def test_a_theme_of_textual_s_own_is_no_harm() -> None:
    pane = ArticlesPane(clock=lambda: TODAY)
    host = Host(pane)
    async with host.driven() as pilot:
        pane.show(3, pages(3))
        for name in ("nord", "textual-light", "ansi-dark" if "ansi-dark" in host.available_themes else "gruvbox"):
            host.theme = name
            await pilot.pause()


PIECES = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8), max_size=5)


@given(PIECES, st.integers(0, 20))
def test_pieces_are_fitted_to_the_cell(texts: list[str], cells: int) -> None:
    blank = Style()
    found = fitted([(text, blank) for text in texts], cells, blank)
    assert sum(width(text) for text, _ in found) == cells
