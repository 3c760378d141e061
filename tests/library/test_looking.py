from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from reader.errors import FetchError, NotFoundError, SourceError
from reader.library import looking
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
    # A text with something else in it is no list.
    assert library.look_at(str(tmp_path / "list.txt")).kind == "file"


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
    assert looking._addresses(typed) == meant
