from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from reader.errors import FetchError, SourceError
from reader.library import pages
from reader.library.values import Added, Watch
from reader.sources.lists.entry import Entry
from reader.sources.raw import Raw
from tests.sources.web.serving import page, serving, status, to

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

MARKDOWN = "Content-Type: text/markdown"


def story(number: int) -> bytes:
    return page(f"# Ferry {number}\n\nThe ferry number {number} sailed at nine.\n", MARKDOWN)


@pytest.fixture(autouse=True)
def _unspaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a host's turn."""
    monkeypatch.setattr("reader.sources.web.turns.SPACING", 0.0)


def test_pages_are_fetched_and_taken_in(library: Library, root: Path) -> None:
    with serving({f"/{number}": story(number) for number in range(5)}) as server:
        results = list(library.add_pages(Entry(server.url(f"/{number}")) for number in range(5)))
        assert all(isinstance(result, Added) and result.is_new for result in results)
        assert library.find(server.url("/3")).article.title == "Ferry 3"
    assert library.count() == 7
    assert len(list((root / "articles").glob("ferry-*.md"))) == 5


def test_they_are_one_step_of_undo(library: Library) -> None:
    with serving({"*": story(1), "/2": story(2)}) as server:
        assert len(list(library.add_pages([Entry(server.url("/1")), Entry(server.url("/2"))]))) == 2
    operation = library.undo()
    assert operation is not None
    assert operation.label == "2 articles added"
    assert library.count() == 2


def test_what_is_here_is_not_fetched_again_unless_a_newer_text_is_wished_for(library: Library) -> None:
    texts = [story(1), page("# Ferry 1\n\nThe ferry sank.\n", MARKDOWN)]
    with serving({"*": lambda head: texts.pop(0)}) as server:
        list(library.add_pages([Entry(server.url("/1"))]))
        (again,) = library.add_pages([Entry(server.url("/1?utm_source=mail#top"))])
        assert isinstance(again, Added)
        assert not again.is_new
        assert server.asked == ["/1"]
        (renewed,) = library.add_pages([Entry(server.url("/1"))], update=True)
        assert isinstance(renewed, Added)
        assert renewed.is_renewed
        assert "sank" in library.text_of(renewed.listing.article.id).plain


def test_an_address_that_is_listed_twice_is_fetched_once(library: Library) -> None:
    with serving({"*": story(1)}) as server:
        (added,) = library.add_pages([Entry(server.url("/1")), Entry(server.url("/1#end")), Entry(server.url("/1/"))])
        assert isinstance(added, Added)
        assert len(server.asked) == 1


def test_what_a_list_knows_comes_along(library: Library, root: Path) -> None:
    with serving({"*": page("The ferry sailed at nine, as it always does.\n", "Content-Type: text/plain")}) as server:
        entry = Entry(
            server.url("/1"),
            title="The last ferry",
            author="Ada Quay",
            published="2019-04-01",
            saved="2020-01-02T03:04:05+00:00",
            tags=("ships", "sea; deep"),
            is_read=True,
            is_starred=True,
        )
        (added,) = library.add_pages([entry])
    assert isinstance(added, Added)
    listing = library.listing(added.listing.article.id)
    assert (listing.article.title, listing.article.author) == ("The last ferry", "Ada Quay")
    assert (listing.article.published, listing.article.added) == ("2019-04-01", "2020-01-02T03:04:05+00:00")
    assert (listing.state.read, listing.state.starred) == (True, True)
    assert 'tags: "ships, sea; deep"' in (root / listing.article.path).read_text("utf-8")


def test_what_carries_its_text_is_not_fetched(library: Library) -> None:
    with serving({}) as server:
        raw = Raw(b"# The last ferry\n\nIt sailed.\n", "ferry.md", server.url("/1"), "text/markdown")
        (added,) = library.add_pages([Entry(server.url("/1"), raw=raw)])
        assert server.connections == 0
    assert isinstance(added, Added)
    assert added.listing.article.url == server.url("/1")


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (status(404), "not there (404)"),
        (page(b"\x89PNG\r\n\x1a\n", "Content-Type: image/png"), "it came as image/png"),
        (page(b"\x89PNG\r\n\x1a\n", "Content-Type: \x1b]0;x\x07\x1b[31m"), "is no page to read"),
        (page(b"  \n", "Content-Type: text/html"), "is empty"),
        (page(b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'/>", "Content-Type: text/html"), "reader feeds add"),
        (page(b"<feed xmlns='http://www.w3.org/2005/Atom'/>"), "reader feeds add"),
        (page(b'{"version": "https://jsonfeed.org/version/1.1"}', "Content-Type: application/json"), "is a feed"),
        (page(b"<opml version='2.0'/>", "Content-Type: text/xml"), "list of feeds"),
        (to("http://localhost:1/"), "private network"),
    ],
)
def test_what_is_no_article_says_so_and_nothing_comes_in(library: Library, reply: bytes, words: str) -> None:
    with serving({"*": reply}) as server:
        (error,) = library.add_pages([Entry(server.url("/1"))])
    assert isinstance(error, SourceError)
    assert words in str(error)
    assert "\x1b" not in str(error)
    assert library.count() == 2


def test_those_that_fail_do_not_keep_the_others_from_coming(library: Library) -> None:
    replies = {f"/{number}": story(number) if number % 2 else status(404) for number in range(20)}
    with serving(replies) as server:
        results = list(library.add_pages(Entry(server.url(path)) for path in replies))
    assert sum(isinstance(result, Added) for result in results) == 10
    assert sum(isinstance(result, FetchError) for result in results) == 10
    assert library.count() == 12


def test_no_more_is_held_than_may_be(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "HELD", 1)
    replies = {f"/{number}": story(number) if number % 3 else page(b"", MARKDOWN) for number in range(9)}
    with serving(replies) as server:
        results = list(library.add_pages(Entry(server.url(path)) for path in replies))
    assert sum(isinstance(result, Added) for result in results) == 6
    assert len(results) == 9


def test_that_the_computer_is_offline_is_said_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with serving({"*": story(1)}) as server:
        wanted = [*(f"https://harbour-{number}.example/" for number in range(30)), server.url()]
        added, error = library.add_pages(map(Entry, wanted))
    assert isinstance(added, Added)
    assert isinstance(error, FetchError)
    assert "30 pages were not fetched" in str(error)
    assert "offline" in str(error)


def silence(head: bytes, connection: socket.socket) -> None:
    connection.recv(1)


def test_whoever_stops_does_not_wait(library: Library) -> None:
    with serving({"/1": story(1), "*": silence}) as server:
        coming = library.add_pages([Entry(server.url("/1")), Entry(server.url("/2"))])
        assert isinstance(next(coming), Added)
        began = time.monotonic()
        coming.close()  # type: ignore[attr-defined]
        assert time.monotonic() - began < 5
    assert library.count() == 3


def test_a_stop_from_another_thread_ends_it(library: Library) -> None:
    stop = threading.Event()
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        stop.set()

    with serving({"*": silence}) as server:
        watch = Watch(stop, tell, 1)
        assert list(library.add_pages([Entry(server.url("/1"))], watch=watch)) == []
    assert told == [(0, 1)]


@pytest.mark.parametrize(
    ("named", "fetched", "kept"),
    [
        ("https://review.example/houses", "https://www.review.example/houses?utm_source=x", "named"),
        ("https://review.example/houses", "https://m.review.example/h?id=7", "named"),
        ("https://review.example/", "https://review.example/houses", "fetched"),
        ("https://review.example/", "https://review.example/", "named"),
        ("https://other.example/houses", "https://review.example/houses", "fetched"),
        ("", "https://review.example/houses", "fetched"),
        ("javascript:alert(1)", "https://review.example/houses", "fetched"),
    ],
)
def test_a_page_says_its_address_within_its_site(named: str, fetched: str, kept: str) -> None:
    assert pages._address(named, fetched) == {"named": named, "fetched": fetched}[kept]
