"""Pages name their feeds."""

from __future__ import annotations

from pathlib import Path

from reader.sources.feeds import discovery

CORPUS = Path(__file__).parents[2] / "corpus" / "incoming" / "feeds"


def found(data: bytes, url: str = "https://page.example/blog/") -> list[list[str]]:
    answer = discovery.serve({"name": "page", "url": url, "media_type": "text/html"}, data)
    return [list(each) for each in answer["feeds"]]


def test_the_head_names_feeds_and_comments_come_last() -> None:
    assert found((CORPUS / "page.html").read_bytes()) == [
        ["https://page.example/blog/feed.atom", "News of the coast"],
        ["https://page.example/comments/feed", "Comments"],
    ]


def test_where_the_head_names_none_links_are_looked_at() -> None:
    assert found((CORPUS / "links.html").read_bytes()) == [
        ["https://page.example/rss.xml", "RSS"],
        ["https://other.example/feed/", "Feed"],
    ]


def test_a_page_without_feeds_names_none() -> None:
    assert found(b"<p>Words, <a href='/feedback'>feedback</a></p>") == []


def test_addresses_are_relative_to_what_the_page_says_and_only_of_the_web() -> None:
    page = b"""<base href="https://base.example/x/"><link rel=alternate type=application/rss+xml href=a.rss>
    <link rel=alternate type=application/rss+xml href="javascript:x">
    <link rel="alternate" type="application/json" href="/wp-json/1">
    <link rel="alternate" type="application/rss+xml" href="a.rss#twice">
    <link rel="alternate" type="application/rss+xml" href="http://[">"""
    assert found(page) == [["https://base.example/x/a.rss", ""]]
