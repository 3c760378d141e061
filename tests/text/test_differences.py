import pytest

from reader.text.differences import differences, likeness


@pytest.mark.parametrize(
    ("old", "new", "gone", "fresh"),
    [
        ("the old bridge", "the new bridge", ["old"], ["new"]),
        ("the old bridge", "the bridge", ["old"], []),
        ("a  b", "a\nb", [], []),
        ("he said “no”", 'he said "no"', [], []),
        ("one two three", "four five", ["one two three"], ["four five"]),
        ("", "all new", [], ["all new"]),
        ("学校へ行く", "学校へ来る", ["行く"], ["来る"]),
    ],
)
def test_what_differs_is_found(old: str, new: str, gone: list[str], fresh: list[str]) -> None:
    before, now = differences(old, new)
    assert [span.cut(old) for span in before] == gone
    assert [span.cut(new) for span in now] == fresh


def test_likeness_is_how_much_is_the_same() -> None:
    assert likeness("the old bridge", "the old bridge") == 1.0
    assert likeness("the old bridge", "a new tunnel") == likeness("", "") == 0.0
    assert 0.6 < likeness("the old bridge", "the new bridge") < 0.7
