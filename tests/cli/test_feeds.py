"""`reader feeds` and `reader fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.errors import FetchError
from reader.library.parts import Parts
from reader.sources.web import turns
from reader.sources.web.client import Client
from tests.library.feeding import Here, Item, served
from tests.sources.web.serving import page, serving, status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.running import Reader
    from tests.sources.web.serving import Server

CORPUS = Path(__file__).parents[1] / "corpus" / "incoming"
ONE = Item("urn:1", "Ferry stops")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(turns, "SPACING", 0.0)
    monkeypatch.setattr(Parts, "workers", Here())
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">'
    comments = '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments">'
    replies = {
        "/feed": served(ONE),
        "/": page(f"<!doctype html><html><head>{comments}{head}</head>", "Content-Type: text/html"),
        "/plain": page("<!doctype html><p>Words</p>", "Content-Type: text/html"),
    }
    with serving(replies) as made:
        yield made


def test_a_feed_is_added_fetched_listed_and_removed(reader: Reader, server: Server) -> None:
    added = reader("feeds", "add", server.url("/feed"), "--folder", "News/Local", "--keep", "30")
    assert (added.code, added.err) == (0, "")
    assert added.out.startswith("Subscribed to The Paper (127-0-0-1-")
    assert "is subscribed to already" in reader("feeds", "add", server.url("/feed")).out
    fetched = reader("fetch")
    assert (fetched.code, fetched.out, fetched.err) == (0, "", "")
    (feed,) = reader("feeds", "list", "--json").data
    assert (feed["title"], feed["folder"], feed["keep"], feed["unread"]) == ("The Paper", "News/Local", 30, 1)
    assert feed["checked"] is not None
    listed = reader("feeds").out
    assert "The Paper" in listed
    assert "fetched 20" in listed
    assert [article["title"] for article in reader("list", "--json").data] == ["Ferry stops"]
    assert reader("feeds", "remove", "paper").out == "subscription to “The Paper” ended\n"
    assert reader("feeds").err == "reader: There are no feeds yet. `reader feeds add ADDRESS` subscribes to one.\n"
    reader("undo")
    assert len(reader("feeds", "--json").data) == 1


def test_a_page_leads_to_its_feeds(reader: Reader, server: Server) -> None:
    added = reader("feeds", "add", server.url("/"), "--json")
    assert added.data[0]["url"] == server.url("/feed")
    assert added.data[0]["title"] == "News"
    assert "names 2 feeds: this is the first. The others: " + server.url("/comments") in added.err


def test_what_is_no_feed_is_not_subscribed_to_unless_unseen(reader: Reader, server: Server) -> None:
    nothing = reader("feeds", "add", server.url("/plain"))
    assert (nothing.code, nothing.out) == (1, "")
    assert "is no feed, and names none" in nothing.err
    missing = reader("feeds", "add", server.url("/missing"))
    assert missing.code == 1
    assert "--unseen" in missing.err
    assert reader("feeds", "add", "--unseen", server.url("/missing"), "--title", "Later").code == 0
    assert reader("feeds", "add", "javascript:alert(1)").code == 2


def test_a_feed_is_edited(reader: Reader, server: Server) -> None:
    reader("feeds", "add", server.url("/feed"), "--unseen", "--title", "The Paper")
    edited = reader("feeds", "edit", "paper", "--pause", "--whole", "--query", "-sport", "--interval", "90", "--json")
    (feed,) = edited.data
    assert (feed["paused"], feed["whole"], feed["query"], feed["interval"]) == (True, True, "-sport", 90)
    assert reader("feeds", "edit", "paper", "--resume", "--folder", "").out == "“The Paper” changed\n"
    assert reader("feeds", "edit", "paper", "--resume").out == "It is so already.\n"
    assert reader("feeds", "edit", "paper").code == 2
    assert reader("feeds", "edit", "paper", "--query", "a OR").code == 2
    assert reader("feeds", "edit", "nothing", "--pause").code == 3
    assert "paused" in reader("feeds", "edit", "paper", "--pause").out + reader("feeds").out


def test_lists_come_in_and_go_out(reader: Reader, tmp_path: Path, server: Server) -> None:
    found = reader("feeds", "import", str(CORPUS / "lists" / "feeds.opml"), str(CORPUS / "lists" / "no_list.opml"))
    assert found.code == 1
    assert found.out == "Subscribed to 4 feeds of feeds.opml\n"
    assert "names hosts in private networks, which will be asked: 192.168.1.20:8080." in found.err
    assert "javascript:alert(1)" in found.err
    assert "no_list.opml is no list of feeds" in found.err
    out = tmp_path / "mine.opml"
    assert reader("feeds", "export", "-o", str(out)).code == 0
    assert reader("feeds", "export").out == out.read_text("utf-8")
    assert reader("feeds", "export", "-o", str(out)).code == 2
    assert reader("feeds", "export", "-o", str(out), "--force").code == 0
    assert "4 known already" in reader("feeds", "import", str(out)).out
    assert reader("feeds", "import", str(tmp_path / "none.opml")).code == 1


def test_what_failed_is_named_and_the_others_come(reader: Reader, server: Server) -> None:
    server.replies["/gone"] = status(410)
    for path in ("/plain", "/gone", "/feed"):
        reader("feeds", "add", "--unseen", server.url(path))
    done = reader("fetch", "--json")
    assert done.code == 1
    what = {step["url"].rpartition("/")[2]: (step["what"], step["new"]) for step in done.data}
    assert what == {"plain": ("failed", 0), "gone": ("gone", 0), "feed": ("done", 1)}
    assert "is a web page and no feed" in done.err
    assert "410" in done.err
    listed = reader("feeds").out
    assert "gone for good" in listed
    assert "failed 1 time" in listed
    assert (reader("fetch").code, reader("fetch", "--all").code) == (0, 0)
    assert reader("fetch", "plain").code == 1
    assert reader("fetch", "nothing").code == 3


def test_without_feeds_there_is_nothing_to_fetch(reader: Reader) -> None:
    done = reader("fetch")
    assert (done.code, done.out) == (0, "")
    assert "There are no feeds yet" in done.err


def test_without_a_network_that_is_said_once(reader: Reader, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(self: Client, url: str, **how: object) -> None:
        raise FetchError(f"{url} cannot be reached: this computer is offline.", "offline")

    for path in ("/a", "/b", "/c"):
        reader("feeds", "add", "--unseen", server.url(path))
    monkeypatch.setattr(Client, "get", away)
    done = reader("fetch")
    assert (done.code, done.out) == (1, "")
    assert done.err == ("reader: No feed could be reached: this computer seems to be offline. Nothing was changed.\n")


def test_on_a_terminal_a_fetch_says_what_it_did(
    reader: Reader, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.cli.output.can_show_progress", lambda: True)
    reader("feeds", "add", "--unseen", server.url("/feed"))
    assert "1 feed asked: 1 new article." in reader("fetch").err
    assert "No feed is due yet" in reader("fetch").err
