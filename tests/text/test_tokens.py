import pytest

from reader.text.tokens import Tokens, is_word, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge, opened!", ["The", "bridge", ",", "opened", "!"]),
        ("don’t ‘stop’ — “no”...", ["don't", "'", "stop", "'", "-", '"', "no", '"', "..."]),
        ("well-known", ["well", "-", "known"]),
        ("snake_case", ["snake", "_", "case"]),
        ("漢字です。한국", ["漢", "字", "で", "す", "。", "한", "국"]),
        ("क्षि e\u0301t\u00e9 co\u00adop", ["क्षि", "e\u0301t\u00e9", "coop"]),
        (" \n ", []),
    ],
)
def test_a_text_is_words_and_marks(text: str, expected: list[str]) -> None:
    assert tokens(text) == Tokens(text).words == expected


def test_each_token_has_its_place() -> None:
    found = Tokens("A “co\u00adop”.")
    assert [(start, end) for start, end in zip(found.starts, found.ends, strict=True)] == [
        (0, 1),
        (2, 3),
        (3, 8),
        (8, 9),
        (9, 10),
    ]
    assert found.at(4) == 3
    assert found.at(3) == 2


def test_marks_are_no_words() -> None:
    assert [is_word(token) for token in ("a", "1", "漢", "-", "")] == [True, True, True, False, False]
