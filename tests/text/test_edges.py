import pytest

from reader.model.span import Span
from reader.text.edges import is_cut, widened


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("The bridge opened", Span(5, 8), "bridge"),
        ("The bridge opened", Span(4, 10), "bridge"),
        ("The bridge opened", Span(3, 11), " bridge "),
        ("a well-known man", Span(2, 6), "well-known"),
        ("the snake_case_name is", Span(4, 9), "snake_case_name"),
        ("don’t go", Span(0, 3), "don’t"),
        ("彼は学校へ", Span(2, 4), "学校"),
        ("x 👩\u200d👩\u200d👧 y", Span(2, 3), "👩\u200d👩\u200d👧"),
        ("e\u0301te\u0301", Span(0, 1), "e\u0301te\u0301"),
        ("🇫🇷🇩🇪", Span(1, 2), "🇫🇷"),
        ("", Span(0, 0), ""),
        ("_", Span(0, 1), "_"),
        ("_a", Span(1, 2), "_a"),
        ("a" * 500, Span(250, 251), "a" * 500),
    ],
)
def test_a_place_is_widened_to_whole_words_and_characters(text: str, span: Span, expected: str) -> None:
    found = widened(text, span)
    assert found.cut(text) == expected
    assert not is_cut(text, found.start)
    assert not is_cut(text, found.end)
