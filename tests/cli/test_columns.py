from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.cli.columns import GAP, Column, fitted
from reader.text.cells import width

words = st.text(alphabet=st.sampled_from("ab é漢👍🏽\u0301"), max_size=30)
columns = st.integers(1, 3).flatmap(
    lambda rows: st.lists(
        st.builds(
            Column,
            head=st.text(alphabet="AB", max_size=8),
            cells=st.lists(words, min_size=rows, max_size=rows),
            least=st.integers(0, 12),
            rank=st.integers(0, 5),
        ),
        min_size=1,
        max_size=6,
    )
)


@given(columns, st.integers(1, 120))
def test_columns_take_no_more_room_than_there_is(given_columns: list[Column], room: int) -> None:
    shown = fitted(given_columns, room)
    assert shown
    assert sum(cells for _, cells in shown) + len(GAP) * (len(shown) - 1) <= room


@given(columns)
def test_where_there_is_room_nothing_is_cut(given_columns: list[Column]) -> None:
    shown = fitted(given_columns, 1000)
    assert [column for column, _ in shown] == given_columns
    assert all(width(str(cell)) <= cells for column, cells in shown for cell in column.cells)


def test_the_lowest_rank_is_cut_first_and_goes_first() -> None:
    title = Column("Title", ["a" * 20], least=5, rank=2)
    source = Column("Source", ["b" * 20], least=6, rank=1)
    assert fitted([title, source], 42) == [(title, 20), (source, 20)]
    assert fitted([title, source], 30) == [(title, 20), (source, 8)]
    assert fitted([title, source], 13) == [(title, 5), (source, 6)]
    assert fitted([title, source], 12) == [(title, 12)]
