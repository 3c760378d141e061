"""A name is safe as a file on every system."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store import names


@given(st.text(max_size=200))
def test_every_text_gives_a_safe_slug(text: str) -> None:
    slug = names.slug(text)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?", slug)
    assert names.is_id(slug)


@given(st.text(min_size=1, max_size=200), st.integers(1, 10**6))
def test_a_numbered_slug_is_safe_and_tells_its_number(text: str, number: int) -> None:
    slug = names.numbered(names.slug(text), number)
    assert re.fullmatch(r"[a-z0-9-]{1,80}", slug)
    assert number == 1 or slug.endswith(f"-{number}")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The bridge opened", "the-bridge-opened"),
        ("  «Größe», d\N{RIGHT SINGLE QUOTATION MARK}Été — Ærø!", "grosse-dete-aero"),
        ("Don't", "dont"),
        ("İstanbul \u0131l\u0131k", "istanbul-ilik"),
        ("Łódź", "lodz"),
        ("2026", "2026"),
        ("予算", "text-e18c54d4fc"),
        ("", "text-e3b0c44298"),
        ("\ud800", "text-8a8de823d5"),
        ("NUL", "nul-text"),
        ("com1", "com1-text"),
        ("con man", "con-man"),
    ],
)
def test_a_slug_reminds_of_its_text(text: str, slug: str) -> None:
    assert names.slug(text) == slug


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert names.slug("harbour " * 20) == "-".join(["harbour"] * 10)
    assert names.slug("word " * 15 + "harbours and more") == "-".join(["word"] * 15)
    assert names.slug("x" * 200) == "x" * 80
    assert names.slug("a " + "x" * 200) == "a-" + "x" * 78
    assert names.numbered("x" * 80, 12) == "x" * 77 + "-12"


@pytest.mark.parametrize("text", ["harbour", "a" * 96, "2026-03-14", "-"])
def test_an_id_is_short_plain_and_lower_case(text: str) -> None:
    assert names.is_id(text)


@pytest.mark.parametrize("text", ["", "a" * 97, "A", "a/b", "a.b", "a b", "aux", "lpt9", "a\n", "é"])
def test_what_is_no_file_name_everywhere_is_no_id(text: str) -> None:
    assert not names.is_id(text)
