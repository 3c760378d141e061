import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import clean, clean_line, is_clean

hostile = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from(
            "\0\t\n\r\x1b\x7f\x85\x9b\u00ad\u200b\u200e\u2028\u202e\u2066\u2069\ufdd0\ufeff\uffff\U0010ffff"
        ),
    )
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a b c d e f"),
        ("user\u202egnp.exe\u2069", "user\u200bgnp.exe\u200b"),
        ("\ud800\ufdd0\U0001ffff", "\ufffd\ufffd\ufffd"),
        ("e\u0301tude", "\u00e9tude"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_what_a_terminal_acts_on_is_replaced(source: str, expected: str) -> None:
    assert clean(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  A \t title\n in  two lines ", "A title in two lines"),
        ("Bad\u202e news\u2066\u2069", "Bad news"),
        ("\ufeffzero\u200bwidth\u00ad", "zerowidth"),
        ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
        ("[@click=app.quit]\x1b]52;c;\x07", "[@click=app.quit]\ufffd]52;c;\ufffd"),
        ("e\u200b\u0301", "\u00e9"),
    ],
)
def test_a_line_has_no_invisible_controls_and_single_spaces(source: str, expected: str) -> None:
    assert clean_line(source) == expected


@given(hostile)
def test_a_cleaned_text_is_clean_for_good(source: str) -> None:
    cleaned = clean(source)
    assert is_clean(cleaned)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(hostile)
def test_a_cleaned_line_is_one_clean_line(source: str) -> None:
    line = clean_line(source)
    assert is_clean(line)
    assert clean_line(line) == line
    assert "\n" not in line
    assert line == line.strip()


@given(hostile)
def test_cleaning_keeps_offsets_where_there_is_nothing_to_compose(source: str) -> None:
    composed = unicodedata.normalize("NFC", source.replace("\r", "\n"))
    assert len(clean(composed)) == len(composed)


@pytest.mark.parametrize(
    "source", ["\x1b", "\r", "\x00", "\x7f", "\x9f", "\u2028", "\u202a", "\u2066", "\ud800", "\uffff"]
)
def test_a_character_that_a_terminal_acts_on_is_not_clean(source: str) -> None:
    assert not is_clean(f"a{source}b")


marks = st.text(st.sampled_from("aé漢\u1100\u1161—\u0301\u0316\u0323\u0345\u0300\u05b0\u3099"), max_size=20)


@given(st.lists(marks, max_size=4), st.integers(1, 100))
def test_letters_with_very_many_marks_are_composed_as_any(pieces: list[str], times: int) -> None:
    source = "".join(piece * times for piece in pieces)
    assert clean(source) == unicodedata.normalize("NFC", source)
