"""Offsets through a change of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.alignment import align

TEXTS = st.text(alphabet="ab \n.é漢", max_size=40)


def test_a_word_is_found_behind_what_was_put_before_it_and_what_was_changed_between() -> None:
    old, new = "One two. Three four. Five six.", "Zero. One 2. Three and four! Five six."
    for word in ("One", "Three", "four", "Five", "six"):
        assert align(old, new).offset(old.index(word)) == new.index(word)


@given(TEXTS)
def test_what_did_not_change_stays(text: str) -> None:
    assert all(align(text, text).offset(at) == at for at in range(len(text) + 1))


@given(TEXTS, TEXTS)
def test_offsets_stay_in_order_and_in_the_text(old: str, new: str) -> None:
    places = [align(old, new).offset(at) for at in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(new) for place in places)


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_before_an_insertion_stays(head: str, put: str, tail: str) -> None:
    found = align(head + tail, head + put + tail)
    assert all(found.offset(at) == at for at in range(len(head)))
