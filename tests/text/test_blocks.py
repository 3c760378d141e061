from difflib import SequenceMatcher
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from reader.text.blocks import blocks, likeness

ENOUGH = 10**9
tokens = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(tokens, tokens)
def test_with_enough_work_it_is_what_difflib_finds(one: list[str], other: list[str]) -> None:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    assert blocks(one, other, ENOUGH)[0] == [tuple(block) for block in matcher.get_matching_blocks()[:-1]]
    if one or other:
        assert likeness(one, other, ENOUGH) == matcher.ratio()


@given(tokens, tokens, st.integers(0, 200))
def test_no_more_work_is_done_than_is_given(one: list[str], other: list[str], work: int) -> None:
    found, left = blocks(one, other, work)
    assert 0 <= left <= work
    assert all(one[at : at + length] == other[into : into + length] for at, into, length in found)


def test_a_mark_between_words_that_are_all_others_takes_no_longer_than_it_may() -> None:
    one, other = ([word for n in range(1000) for word in (f"{name}{n}", ",")] for name in "ab")
    began = process_time()
    found, left = blocks(one, other, 3_000_000)
    assert found
    assert left < 3_000_000
    assert process_time() - began < 10, "difflib alone takes a minute"
