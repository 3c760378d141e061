import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.diffing import STRETCH, diff


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("a b c", "a b c", [(0, 0, 3)]),
        ("a b c", "a x c", [(0, 0, 1), (2, 2, 1)]),
        ("a b c", "x a b c y", [(0, 1, 3)]),
        ("a b c d", "c d", [(2, 0, 2)]),
        ("a b", "x y", []),
        ("", "a", []),
        # the same over and over: what is beside it says which is which
        ("s the the t", "s the t", [(0, 0, 2), (3, 2, 1)]),
    ],
)
def test_what_is_shared_is_found(old: str, new: str, runs: list[tuple[int, int, int]]) -> None:
    assert list(diff(old.split(), new.split()).runs) == runs


tokens = st.lists(st.sampled_from("abcdefgh"), max_size=80)


@given(tokens, tokens)
def test_what_is_shared_is_the_same_and_in_order(old: list[str], new: list[str]) -> None:
    shared = diff(old, new)
    at = into = 0
    for first, place, length in shared.runs:
        assert length > 0
        assert first >= at
        assert place >= into
        assert old[first : first + length] == new[place : place + length]
        at, into = first + length, place + length
    for token, word in enumerate(old):
        now = shared.now(token)
        assert now is None or new[now] == word


@given(tokens, tokens, tokens)
def test_what_is_put_between_takes_nothing_away(one: list[str], put: list[str], other: list[str]) -> None:
    shared = diff([*one, "!", *other], [*one, "!", *put, "?", *other])
    assert sum(length for _, _, length in shared.runs) >= len(one) + len(other)


def test_it_says_how_much_of_a_stretch_was_there_before() -> None:
    shared = diff(list("abcd"), list("abxycd"))
    assert shared.known(0, 2) == shared.known(4, 6) == 1.0
    assert shared.known(2, 4) == 0.0
    assert shared.known(1, 5) == 0.5
    assert shared.known(0, 2, apart=(0, 1)) == 0.5
    assert shared.known(1, 5, apart=(1, 3)) == 0.0
    assert diff([], ["a"]).known(0, 1) == 0.0


def test_of_a_long_stretch_that_is_all_alike_nothing_is_said() -> None:
    old, new = ["a", "b"] * STRETCH, ["b", "b", "a"] * STRETCH
    assert sum(length for _, _, length in diff(old, new).runs) < STRETCH
