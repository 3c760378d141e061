from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from reader.errors import FetchError, NotFoundError, SourceError
from reader.library import typed as typed_words
from reader.library.values import Added
from reader.sources.lists.entry import Entry
from tests.sources.web.serving import page, serving, status

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from reader.library import Library

STORY = page("# The last ferry\n\nIt sailed at nine.\n", "Content-Type: text/markdown")


@pytest.fixture(autouse=True)
def _unspaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a host's turn."""
    monkeypatch.setattr("reader.sources.web.turns.SPACING", 0.0)


def test_a_page_says_what_it_is_and_is_not_fetched_twice(library: Library) -> None:
    with serving({"/ferry": STORY}) as server:
        found = library.look_at(f"  <{server.url('/ferry')}>\n")
        assert (found.kind, found.title, found.place) == ("page", "The last ferry", server.url("/ferry"))
        assert found.detail == "7 words"
        assert library.count() == 2
        (added,) = library.add_pages([Entry(found.place)])
        assert isinstance(added, Added)
        assert added.is_new
        assert server.asked == ["/ferry"]
        again = library.look_at(server.url("/ferry"))
        assert (again.kind, again.listing) == ("here", library.listing(added.listing.article.id))
        assert server.asked == ["/ferry"]


def test_a_page_that_is_here_under_another_address_is_known_by_its_words(library: Library) -> None:
    with serving({"/ferry": STORY, "/copy": STORY}) as server:
        list(library.add_pages([Entry(server.url("/ferry"))]))
        assert library.look_at(server.url("/copy")).kind == "here"


def test_a_feed_is_told_from_a_page(library: Library) -> None:
    feed = "<rss version='2.0'><channel><title>The Harbour</title><item><title>Ferry</title></item></channel></rss>"
    with serving({"/feed": page(feed, "Content-Type: text/xml")}) as server:
        found = library.look_at(server.url("/feed"))
        assert (found.kind, found.title, found.place) == ("feed", "The Harbour", server.url("/feed"))
        assert library.look_at(f"feed:{server.url('/feed')}").kind == "feed"
        assert library.look_at(server.url("/feed").replace("http:", "feed:")).kind == "feed"


def test_what_has_no_https_is_asked_without_it(library: Library) -> None:
    with serving({"/ferry": STORY}) as server:
        typed = server.url("/ferry").removeprefix("http://").replace("127.0.0.1", "localhost")
        found = library.look_at(typed)
    assert found.place == f"http://{typed}"


def test_an_address_that_leads_nowhere_says_why(library: Library) -> None:
    with serving({"/gone": status(410), "/picture": page(b"\x89PNG", "Content-Type: image/png")}) as server:
        with pytest.raises(FetchError, match="taken down"):
            library.look_at(server.url("/gone"))
        with pytest.raises(SourceError, match="image/png"):
            library.look_at(server.url("/picture"))


def test_looking_can_be_stopped(library: Library) -> None:
    stop = threading.Event()

    def silence(head: bytes, connection: socket.socket) -> None:
        stop.set()
        connection.recv(1)

    with serving({"*": silence}) as server, pytest.raises(FetchError) as raised:
        library.look_at(server.url(), stop)
    assert raised.value.kind == "cancelled"


def test_files_folders_and_lists_are_told_apart(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "my clippings"
    folder.mkdir()
    (folder / "ferry.md").write_text("---\nauthor: Ada Quay\ndate: 2026-03-14\n---\n# Ferry\n\nIt sailed.\n", "utf-8")
    (folder / "rain.txt").write_text("It rained on Tuesday.\n", "utf-8")
    (tmp_path / "list.txt").write_text("https://quay.example/a\nhttps://quay.example/b\nnot one\n", "utf-8")
    (tmp_path / "all.csv").write_text("url,title\nhttps://quay.example/a,A\njavascript:x,B\n", "utf-8")
    (tmp_path / "feeds.opml").write_text(
        '<?xml version="1.0"?><opml><outline xmlUrl="https://x.example/"/></opml>', "utf-8"
    )
    found = library.look_at(str(folder / "ferry.md"))
    assert (found.kind, found.title) == ("file", "Ferry")
    assert found.detail == "Markdown · by Ada Quay · 2026-03-14 · 3 words"
    assert (library.look_at(str(folder)).kind, library.look_at(str(folder)).count) == ("folder", 2)
    assert library.look_at(f"'{folder}'").kind == "folder"
    assert library.look_at(str(folder).replace(" ", "\\ ")).kind == "folder"
    assert library.look_at(folder.as_uri()).kind == "folder"
    found = library.look_at(str(tmp_path / "all.csv"))
    assert (found.kind, found.count, found.detail) == ("list", 1, "1 page; 1 line cannot be used")
    found = library.look_at(str(tmp_path / "feeds.opml"))
    assert (found.kind, found.count) == ("opml", 1)
    found = library.look_at(str(tmp_path / "list.txt"))
    assert (found.kind, found.count, found.detail) == ("list", 2, "2 pages; 1 line cannot be used")
    # A text that begins with an address is no list.
    (tmp_path / "text.txt").write_text("https://quay.example/a\nIt sailed.\nIt rained.\n", "utf-8")
    assert library.look_at(str(tmp_path / "text.txt")).kind == "file"


def test_a_file_that_is_here_is_known(library: Library, tmp_path: Path, root: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((root / "articles" / "bridge.txt").read_bytes())
    found = library.look_at(str(copy))
    assert found.kind == "here"
    assert found.listing is not None
    assert found.listing.article.path == "articles/bridge.txt"


@pytest.mark.parametrize(
    "typed", ["", "   ", "the ferry", "ferry", "“”", "/nowhere/at all.md", "~nobody/x", "x" * 5000]
)
def test_what_is_nothing_says_what_may_be_typed(library: Library, typed: str) -> None:
    with pytest.raises(NotFoundError):
        library.look_at(typed)


@pytest.mark.parametrize(
    "typed", ["ftp://quay.example/x", "gopher://x.example/", "http://", "https://[::1", "data://x"]
)
def test_what_is_no_address_of_the_web_is_refused(library: Library, typed: str) -> None:
    with pytest.raises(FetchError) as raised:
        library.look_at(typed)
    assert raised.value.kind == "scheme"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quay.example/ferry", ("https://quay.example/ferry", "http://quay.example/ferry")),
        ("www.quay.example", ("https://www.quay.example", "http://www.quay.example")),
        ("bücher.example", ("https://bücher.example", "http://bücher.example")),
        ("HTTPS://quay.example", ("HTTPS://quay.example",)),
        ("feed://quay.example/rss", ("https://quay.example/rss", "http://quay.example/rss")),
        ("127.0.0.1:8000/feed", ("https://127.0.0.1:8000/feed", "http://127.0.0.1:8000/feed")),
        ("[::1]:8000", ("https://[::1]:8000", "http://[::1]:8000")),
        ("ferry", ()),
        ("the ferry.md", ()),
        ("3.14", ()),
    ],
)
def test_an_address_is_understood_without_its_beginning(typed: str, meant: tuple[str, ...]) -> None:
    assert typed_words.addresses(typed) == meant


PARAGRAPHS = "".join(
    f"<p>On day {day} the ferry sailed at nine, with eleven people on board, and nobody on the quay had thought that "
    "it would not come back; the harbour board will meet on Thursday.</p>"
    for day in range(6)
)
FEED_LINK = "<link rel='alternate' type='application/rss+xml' href='/feed' title='Harbour'>"


def html(body: str, head: str = FEED_LINK) -> bytes:
    return page(f"<!DOCTYPE html><html><head><title>The last ferry</title>{head}</head><body>{body}</body></html>")


def test_an_article_names_its_feed_and_a_front_page_is_a_way_to_it(library: Library) -> None:
    article = html(f"<article><h1>The last ferry</h1>{PARAGRAPHS}</article>")
    scripts = html("<script>x()</script>")
    with serving(
        {"/ferry": article, "/": article, "/app": scripts, "/bare": html("<script>x()</script>", "")}
    ) as server:
        feeds = ((server.url("/feed"), "Harbour"),)
        found = library.look_at(server.url("/ferry"))
        assert (found.kind, found.title, found.feeds) == ("page", "The last ferry", feeds)
        found = library.look_at(server.url())
        assert (found.kind, found.feeds) == ("feeds", feeds)
        found = library.look_at(server.url("/app"))
        assert (found.kind, found.feeds) == ("feeds", feeds)
        with pytest.raises(SourceError, match="no words to read"):
            library.look_at(server.url("/bare"))
        list(library.add_pages([Entry(server.url("/ferry"))]))
        found = library.look_at(server.url("/ferry"), seeks_feeds=True)
        assert (found.kind, found.title, found.feeds) == ("here", "The last ferry", feeds)
        assert library.look_at(server.url("/ferry")).feeds == ()


def test_a_page_whose_passages_are_here_is_fetched_for_them(library: Library, tmp_path: Path) -> None:
    with serving(
        {"/ferry": page("# Ferry\n\nThe ferry sailed at nine on Tuesday.\n", "Content-Type: text/markdown")}
    ) as server:
        url = server.url("/ferry")
        target = {"source": url, "selector": [{"type": "TextQuoteSelector", "exact": "sailed at nine"}]}
        note = {"id": "pX1x2yT3Ee-7Hh9Kq0aBcD", "uri": url, "tags": [], "text": "", "target": [target]}
        (tmp_path / "notes.json").write_text(json.dumps({"total": 1, "rows": [note]}), "utf-8")
        library.importing.carry_out(library.importing.plan([tmp_path / "notes.json"]))
        assert library.find(url).highlights == 1
        assert library.look_at(url).kind == "page"
        (added,) = library.add_pages([Entry(url)])
        assert isinstance(added, Added)
        assert added.is_renewed
        opened = library.read(added.listing.article.id)
    assert opened.text.plain.startswith("Ferry")
    assert [opened.text.plain[each.span.start : each.span.end] for each in opened.highlights if each.span] == [
        "sailed at nine"
    ]


def test_what_is_nothing_to_read_says_so(library: Library, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    with pytest.raises(SourceError, match="holds no articles"):
        library.look_at(str(tmp_path / "void"))
    (tmp_path / "x.exe").write_bytes(b"MZ")
    with pytest.raises(SourceError, match="not a kind of file"):
        library.look_at(str(tmp_path / "x.exe"))


def test_a_large_file_is_told_by_its_size(library: Library, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"It rained on Tuesday.\n" * 300_000)
    found = library.look_at(str(tmp_path / "large.txt"))
    assert (found.kind, found.detail) == ("file", "plain text · 6 MB")


def test_counting_can_be_stopped(library: Library, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    (tmp_path / "a.md").write_text("# A\n\nB.\n", "utf-8")
    with pytest.raises(FetchError) as raised:
        library.look_at(str(tmp_path), stop)
    assert raised.value.kind == "cancelled"
