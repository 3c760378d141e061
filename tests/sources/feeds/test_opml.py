"""Lists of feeds come in with their folders, and go out again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.model.feed import Feed
from reader.sources import reading
from reader.sources.feeds import opml
from reader.sources.raw import Raw
from reader.text.clean import clean_line

LISTS = Path(__file__).parents[2] / "corpus" / "incoming" / "lists"
NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)


def read(data: bytes) -> list[tuple[str, str, str, str]]:
    return [(each.url, each.title, each.folder, each.site) for each in opml.read(data, "list")]


def test_folders_are_kept_and_bare_ampersands_forgiven() -> None:
    found = read((LISTS / "feeds.opml").read_bytes())
    assert found[0] == (
        "https://review.example/feed?a=1&b=2",
        "The Harbour Review",
        "News/Coast-Local",
        "https://review.example/",
    )
    assert found[1][:3] == ("https://council.example/atom.xml", "Council", "News")
    assert found[2][:3] == ("feed://top.example/rss", "At the top", "Tech/Deep")
    assert [each[0] for each in found[4:]] == ["http://192.168.1.20:8080/feed", "javascript:alert(1)"]


@pytest.mark.parametrize("data", [b"", b"words", b"<html><body/></html>", b'{"a": 1}', b"\xff\xfe\x00"])
def test_what_is_no_list_says_so(data: bytes) -> None:
    with pytest.raises(SourceError, match="no list of feeds"):
        read(data)


def test_a_list_that_is_added_as_an_article_says_what_to_do() -> None:
    raw = Raw((LISTS / "feeds.opml").read_bytes(), "feeds.opml")
    with pytest.raises(SourceError, match="`reader feeds import` subscribes"):
        reading.format_of(raw)


def test_entities_and_depth_do_no_harm() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = f'{bomb}<opml><body><outline text="&b;&x;" xmlUrl="https://a.example/"/></body></opml>'
    assert "root" not in str(read(text.encode()))
    deep = "<opml><body>" + '<outline text="a">' * 5000 + '<outline xmlUrl="https://a.example/"/>'
    assert len(read(deep.encode())) <= 1


def test_a_worker_gives_outlines_and_says_what_was_left_out() -> None:
    many = "".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(opml.MOST + 1))
    outlines, problems = opml.outlines(opml.serve({"name": "list"}, f"<opml><body>{many}</body></opml>".encode()))
    assert len(outlines) == opml.MOST
    assert problems == ["It names more than 10,000 feeds: the first were taken."]


names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.tuples(names, names), max_size=6))
def test_what_goes_out_comes_in_again(pairs: list[tuple[str, str]]) -> None:
    feeds = [
        Feed(f"f{n}", f"https://a.example/{n}?a=1&b={n}", title, folder.replace("/", ""), site="https://a.example/")
        for n, (title, folder) in enumerate(pairs)
    ]
    back = opml.read(opml.write(feeds, NOW).encode(), "list")
    found = {(each.url, each.title, each.folder, each.site) for each in back}
    assert found == {
        (feed.url, clean_line(feed.title) or feed.url, clean_line(feed.folder), feed.site) for feed in feeds
    }


@pytest.mark.parametrize("title", ["a&#xD800;b", "a&#55357;b", "a&#27;b"])
def test_references_to_no_character_are_shown_as_such(title: str) -> None:
    data = f'<opml><body><outline text="{title}" xmlUrl="https://a.example/f"/></body></opml>'.encode()
    (found,) = opml.read(data, "a.opml")
    assert found.title == "a\ufffdb"
