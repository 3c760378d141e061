from __future__ import annotations

from io import StringIO

import pyte
import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from reader.tui.painting.rows import SYSTEMS, Inks

RED, BLUE = Style(color="#ff0000", bgcolor="#101010"), Style(color="#0000ff", bgcolor="#202020", bold=True)
CELLS = 17


def pieces() -> list[tuple[str, Style]]:
    """Pieces in styles of their own: Textual keeps in a style how it was rendered first."""
    red, blue = Style(color="#ff0000", bgcolor="#101010"), Style(color="#0000ff", bgcolor="#202020", bold=True)
    return [("port ", red), ("港町", blue), ("", red), (" alder", blue), ("  ", red)]


def plain_strip(system: ColorSystem = ColorSystem.TRUECOLOR) -> Strip:
    row = Inks(system).row(pieces(), CELLS)
    return Strip(row.segments, CELLS)


def test_a_row_shows_the_cells_that_a_strip_of_its_pieces_shows() -> None:
    row = Inks(ColorSystem.TRUECOLOR).row(pieces(), CELLS)
    assert row.cell_length == CELLS == plain_strip().cell_length
    assert row.text == "port 港町 alder  "
    assert list(row) == list(plain_strip())


@pytest.mark.parametrize("cuts", [[CELLS], [3, CELLS], [6, 9, CELLS], [1, 2, 3, CELLS]])
def test_a_row_is_cut_where_a_strip_is(cuts: list[int]) -> None:
    row = Inks(ColorSystem.TRUECOLOR).row(pieces(), CELLS)
    assert [list(part) for part in row.divide(cuts)] == [list(part) for part in plain_strip().divide(cuts)]
    assert list(row.crop(2, 9)) == list(plain_strip().crop(2, 9))


@pytest.mark.parametrize("system", ["truecolor", "256", "standard"])
def test_what_a_row_sends_is_what_rich_would_send(system: str) -> None:
    """Read back as cells with their styles, whatever the sequences between them are."""
    shown = []
    console = Console(file=StringIO(), force_terminal=True, color_system=system)  # type: ignore[arg-type]
    for sent in (
        Inks(SYSTEMS[system]).row(pieces(), CELLS).render(console),
        plain_strip(SYSTEMS[system]).render(console),
    ):
        screen = pyte.Screen(CELLS, 1)
        pyte.Stream(screen).feed(sent)
        shown.append([screen.buffer[0][x] for x in range(CELLS)])
    assert shown[0] == shown[1]


def test_an_attribute_that_ends_is_reset() -> None:
    inks = Inks(ColorSystem.TRUECOLOR)
    assert inks.change(RED, BLUE).startswith("\x1b[0;")
    assert not inks.change(BLUE, RED).startswith("\x1b[0;")


def test_a_piece_put_behind_a_row_is_a_part_of_it() -> None:
    inks = Inks(ColorSystem.TRUECOLOR)
    longer = inks.append(inks.row(pieces(), CELLS), "┃", RED, 1)
    assert longer.cell_length == CELLS + 1
    assert longer.text.endswith("┃")


def test_what_a_terminal_acts_on_never_comes_into_a_row() -> None:
    row = Inks(ColorSystem.TRUECOLOR).row([("a\x1b]52;c;aGk=\x07b\u202ec\nd", RED)], 20)
    assert row.text == "a\ufffd]52;c;aGk=\ufffdb\u200bc d"
    assert "\x1b]" not in row.ansi
