from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model.theme import Theme, ThemeUse
from reader.tui.dialogs.theme_names import Known, Word, name, names, word_at
from tests.tui.samples import USES

KNOWN = Known((*USES, ThemeUse(Theme("Économie", "sand", aliases=("money",)), 2, 1)))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("testimony", "testimony"),
        ("  to   verify ", "to verify"),
        (" economy / tariffs /", "economy/tariffs"),
        ("//", ""),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\u202eb", "ab"),
        ("[red]alert[/red]", "[red]alert[/red]"),
    ],
)
def test_a_name_is_one_clean_line(typed: str, expected: str) -> None:
    assert name(typed) == expected


def test_names_stand_between_commas() -> None:
    assert names("economy/tariffs, testimony,, ") == ["economy/tariffs", "testimony"]


@pytest.mark.parametrize(
    ("typed", "caret", "expected"),
    [
        ("", 0, Word(0, 0, "")),
        ("tes", 3, Word(0, 3, "tes")),
        ("economy, tes", 12, Word(8, 12, "tes")),
        ("economy, tes", 3, Word(0, 7, "economy")),
        ("economy,", 8, Word(8, 8, "")),
        ("a, b, c", 4, Word(2, 4, "b")),
    ],
)
def test_the_word_is_the_one_that_the_caret_stands_in(typed: str, caret: int, expected: Word) -> None:
    assert word_at(typed, caret) == expected


def test_without_a_word_the_most_used_come_first() -> None:
    assert [use.theme.name for use in KNOWN.matching("")][:3] == ["housing", "testimony", "economy/tariffs"]


def test_what_begins_with_the_word_comes_before_what_contains_it() -> None:
    assert [use.theme.name for use in KNOWN.matching("t")] == [
        "testimony",
        "to verify",
        "economy/tariffs",
        "[red]alert[/red]",
    ]


def test_case_and_accents_make_no_difference_to_a_match() -> None:
    assert [use.theme.name for use in KNOWN.matching("eco")] == ["economy/tariffs", "economy", "Économie"]
    assert [use.theme.name for use in KNOWN.matching("economy")] == ["economy", "economy/tariffs"]


def test_a_known_theme_keeps_its_spelling() -> None:
    assert KNOWN.spelled(("TESTIMONY", "New", "testimony", "new", "Money")) == ("testimony", "New", "Économie")


@given(st.text(max_size=40))
def test_a_name_stays_what_it_is(typed: str) -> None:
    once = name(typed)
    assert name(once) == once
