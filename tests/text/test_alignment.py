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


def test_between_two_edits_at_opposite_ends_of_a_long_text_every_word_is_exact() -> None:
    words = " ".join(f"w{at}" for at in range(20_000))
    old, new = f"The first. {words}. The end.", f"A 1st. {words}. An end?"
    assert all(
        align(old, new).offset(old.index(word)) == new.index(word) for word in ("w0 ", "w9", "w10000 ", "w19999")
    )
    paragraphs = "\n\n".join(f"Paragraph {at}. The same in all." for at in range(2000))
    old, new = f"Once.\n\n{paragraphs}\n\nGone.", f"Twice, and again.\n\n{paragraphs}\n\nHere, at last."
    found = align(old, new)
    for at in range(0, len(paragraphs), 97):
        assert found.offset(len("Once.\n\n") + at) == len("Twice, and again.\n\n") + at


def test_what_is_moved_leaves_the_rest_where_it_is() -> None:
    old = "One is here.\n\nTwo is here.\n\nThree is here.\n\nFour is here."
    new = "Two is here.\n\nThree is here.\n\nFour is here.\n\nOne is here."
    found = align(old, new)
    for word in ("Two", "Three", "Four"):
        assert found.offset(old.index(word)) == new.index(word)


@given(TEXTS, TEXTS)
def test_what_is_shared_says_the_same(old: str, new: str) -> None:
    assert all(old[a : a + size] == new[b : b + size] for a, b, size in align(old, new).shared)
