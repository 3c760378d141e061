from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export import filenames

if TYPE_CHECKING:
    from random import Random

titles = st.one_of(
    st.text(st.characters(), max_size=200),
    st.sampled_from(
        [
            "",
            ".",
            "..",
            "con",
            "COM1.txt",
            "lpt¹",
            "nul ",
            "a/b",
            "a\\b",
            "a:b",
            "~x",
            "-rf",
            "ß",
            "SS",
            "é",
            "e\u0301",
            "港" * 99,
            "\u202e",
        ]
    ),
)
named = st.lists(st.tuples(st.text("abc", min_size=1, max_size=3), titles), unique_by=lambda pair: pair[0], max_size=8)
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789")}


@given(named)
def test_every_name_is_safe_on_every_system(names: list[tuple[str, str]]) -> None:
    for name in filenames.unique(names):
        assert name.endswith(".md")
        assert len(name.encode()) <= 120
        assert not set(name) & set('<>:"/\\|?*')
        assert not any(unicodedata.category(character).startswith("C") for character in name)
        assert name[0] not in " .-~"
        assert name[: -len(".md")][-1] not in " ."
        assert unicodedata.normalize("NFKC", name.split(".")[0]).strip().casefold() not in RESERVED


@given(named)
def test_no_two_names_are_the_same_to_any_system(names: list[tuple[str, str]]) -> None:
    found = filenames.unique(names)
    assert len(found) == len(names)
    for form in ("NFC", "NFD", "NFKC"):
        assert len({unicodedata.normalize(form, name.casefold()) for name in found}) == len(names)


@given(named, st.randoms(use_true_random=False))
def test_order_does_not_matter(names: list[tuple[str, str]], random: Random) -> None:
    shuffled = random.sample(names, len(names))
    assert dict(zip(names, filenames.unique(names), strict=True)) == dict(
        zip(shuffled, filenames.unique(shuffled), strict=True)
    )


def test_a_name_is_its_title() -> None:
    assert filenames.unique([("a", "Harbour: “and/or” what? [draft #2]"), ("b", "  Été…  ")]) == (
        "Harbour - “and-or” what draft 2.md",
        "Été….md",
    )


def test_the_same_title_twice_is_told_apart_by_id() -> None:
    three = filenames.unique([("a", "The Wall"), ("b", "the wall"), ("c", "Other")])
    four = filenames.unique([("d", "THE WALL"), ("c", "Other"), ("b", "the wall"), ("a", "The Wall")])
    assert three == ("The Wall ca978112.md", "the wall 3e23e816.md", "Other.md")
    assert four[1:] == three[::-1]


def test_a_title_that_looks_like_another_ones_name_is_told_apart() -> None:
    names = [("a", "The Wall"), ("b", "The Wall"), ("c", "The Wall ca978112")]
    assert len(set(filenames.unique(names))) == 3


def test_a_long_title_ends_at_a_word() -> None:
    (name,) = filenames.unique([("a", "The harbour wall that was never finished and " * 9)])
    assert name == f"{'The harbour wall that was never finished and ' * 2}The harbour wall that was.md"


def test_a_letter_is_not_parted_from_its_accents() -> None:
    letter = "x\u0323\u0331"
    (name,) = filenames.unique([("a", letter * 60)])
    assert name == letter * 23 + ".md"


def test_a_title_without_usable_characters_gives_way_to_the_id() -> None:
    assert filenames.unique([("wall", "???"), ("\u202e", "..")]) == ("wall.md", "untitled.md")


def test_an_id_that_comes_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        filenames.unique([("a", "x"), ("a", "y")])
