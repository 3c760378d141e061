"""What can be done with what was found."""

from __future__ import annotations

import pytest

from reader.library.values import Found
from reader.tui.adding.offers import Does, headline, offers, told
from tests.tui.samples import listing

FEEDS = (("https://review.example/feed", "The Review"), ("https://review.example/comments", ""))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Found("page", "https://a.example/", "A"), [(Does.ADD, "Add it and read it")]),
        (Found("file", "/tmp/a.md", "A"), [(Does.ADD, "Add it and read it")]),
        (Found("feed", "https://a.example/feed", "A"), [(Does.SUBSCRIBE, "Subscribe")]),
        (
            Found("feeds", "https://review.example/", "The Review", feeds=FEEDS),
            [
                (Does.SUBSCRIBE, "Subscribe to “The Review”"),
                (Does.SUBSCRIBE, "Subscribe to https://review.example/comments"),
                (Does.ADD, "Add this page alone"),
            ],
        ),
        (
            Found("page", "https://review.example/a", "A", feeds=FEEDS[:1]),
            [(Does.ADD, "Add it and read it"), (Does.SUBSCRIBE, "Subscribe to “The Review”")],
        ),
        (Found("folder", "/tmp/x", count=12), [(Does.ADD, "Add 12 articles")]),
        (Found("folder", "/tmp/x"), [(Does.ADD, "Add what is in it")]),
        (Found("list", "/tmp/x.csv", count=1), [(Does.ADD, "Add 1 article")]),
        (Found("opml", "/tmp/x.opml", count=10), [(Does.IMPORT, "Subscribe to 10 feeds")]),
        (Found("here", "https://a.example/", listing=listing(0)), [(Does.OPEN, "Read it")]),
    ],
)
def test_the_likeliest_stands_first(found: Found, said: list[tuple[Does, str]]) -> None:
    assert [(offer.does, offer.label) for offer in offers(found)] == said


def test_what_was_found_is_named_and_told() -> None:
    found = Found("page", "https://a.example/", "The bridge", "The Review · 1,204 words")
    assert headline(found) == "The bridge"
    assert told(found) == "a page · The Review · 1,204 words · https://a.example/"
    bare = Found("folder", "/home/ada/saved", detail="12 articles")
    assert headline(bare) == "/home/ada/saved"
    assert told(bare) == "a folder · 12 articles"


def test_what_is_here_is_opened_by_its_id() -> None:
    (offer,) = offers(Found("here", "https://a.example/", listing=listing(2)))
    assert offer.place == "article-2"
