"""Words are compared without case, accents, and the lack of spaces in some scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index.folding import fold, has_words, sort_key, spaced


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Harbour", "harbour"), ("Élan Çà", "elan ca"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("東京", "東京")],
)
def test_case_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("title", "key"), [("“Harbour”", "harbour”"), ("… and then", "and then"), ("!?", "!?"), ("Œuvre", "œuvre")]
)
def test_signs_before_a_title_do_not_count_in_its_order(title: str, key: str) -> None:
    assert sort_key(title) == key


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("東京 bridge", " 東  京  bridge"),
        ("カタカナ", " カ  タ  カ  ナ "),
        ("한국", " 한  국 "),
        ("𠮷野", " 𠮷  野 "),
        ("brücke", "brücke"),
    ],
)
def test_each_chinese_japanese_and_korean_sign_is_a_word(text: str, apart: str) -> None:
    assert spaced(text) == apart


@pytest.mark.parametrize(("text", "expected"), [("a", True), ("7", True), ("東", True), ("-!*", False), ("", False)])
def test_letters_and_digits_are_words(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert has_words(text) is expected


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
