from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import cells
from reader.text.clean import clean
from tests.export.handed import AWKWARD, words

FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tx", "\n=1", "\nx", "  =1", "\u00a0=1", "\ufeff=1", "＝1+1", "＠a"),
    *("\u200b+1", "'=1", "''  -1"),
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_a_formula(formula: str) -> None:
    assert cells.guarded(formula) == f"'{clean(formula)}"
    assert cells.plain(cells.guarded(formula)) == clean(formula)


@pytest.mark.parametrize("harmless", ["", "a", "1+1=2", "'tis", "“=1”", "’=1", " a", "(-1)"])
def test_other_words_stay_as_they_are(harmless: str) -> None:
    assert cells.guarded(harmless) == harmless == cells.plain(harmless)


@given(st.one_of(words, st.text("'=+-@ \t\na", max_size=8)))
def test_a_guard_is_undone_without_doubt(cell: str) -> None:
    found = cells.guarded(cell)
    assert cells.plain(found) == clean(cell)
    assert not found.lstrip().startswith(("=", "+", "-", "@"))


@given(st.lists(st.lists(words, min_size=2, max_size=2), max_size=4))
def test_a_table_is_read_back(rows: list[list[str]]) -> None:
    text = "".join(cells.table(("a", "b"), rows))
    assert text.startswith('"a","b"\r\n')
    assert text.endswith('"\r\n')
    found = [*csv.reader(io.StringIO(text, newline=""), strict=True)]
    assert found == [["a", "b"], *([*map(clean, row)] for row in rows)]


def test_a_long_cell_is_whole() -> None:
    found = "".join(cells.table(("a",), [[AWKWARD[11]]]))
    assert AWKWARD[11] in found
