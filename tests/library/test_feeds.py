"""What is subscribed to is listed, and changed with a way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import NotFoundError, QueryError, SourceError, UsageError
from reader.library.feeds import checked_address, clean_folder, identifier, trust
from reader.model.feed import Feed
from tests.conftest import at_rest
from tests.library.feeding import Here

if TYPE_CHECKING:
    from reader.library import Library

LISTS = Path(__file__).parents[1] / "corpus" / "incoming" / "lists"


@pytest.fixture(autouse=True)
def _here(library: Library) -> None:
    library._workers = Here()


def urls(library: Library) -> list[str]:
    return [each.feed.url for each in library.feeds.all()]


def test_a_feed_is_subscribed_to_once_and_can_be_taken_back(library: Library) -> None:
    feed = library.feeds.add("paper.example/feed#top", title="The\x1b Paper ", folder=" News / Local//")
    assert (feed.url, feed.title, feed.folder) == ("https://paper.example/feed", "The\ufffd Paper", "News/Local")
    assert (feed.trusted, feed.added) == ("paper.example:443", "2026-03-14T09:00:00+00:00")
    assert library.feeds.add("http://www.paper.example/feed/") == feed
    assert urls(library) == ["https://paper.example/feed"]
    undone = library.undo()
    assert undone is not None
    assert undone.label == "subscribed to “The\ufffd Paper”"
    assert urls(library) == []
    library.redo()
    assert library.feeds.all()[0].feed == feed


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "file:///etc/passwd", "ftp://x/y", "http://", "a b", "https://["]
)
def test_what_is_no_address_of_the_web_is_refused(library: Library, url: str) -> None:
    with pytest.raises(UsageError, match="no address of a feed"):
        library.feeds.add(url)


def test_addresses_are_put_into_the_form_in_which_they_are_fetched() -> None:
    assert checked_address("feed://a.example/x") == "https://a.example/x"
    assert checked_address("feed:http://a.example/x") == "http://a.example/x"
    assert checked_address("HTTP://a.example/x#y") == "http://a.example/x"
    assert trust("http://[::1]:8080/x") == "[::1]:8080"
    assert trust("https://a.example./x") == "a.example:443"
    assert identifier("https://www.a.example/x/") == identifier("http://a.example/x?utm_source=y")
    assert clean_folder("/a//b/ ") == "a/b"


def test_a_feed_is_changed_by_fields_and_its_address_is_asked_anew(library: Library) -> None:
    feed = library.feeds.add("https://paper.example/feed")
    library.polls.save(
        feed.id, replace(library.polls.load(feed.id), etag="x"), library.clock(), library.polls.load(feed.id)
    )
    library.feeds.change(replace(feed, folder="News", interval=5))
    assert library.polls.load(feed.id).etag == "x"
    library.feeds.change(replace(library.feeds.get(feed.id), url="https://new.example/feed"))
    changed = library.feeds.get(feed.id)
    assert (changed.folder, changed.interval, changed.trusted) == ("News", 5, "new.example:443")
    assert library.polls.load(feed.id).etag == ""
    library.undo()
    assert library.feeds.get(feed.id).url == "https://paper.example/feed"
    assert library.feeds.get(feed.id).folder == "News"
    assert library.feeds.change(library.feeds.get(feed.id)).changes == ()


def test_a_change_that_cannot_be_meant_is_refused(library: Library) -> None:
    feed = library.feeds.add("https://paper.example/feed")
    library.feeds.add("https://blog.example/feed")
    with pytest.raises(QueryError):
        library.feeds.change(replace(feed, query="a OR"))
    with pytest.raises(QueryError):
        library.feeds.add("https://third.example/", query="(")
    with pytest.raises(UsageError, match="interval"):
        library.feeds.change(replace(feed, interval=-1))
    with pytest.raises(UsageError, match="address already"):
        library.feeds.change(replace(feed, url="http://blog.example/feed"))
    with pytest.raises(NotFoundError):
        library.feeds.change(Feed("nothing", "https://a.example/"))


def test_feeds_are_found_by_id_address_and_title(library: Library) -> None:
    paper = library.feeds.add("https://paper.example/feed", title="The Paper")
    blog = library.feeds.add("https://blog.example/feed", title="The Paper’s blog")
    for reference in (paper.id, paper.url, "http://paper.example/feed/", "the paper"):
        assert library.feeds.find(reference) == paper
    assert library.feeds.find("blog") == blog
    with pytest.raises(NotFoundError, match="Several feeds"):
        library.feeds.find("paper")
    for reference in ("nothing", ""):
        with pytest.raises(NotFoundError, match="No feed is called"):
            library.feeds.find(reference)


def test_several_go_at_once_and_come_back_at_once(library: Library) -> None:
    ids = [library.feeds.add(f"https://{name}.example/feed").id for name in "abc"]
    assert library.feeds.remove(ids[:2]).label == "subscription to 2 feeds ended"
    assert urls(library) == ["https://c.example/feed"]
    library.undo()
    assert len(urls(library)) == 3


def test_a_list_is_one_step_and_says_what_it_names(library: Library) -> None:
    data = (LISTS / "feeds.opml").read_bytes()
    library.feeds.add("https://council.example/atom.xml", title="Mine")
    found = library.feeds.import_opml(data, "feeds.opml")
    assert (len(found.new), found.known) == (3, 1)
    assert found.private == ("192.168.1.20:8080",)
    assert found.problems == ("“javascript:alert(1)” is no address of a feed: it begins with http:// or https://.",)
    listed = {each.feed.url: each.feed for each in library.feeds.all()}
    assert listed["https://review.example/feed?a=1&b=2"].folder == "News/Coast-Local"
    assert listed["https://council.example/atom.xml"].title == "Mine"
    again = library.feeds.import_opml(data, "feeds.opml")
    assert (again.operation, again.new, again.known) == (None, (), 5)
    library.undo()
    assert urls(library) == ["https://council.example/atom.xml"]
    with pytest.raises(SourceError, match="no list of feeds"):
        library.feeds.import_opml((LISTS / "no_list.opml").read_bytes(), "no_list.opml")
    with pytest.raises(SourceError, match="names no feeds"):
        library.feeds.import_opml(b"<opml><body/></opml>", "empty.opml")


def test_what_goes_out_comes_in_elsewhere(library: Library) -> None:
    library.feeds.import_opml((LISTS / "feeds.opml").read_bytes(), "feeds.opml")
    before = {(each.feed.url, each.feed.title, each.feed.folder) for each in library.feeds.all()}
    written = library.feeds.export_opml()
    library.undo()
    library.feeds.import_opml(written.encode(), "mine.opml")
    assert {(each.feed.url, each.feed.title, each.feed.folder) for each in library.feeds.all()} == before


def test_what_a_feed_says_of_itself_is_no_step_of_undo(library: Library) -> None:
    feed = library.feeds.add("https://paper.example/feed")
    library.feeds.learn(feed, title="Its own name", url="https://moved.example/feed")
    assert library.feeds.get(feed.id).title == "Its own name"
    assert library.feeds.add("https://paper.example/feed").url == "https://moved.example/feed"
    library.undo()
    assert urls(library) == []
    assert library.feeds.learn(feed, title="Late") == feed
    assert urls(library) == []


def test_a_damaged_list_is_mended_from_itself_and_the_history(library: Library) -> None:
    library.feeds.add("https://a.example/feed", title="First")
    library.feeds.add("https://b.example/feed", title="Second")
    path = library.root / "feeds.json"
    path.write_bytes(path.read_bytes()[:-60])
    at_rest(path)
    told: list[str] = []
    library.tell = told.append
    assert urls(library) == ["https://a.example/feed", "https://b.example/feed"]
    assert "1 feed could be saved and 1 came back from the history" in told[0]


def test_second_versions_of_the_list_are_merged(library: Library) -> None:
    library.feeds.add("https://a.example/feed")
    path = library.root / "feeds.json"
    other = library.root / "feeds.sync-conflict-20260314-101530-ABCDEFG.json"
    other.write_bytes(path.read_bytes())
    library.feeds.add("https://b.example/feed")
    path.rename(other.with_name("later"))
    other.replace(path)
    other.with_name("later").rename(other)
    library.refresh()
    assert urls(library) == ["https://a.example/feed", "https://b.example/feed"]
    assert not other.exists()


def test_a_name_and_a_password_in_an_address_are_shown_nowhere(library: Library) -> None:
    feed = library.feeds.add("https://ada:secret@paper.example/feed")
    assert feed.url == "https://ada:secret@paper.example/feed"
    assert (feed.name, feed.trusted) == ("https://paper.example/feed", "paper.example:443")
    assert "secret" not in library.history.operations(1)[0].label
    assert "secret" not in feed.id
