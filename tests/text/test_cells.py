from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import cells
from tests.text.odd import ODD_LINES


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("harbour", 7),
        ("", 0),
        ("港町の新聞", 10),
        ("cafe\u0301", 4),
        ("👨‍👩‍👧‍👦", 2),
        ("🇯🇵", 2),
        ("a\u200bb", 2),
    ],
)
def test_a_text_takes_the_cells_a_terminal_gives_it(text: str, width: int) -> None:
    assert cells.width(text) == width


def test_a_flag_is_one_cluster() -> None:
    assert cells.clusters("a🇯🇵b") == [(0, 1, 1), (1, 3, 2), (3, 4, 1)]


def test_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert cells.fit("Port Alder", 6) == "Port…"
    assert cells.fit("港町の新聞", 6) == "港町…"
    assert cells.fit("Port", 6) == "Port"
    assert cells.fit("Port", 0) == ""


def test_a_padded_text_has_exactly_the_width() -> None:
    assert cells.pad("港町", 6) == "港町  "
    assert cells.width(cells.pad("港町の新聞", 6)) == 6


def test_a_step_of_the_caret_passes_a_whole_cluster() -> None:
    plain = "ne\u0301e 👨‍👩‍👧 🇯🇵\nx"
    steps = [0]
    while steps[-1] < len(plain):
        steps.append(cells.next_cluster(plain, steps[-1]))
    back = [len(plain)]
    while back[-1] > 0:
        back.append(cells.previous_cluster(plain, back[-1]))
    assert steps == back[::-1]
    assert 2 not in steps  # the accent belongs to its letter
    assert plain.index("\n") in steps


def test_a_tab_between_cells_of_a_table_belongs_to_neither() -> None:
    assert cells.next_cluster("家\tNo", 0) == 1
    assert cells.previous_cluster("家\tNo", 2) == 1


@given(ODD_LINES)
def test_cell_to_index_and_back_is_the_identity_on_clusters_that_can_be_seen(text: str) -> None:
    chart = cells.CellMap(text)
    for start, _, width in cells.clusters(text):
        if width:
            assert chart.index(chart.cell(start)) == start
    assert chart.width == sum(width for _, _, width in cells.clusters(text))


@given(ODD_LINES, st.integers(0, 30))
def test_a_fitted_text_is_never_wider_than_asked(text: str, room: int) -> None:
    assert cells.width(cells.fit(text, room)) <= room
