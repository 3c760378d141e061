from __future__ import annotations

import json
from datetime import date

import pytest

from reader.sources.html import facts
from reader.sources.html.parsing import tree

_TODAY = date(2026, 11, 24)


def _of(head: str = "", body: str = "", url: str = "", linked: object = None) -> facts.Facts:
    script = f"<script type='application/ld+json'>{json.dumps(linked)}</script>" if linked else ""
    return facts.of(tree(f"<html><head>{head}{script}</head><body>{body}</body></html>"), url, _TODAY)


@pytest.mark.parametrize(
    ("window", "heading", "site", "title"),
    [
        ("Ferry late | The Post", "", "The Post", "Ferry late"),
        ("The Post - Ferry late", "", "The Post", "Ferry late"),
        ("Ferry late - Sea - The Post", "", "The Post", "Ferry late - Sea"),
        ("Ferry late, again | POST.example", "", "Post", "Ferry late, again"),
        ("Ferry – a tale of two islands", "", "The Post", "Ferry – a tale of two islands"),
        ("The ferry was late » News", "", "The Post", "The ferry was late"),
        ("Ferry late | The Post", "<h1>The Post</h1><h1>Ferry late</h1>", "", "Ferry late"),
        ("Ferry late again | The Post", "<h1>The Post</h1><h2>Ferry late again</h2>", "The Post", "Ferry late again"),
        ("", "<h1>Ferry <em>late</em></h1>", "", "Ferry late"),
        ("The Post", "", "The Post", ""),
        ("Ferry &amp;amp; fog", "", "", "Ferry & fog"),
    ],
)  # fmt: skip
def test_a_headline_comes_without_the_name_of_its_site(window: str, heading: str, site: str, title: str) -> None:
    head = f"<title>{window}</title><meta property='og:site_name' content='{site}'>"
    assert _of(head, heading).title == title


def test_the_host_is_a_name_of_the_site_too() -> None:
    assert _of("<title>Ferry late - post.example</title>", url="https://www.post.example/a").title == "Ferry late"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"name": "Ines Ortega"}, "Ines Ortega"),
        ([{"name": "Ines Ortega"}, {"name": "Ali Can"}, {"name": "INES ORTEGA"}], "Ines Ortega; Ali Can"),
        ({"@type": "Organization", "name": "Wire Agency"}, "Wire Agency"),
        ([{"@type": "Organization", "name": "The Post"}, {"@type": "Person", "name": "Ines"}], "Ines"),
        ("By Ines Ortega", "Ines Ortega"),
        ("https://post.example/ines", ""),
        ("admin", ""),
        ("The Post", ""),
        (None, ""),
    ],
)
def test_authors_are_those_that_the_page_names(author: object, names: str) -> None:
    found = _of("<meta property='og:site_name' content='The Post'>", linked={"@type": "NewsArticle", "author": author})
    assert found.author == names


def test_linked_data_is_trusted_before_a_meta_element_and_that_before_the_page() -> None:
    meta, page = "<meta name='author' content='Meta Name'>", "<a rel='author'>Von Page Name</a>"
    assert _of(meta, page, linked={"@type": "Article", "author": "Linked Name"}).author == "Linked Name"
    assert _of(meta, page).author == "Meta Name"
    assert _of("", page).author == "Page Name"


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("<meta property='article:published_time' content='2026-03-14T09:30+01:00'>", "", "2026-03-14T08:30:00+00:00"),
        ("<meta name='pubdate' content='14 March 2026'>", "", "2026-03-14"),
        ("<meta name='pubdate' content='2026-03-14T00:00:00+01:00'>", "", "2026-03-14"),
        ("<meta name='pubdate' content='2026-03-14T20:43:00 -05:00'>", "", "2026-03-14"),
        ("<meta name='date' content='2026-03-14 09:30:00'>", "", "2026-03-14"),
        ("", "<article><time datetime='2026-03-14'>Saturday</time></article>", "2026-03-14"),
        ("", "<span itemprop='datePublished' content='2026-03-14'>Saturday</span>", "2026-03-14"),
        ("<meta name='date' content='2027-03-14'><meta name='pub_date' content='2026-03-13'>", "", "2026-03-13"),
    ],
)  # fmt: skip
def test_a_date_is_what_the_page_says_and_lies_not_in_the_future(head: str, body: str, published: str) -> None:
    found = _of(head, body)
    assert (found.published, found.is_guess) == (published, False)


def test_a_date_from_the_address_is_a_guess() -> None:
    found = _of(url="https://post.example/2026/03/14/ferry")
    assert (found.published, found.is_guess) == ("2026-03-14", True)


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("/ferry", "https://post.example/ferry"),
        ("https://post.example/", "https://post.example/ferry?from=feed"),
        ("javascript:alert(1)", "https://post.example/ferry?from=feed"),
        ("//post.example/ferry", "https://post.example/ferry"),
    ],
)
def test_a_page_has_the_address_that_it_wants_to_be_known_by(canonical: str, address: str) -> None:
    assert _of(f"<link rel='canonical' href='{canonical}'>", url="https://post.example/ferry?from=feed").url == address


@pytest.mark.parametrize(("said", "language"), [("en_gb", "en-GB"), ("de", "de"), ("zh-Hans", "zh"), ("7", "")])
def test_a_language_is_written_as_languages_are(said: str, language: str) -> None:
    assert facts.of(tree(f"<html lang='{said}'><body>x"), "", _TODAY).language == language
