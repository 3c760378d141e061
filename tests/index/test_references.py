"""An article is found by what a person calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.index.samples import put

if TYPE_CHECKING:
    from reader.index.catalogue import Catalogue


@pytest.fixture
def library(catalogue: Catalogue) -> Catalogue:
    put(catalogue, "harbour", "The harbour bridge", path="articles/2026/harbour.md", url="https://example.org/harbour")
    put(catalogue, "harbour-2", "“Bridge” ahead", path="articles/b.md", published="2027", url="https://example.org/b/")
    put(catalogue, "marche", "Le marché", path="articles/marché.md")
    put(catalogue, "100", "100% of it_all", path="articles/c.md")
    return catalogue


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("harbour", ["harbour"]),
        (" harbour ", ["harbour"]),
        ("harbour-", ["harbour-2"]),
        ("HARB", ["harbour-2", "harbour"]),
        ("articles/2026/harbour.md", ["harbour"]),
        ("2026/harbour.md", ["harbour"]),
        ("./articles/../articles/b.md", ["harbour-2"]),
        ("articles\\2026\\harbour.md", ["harbour"]),
        ("https://example.org/harbour", ["harbour"]),
        ("https://example.org/harbour/", ["harbour"]),
        ("https://example.org/b", ["harbour-2"]),
        ("the HARBOUR bridge", ["harbour"]),
        ("Bridge", ["harbour-2", "harbour"]),
        ("“Bridge” ahead", ["harbour-2"]),
        ("marche", ["marche"]),
        ("MARCHÉ", ["marche"]),
        ("0% of", ["100"]),
        ("t_a", ["100"]),
        ("_", ["100"]),
        ("%", ["100"]),
        ("nothing like it", []),
        ("", []),
        ("   ", []),
        ("\x00\ud800", []),
    ],
)
def test_an_article_has_many_names(library: Catalogue, reference: str, expected: list[str]) -> None:
    assert [listing.article.id for listing in library.find(reference)] == expected


def test_a_whole_title_counts_before_a_part_of_others(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Bridge")
    put(catalogue, "b", "Bridge and market")
    assert [listing.article.id for listing in catalogue.find("bridge")] == ["a"]


def test_no_more_than_ten_are_given(catalogue: Catalogue) -> None:
    for number in range(12):
        put(catalogue, f"a{number}", f"Bridge {number}")
    assert len(catalogue.find("bridge")) == 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=20))
def test_whatever_it_is_called_nothing_breaks(library: Catalogue, reference: str) -> None:
    library.find(reference)
    assert not library.is_stale
