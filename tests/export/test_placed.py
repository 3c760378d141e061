from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from reader.export.placed import Placed, Places, lanes
from tests.export.handed import annotation, highlight

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8).map(
    lambda drawn: sorted((start, start + length) for start, length in drawn)
)


def placed(found: list[tuple[int, int]]) -> list[Placed]:
    made = highlight(annotation())
    return [Placed(made, start, end, lane, 0) for (start, end), lane in zip(found, lanes(found), strict=True)]


@given(spans, st.integers(0, 50), st.integers(0, 60))
@example([(0, 2)], 1, 0)
def test_stretches_cover_a_part_and_know_what_lies_on_it(found: list[tuple[int, int]], start: int, length: int) -> None:
    everything = placed(found)
    at = start
    for stretch in Places(everything).between(start, start + length):
        assert stretch.start == at < stretch.end
        for place in range(stretch.start, stretch.end):
            assert {*stretch.on_it} == {each for each in everything if each.start <= place < each.end}
        at = stretch.end
    assert at == start + length


@given(spans)
def test_no_two_that_overlap_share_a_lane(found: list[tuple[int, int]]) -> None:
    everything = placed(found)
    for one in everything:
        for other in everything:
            if one is not other and one.start < other.end and other.start < one.end:
                assert one.lane != other.lane


def test_a_lane_is_used_again_when_it_is_free() -> None:
    assert lanes([(0, 5), (2, 9), (5, 7), (9, 10)]) == [0, 1, 0, 0]
