from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.cells import width
from reader.tui.folding import fold, fold_paragraphs


def test_a_text_is_folded_at_words() -> None:
    assert fold("the bridge  opened\nat noon", 10) == ["the bridge", "opened at", "noon"]


def test_what_has_no_room_is_told_by_dots() -> None:
    assert fold("the bridge opened at noon", 10, 2) == ["the bridge", "opened at…"]
    assert fold("the bridge that opened", 14, 1) == ["the bridge…"]
    assert fold("bridgebuilders", 10, 1) == ["bridgebui…"]


def test_a_text_that_fits_has_no_dots() -> None:
    assert fold("the bridge", 10, 1) == ["the bridge"]
    assert fold("", 10, 1) == [""]


def test_paragraphs_begin_on_lines_of_their_own() -> None:
    assert fold_paragraphs("one\n\ntwo three four", 9, 4) == ["one", "two three", "four"]
    assert fold_paragraphs("one\ntwo\nthree", 9, 2) == ["one", "two…"]


@pytest.mark.parametrize("cells", [0, -3])
def test_no_room_is_no_line(cells: int) -> None:
    assert fold("the bridge", cells) == []


@given(st.text(), st.integers(2, 40), st.integers(1, 5))
def test_lines_are_as_many_and_as_wide_as_was_asked(text: str, cells: int, most: int) -> None:
    lines = fold(text, cells, most)
    assert len(lines) <= most
    assert all(width(line) <= cells for line in lines)
