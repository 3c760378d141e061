"""Facts are found under the names that people and programs give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.metadata import FACTS, MAX_LINE, from_front_matter, is_address, line
from reader.sources.source import Metadata
from reader.store.names import is_id


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("Title", "title"),
        ("AUTHOR", "author"),
        ("byline", "author"),
        ("authors", "author"),
        ("source", "source"),
        ("Site", "source"),
        ("publisher", "source"),
        ("newspaper", "source"),
        ("date", "published"),
        ("published_at", "published"),
        ("Published-At", "published"),
        ("lang", "language"),
        ("added", "added"),
    ],
)
def test_a_fact_has_several_names(key: str, fact: str) -> None:
    metadata, problems = from_front_matter({key: "words"})
    assert [(name, getattr(metadata, name)) for name in FACTS if getattr(metadata, name)] == [(fact, "words")]
    assert not metadata.other
    assert not problems


@pytest.mark.parametrize("key", ["url", "URL", "link", "source_url", "Source URL"])
def test_an_address_has_several_names(key: str) -> None:
    assert from_front_matter({key: "https://example.org/a"}) == (Metadata(url="https://example.org/a"), ())


def test_our_own_name_counts_before_a_synonym_wherever_it_stands() -> None:
    metadata, _ = from_front_matter({"byline": "By Jane", "date": "2025", "author": "Jane", "published": "2026"})
    assert (metadata.author, metadata.published) == ("Jane", "2026")


def test_an_empty_value_leaves_the_fact_to_a_synonym() -> None:
    assert from_front_matter({"author": "", "byline": "Jane"})[0].author == "Jane"


def test_other_facts_are_kept_aside_in_their_order() -> None:
    metadata, _ = from_front_matter({"tags": "a, b", "title": "T", "Mood": "calm", "empty": ""})
    assert metadata.other == (("tags", "a, b"), ("Mood", "calm"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "example.org/a",
        "//example.org",
        "http://",
        "https:///path",
        "http://[broken",
        "mailto:",
        "-oProxyCommand=x",
    ],
)
def test_what_must_not_be_opened_is_no_address(address: str) -> None:
    metadata, problems = from_front_matter({"url": address})
    assert metadata.url == ""
    assert problems == (f"“{address}” is no address of the web or of mail: left out.",)


@pytest.mark.parametrize("address", ["http://example.org", "HTTPS://EXAMPLE.ORG/a?b#c", "mailto:jane@example.org"])
def test_the_web_and_mail_are_addresses(address: str) -> None:
    assert is_address(address)


def test_a_good_address_counts_before_a_bad_one() -> None:
    metadata, problems = from_front_matter({"url": "javascript:x", "link": "https://example.org"})
    assert metadata.url == "https://example.org"
    assert problems == ()


def test_a_source_that_is_an_address_is_the_address() -> None:
    metadata, _ = from_front_matter({"source": "https://example.org/a"})
    assert (metadata.source, metadata.url) == ("", "https://example.org/a")


def test_a_source_stays_one_beside_an_address() -> None:
    metadata, _ = from_front_matter({"source": "https://example.org", "url": "https://example.org/a"})
    assert (metadata.source, metadata.url) == ("https://example.org", "https://example.org/a")


@pytest.mark.parametrize(
    ("given", "kept"), [("0042", "0042"), ("harbour-bridge", "harbour-bridge"), ("../../etc/Passwd", "etc-passwd")]
)
def test_an_id_is_safe_as_a_file_name(given: str, kept: str) -> None:
    assert from_front_matter({"id": given})[0].id == kept


@given(st.text(min_size=1))
def test_every_id_is_safe_as_a_file_name(text: str) -> None:
    identifier = from_front_matter({"id": text})[0].id
    assert not identifier or is_id(identifier)


def test_a_long_title_is_cut() -> None:
    assert line("x" * MAX_LINE) == "x" * MAX_LINE
    assert line("x" * (MAX_LINE + 1)) == "x" * (MAX_LINE - 1) + "…"
