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
        ("x " + "a_" * 2000 + "c y", Span(2000, 2001), "a_" * 2000 + "c"),
    ],
)
def test_a_place_is_widened_to_whole_words_and_characters(text: str, span: Span, expected: str) -> None:
    found = widened(text, span)
    assert found.cut(text) == expected
    assert not is_cut(text, found.start)
    assert not is_cut(text, found.end)


@pytest.mark.parametrize("text", ["a" * 100_000, "a_" * 50_000, "a-" * 50_000, "a_b-" * 25_000])
def test_what_has_no_end_of_a_word_is_followed_for_a_while(text: str) -> None:
    found = widened(text, Span(50_000, 50_001))
    assert 50 < len(found) < len(text)
    assert is_cut(text, 20_000)
