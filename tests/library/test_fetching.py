"""Feeds are fetched: what is new comes once, what changed renews, and one that fails hides none of the others."""

from __future__ import annotations

import hashlib
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import FetchError
from reader.library import Library, arriving, fetching
from reader.library.asking import HOPELESS, Asking
from reader.sources.web import turns
from reader.sources.web.client import Client
from reader.store import machine
from reader.store.entries import Entries
from tests.conftest import START
from tests.library.feeding import Here, Item, rss, served
from tests.sources.feeds.test_parsing import CORPUS
from tests.sources.web.serving import Server, page, serving, status, to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.values import FeedStep, Fetched
    from reader.model.feed import Feed

ONE = Item("urn:1", "Ferry stops", link="https://paper.example/2026/ferry")
TWO = Item("urn:2", "Bridge opens", link="https://paper.example/2026/bridge")


class Desk:
    """A library, a server, and a clock that stands until somebody turns it."""

    def __init__(self, root: Path, server: Server) -> None:
        self.now, self.root, self.server = START, root, server
        self.library = self.opened()

    def opened(self) -> Library:
        library = Library.open(self.root, clock=lambda: self.now)
        library._workers = Here()
        library.refresh()
        return library

    def again(self) -> None:
        """Close the library, and open it anew."""
        self.library.close()
        self.library = self.opened()

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def add(self, path: str = "/feed", **wanted: Any) -> Feed:
        return self.library.feeds.add(self.server.url(path), **wanted)

    def fetch(self, *feeds: Feed, **how: Any) -> Fetched:
        return fetching.run(self.library, feeds or None, **how)

    def titles(self, query: str = "") -> list[str]:
        return sorted(listing.article.title for listing in self.library.listings(query))

    def article(self, title: str) -> str:
        (listing,) = [each for each in self.library.listings() if each.article.title == title]
        return listing.article.id

    def text(self, title: str) -> str:
        return self.library.text_of(self.article(title)).plain

    def tree(self) -> dict[str, str]:
        """Every file of the library but the index, and what is in it."""
        paths = [path for path in self.root.rglob("*") if path.is_file() and not path.name.startswith("index.sqlite")]
        return {
            str(
                path.relative_to(self.root)
            ): f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}"
            for path in paths
        }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def desk(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(turns, "SPACING", 0.0)
    with serving({"/feed": served(ONE, TWO)}) as server:
        made = Desk(root, server)
        yield made
        made.library.close()


def test_entries_become_articles_once(desk: Desk) -> None:
    feed = desk.add()
    steps: list[FeedStep] = []
    done = desk.fetch(progress=steps.append)
    assert (done.feeds, done.new, done.updated, done.failed) == (1, 2, 0, ())
    assert [step.what for step in steps] == ["waiting", "asking", "reading", "done"]
    assert (steps[-1].new, steps[-1].feed) == (2, feed)
    assert desk.titles() == ["Bridge opens", "Ferry stops"]
    listed = desk.library.feeds.all()[0]
    assert (listed.feed.title, listed.articles, listed.unread) == ("The Paper", 2, 2)
    article = desk.library.listing(desk.article("Ferry stops")).article
    assert (article.source, article.url) == ("The Paper", "https://paper.example/2026/ferry")
    assert article.published == "2026-03-10T09:30:00+00:00"
    assert desk.text("Ferry stops") == "The words of Ferry stops are told here at some length."
    assert set(desk.library.feeds.articles(feed.id)) == {desk.article(title) for title in desk.titles()}


def test_a_second_run_with_nothing_new_writes_nothing_at_all(desk: Desk) -> None:
    desk.server.replies["/etag"] = lambda head: (
        status(304) if b'If-None-Match: "x"' in head else page(rss(replace_key(ONE, "urn:9")), 'ETag: "x"')
    )
    desk.server.replies["/date"] = page(rss(Item("urn:8", "Later")), "Cache-Control: max-age=60")
    for path in ("/feed", "/etag", "/date", "/gone"):
        desk.add(path)
    desk.fetch()
    before = desk.tree()
    done = desk.fetch()
    assert (done.feeds, done.unchanged, done.early) == (3, 3, 1)
    assert desk.tree() == before


def replace_key(item: Item, key: str) -> Item:
    return item._replace(key=key, link=f"https://paper.example/{key}", title=f"{item.title} {key}")


def test_an_entry_is_known_by_its_id_its_address_and_its_text(desk: Desk) -> None:
    desk.add()
    desk.fetch()
    desk.server.replies["/feed"] = served(
        ONE._replace(link="https://paper.example/moved/ferry"),  # by its id
        TWO._replace(key="urn:new", link="http://www.paper.example/2026/bridge/?utm_source=rss"),  # by its address
        ONE._replace(key="", link=""),  # by its text
    )
    done = desk.fetch()
    assert (done.new, done.updated) == (0, 0)
    assert desk.titles() == ["Bridge opens", "Ferry stops"]


def test_what_another_feed_or_a_person_brought_comes_once(desk: Desk) -> None:
    (desk.root / "articles" / "mine.md").write_text(
        "---\ntitle: My own copy\nurl: https://paper.example/2026/ferry/\n---\nThe ferry, as I saved it.\n"
    )
    desk.again()
    desk.server.replies["/planet"] = served(
        Item(
            "planet:2", "Bridge opens", "The bridge, in other words.", "https://paper.example/2026/bridge?utm_medium=x"
        ),
        title="Planet",
    )
    desk.add()
    desk.add("/planet")
    assert desk.fetch().new == 1
    assert desk.titles() == ["Bridge opens", "My own copy"]
    assert desk.text("My own copy") == "The ferry, as I saved it."


def test_what_was_deleted_does_not_come_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = desk.add()
    desk.fetch()
    desk.library.trash.put([desk.article("Ferry stops")])
    (desk.root / "articles" / "bridge-opens.md").unlink()
    desk.again()
    assert desk.titles() == []
    desk.library.trash.empty()
    # On another machine, which has all but what is private; and after an edit of the entry.
    desk.library.close()
    shutil.rmtree(desk.root / ".reader")
    monkeypatch.setattr(machine, "name", lambda _: "0badcafe")
    desk.library = desk.opened()
    desk.server.replies["/feed"] = served(ONE._replace(words="The ferry stops for good, it is said now."), TWO)
    done = desk.fetch(feed)
    assert (done.new, done.updated) == (0, 0)
    assert desk.titles() == []
    # Nor as an entry of another feed.
    desk.server.replies["/planet"] = served(ONE._replace(key="planet:1"), title="Planet")
    desk.add("/planet")
    desk.fetch()
    assert desk.titles() == []
    # Nor after the feed was removed and subscribed to anew.
    desk.library.feeds.remove([feed.id])
    desk.add()
    desk.fetch()
    assert desk.titles() == []


def test_a_changed_entry_renews_its_article_and_its_notes_find_their_places(desk: Desk) -> None:
    desk.add()
    desk.fetch()
    article = desk.article("Ferry stops")
    desk.library.mark(article, "told here")
    desk.library.set_state(article, replace(desk.library.listing(article).state, read=True))
    desk.server.replies["/feed"] = served(
        ONE._replace(title="Ferry stops for good", words="It is new. The words are told here at length.")
    )
    done = desk.fetch()
    assert (done.new, done.updated) == (0, 1)
    assert desk.titles() == ["Bridge opens", "Ferry stops for good"]
    opened = desk.library.read(article)
    assert opened.text.plain == "It is new. The words are told here at length."
    assert [highlight.span is not None for highlight in opened.highlights] == [True]
    assert opened.listing.state.read
    assert list((desk.root / "trash" / "replaced").iterdir())
    assert desk.fetch().updated == 0
    # It goes back to what it said first: that is news too.
    desk.server.replies["/feed"] = served(ONE, TWO)
    assert desk.fetch().updated == 1
    assert desk.titles() == ["Bridge opens", "Ferry stops"]


def test_a_file_that_a_person_edited_stays_and_that_is_said_once(desk: Desk) -> None:
    desk.add()
    desk.fetch()
    path = desk.root / "articles" / "ferry-stops.md"
    path.write_text(path.read_text() + "\nMy own line.\n")
    desk.library.refresh()
    steps: list[FeedStep] = []
    desk.server.replies["/feed"] = served(ONE._replace(words="The ferry goes again, against all odds."))
    desk.fetch(progress=steps.append)
    assert steps[-1].message == "“Ferry stops” has changed, and its file was changed by hand: it stays."
    assert "My own line." in path.read_text()
    desk.fetch(progress=steps.append)
    assert steps[-1].message == ""


def test_a_title_that_a_person_gave_stays_above_a_newer_text(desk: Desk) -> None:
    desk.add()
    desk.fetch()
    desk.library.describing.edit(desk.article("Ferry stops"), {"title": "My title"})
    desk.server.replies["/feed"] = served(ONE._replace(title="Their title", words="The ferry goes again, after all."))
    assert desk.fetch().updated == 1
    assert desk.titles() == ["Bridge opens", "My title"]
    assert desk.text("My title") == "The ferry goes again, after all."


def test_what_nobody_reads_is_no_change(desk: Desk) -> None:
    desk.server.replies["/feed"] = served(ONE._replace(words='The same words. <img src="https://t.example/1.gif">'))
    desk.add()
    desk.fetch()
    before = desk.tree()
    desk.server.replies["/feed"] = served(ONE._replace(words='The same words. <img src="https://t.example/2.gif">'))
    assert desk.fetch().updated == 0
    changed = {name for name, said in desk.tree().items() if before.get(name) != said}
    assert all(name.startswith(".reader") for name in changed)


def test_one_feed_that_fails_hides_none_of_the_others(desk: Desk) -> None:
    replies: dict[str, Any] = {
        "/page": page("<!doctype html><title>Sign in</title><p>Words</p>", "Content-Type: text/html"),
        "/empty": page(b""),
        "/error": status(500),
        "/missing": status(404),
        "/loop": to("/loop"),
    }
    desk.server.replies |= replies
    for path in (*replies, "/feed"):
        desk.add(path)
    done = desk.fetch()
    assert (done.feeds, done.new, len(done.failed)) == (6, 2, 5)
    by_path = {step.feed.url.rpartition("/")[2]: step.message for step in done.failed}
    assert "is a web page and no feed" in by_path["page"]
    assert "is empty" in by_path["empty"]
    assert "404" in by_path["missing"]
    states = {each.feed.url.rpartition("/")[2]: each.state for each in desk.library.feeds.all()}
    assert (states["page"].failures, states["feed"].failures) == (1, 0)
    assert states["page"].error == by_path["page"]


def test_a_feed_that_fails_is_left_alone_for_longer_and_longer_and_is_called_dead_after_two_weeks(desk: Desk) -> None:
    desk.add("/missing")
    waits = []
    for _ in range(8):
        before = desk.now
        while not desk.fetch(is_due_only=True).feeds:
            desk.later(minutes=30)
        waits.append((desk.now - before) / timedelta(minutes=30))
    assert waits == [0, 1, 2, 4, 8, 16, 32, 48]
    assert not desk.library.feeds.all()[0].is_dead
    assert desk.library.feeds.all()[0].state.failures == 8
    desk.later(days=14)
    assert desk.library.feeds.all()[0].is_dead
    (failed,) = desk.fetch().failed
    assert "It could not be had since 2026-03-14. Remove it, or give it another address" in failed.message
    desk.later(days=1)
    desk.server.replies["/missing"] = served(ONE)
    desk.later(days=1)
    desk.fetch()
    listed = desk.library.feeds.all()[0]
    assert (listed.is_dead, listed.state.failures, listed.state.error) == (False, 0, "")


def test_a_feed_that_is_gone_is_not_asked_again_until_somebody_names_it(desk: Desk) -> None:
    desk.server.replies["/feed"] = status(410)
    feed = desk.add()
    done = desk.fetch()
    assert [step.what for step in done.failed] == ["gone"]
    desk.later(days=300)
    assert (desk.fetch().feeds, desk.fetch(is_due_only=True).feeds) == (0, 0)
    assert desk.library.feeds.all()[0].is_dead
    desk.server.replies["/feed"] = served(ONE)
    assert desk.fetch(feed).new == 1
    assert not desk.library.feeds.all()[0].state.gone


def test_a_feed_that_moved_is_asked_at_its_new_address(desk: Desk) -> None:
    desk.server.replies |= {"/old": to("/feed", 301), "/for-now": to("/feed"), "/nowhere": to("/page", 301)}
    desk.server.replies["/page"] = page("<!doctype html><p>Moved</p>")
    old, nowhere = desk.add("/old"), desk.add("/nowhere")
    desk.fetch()
    assert desk.library.feeds.get(old.id).url == desk.server.url("/feed")
    assert desk.library.feeds.get(nowhere.id).url == desk.server.url("/nowhere")
    # Another one that moves to an address which is taken keeps its own.
    desk.server.replies["/older"] = to("/feed", 308)
    older = desk.add("/older")
    desk.fetch()
    assert desk.library.feeds.get(older.id).url == desk.server.url("/older")
    assert desk.titles() == ["Bridge opens", "Ferry stops"]


def test_a_feed_is_asked_when_its_time_has_come(desk: Desk) -> None:
    desk.server.replies["/slow"] = served(TWO, more="<ttl>120</ttl>")
    desk.server.replies["/night"] = served(Item("urn:3", "Night"), more="<skipHours><hour>10</hour></skipHours>")
    desk.server.replies["/cached"] = page(rss(Item("urn:4", "Cached")), "Cache-Control: max-age=7200")
    for path in ("/feed", "/slow", "/night", "/cached"):
        desk.add(path)
    desk.add("/often", interval=10)
    desk.add("/paused", paused=True)
    desk.server.replies["/often"] = served(Item("urn:5", "Often"))
    assert desk.fetch(is_due_only=True).feeds == 5

    def asked(**by: float) -> set[str]:
        desk.later(**by)
        desk.server.asked.clear()
        desk.fetch(is_due_only=True)
        return set(desk.server.asked)

    assert asked(minutes=5) == set()
    assert asked(minutes=6) == {"/often"}
    assert asked(minutes=20) == {"/feed", "/night", "/often"}
    assert asked(minutes=31) == {"/feed", "/often"}  # it is past ten
    assert asked(minutes=31) == {"/feed", "/often"}
    assert asked(minutes=31) == {"/feed", "/night", "/often", "/slow", "/cached"}
    desk.server.asked.clear()
    desk.fetch()
    assert set(desk.server.asked) == {"/feed", "/night", "/often", "/slow", "/cached"}


def test_a_server_that_asks_to_wait_is_left_alone_also_when_all_are_asked(desk: Desk) -> None:
    desk.server.replies["/feed"] = status(429, "Retry-After: 5400")
    feed = desk.add()
    assert len(desk.fetch().failed) == 1
    desk.later(minutes=80)
    assert (desk.fetch().feeds, desk.fetch().early) == (0, 1)
    desk.server.replies["/feed"] = served(ONE)
    assert desk.fetch(feed).new == 1
    desk.later(minutes=11)
    assert desk.fetch().feeds == 1


def test_only_what_matches_the_filter_comes_and_the_rest_when_that_changes(desk: Desk) -> None:
    feed = desk.add(query="title:ferry OR words*")
    desk.server.replies["/feed"] = served(ONE, TWO._replace(words="Nothing of note."))
    desk.fetch()
    assert desk.titles() == ["Ferry stops"]
    desk.library.feeds.change(replace(desk.library.feeds.get(feed.id), query="-ferry"))
    desk.fetch()
    assert desk.titles() == ["Bridge opens", "Ferry stops"]


def test_whole_articles_are_fetched_where_the_feed_has_excerpts(desk: Desk) -> None:
    body = "".join(
        f"<p>Paragraph {n} of the page says what the excerpt leaves out, and says it well.</p>" for n in range(9)
    )
    desk.server.replies |= {
        "/1": page(
            f"<html><title>On the page | The Paper</title><article><h1>On the page</h1>{body}</article>",
            "Content-Type: text/html",
        ),
        "/feed": served(
            Item("urn:1", "In the feed", "An excerpt.", desk.server.url("/1")),
            Item("urn:2", "Not there", "Another excerpt.", desk.server.url("/2")),
            Item("urn:3", "Private", "A third excerpt.", "http://127.0.0.1:9/3"),
        ),
    }
    desk.add(whole=True)
    assert desk.fetch().new == 3
    assert "Paragraph 8 of the page" in desk.text("In the feed")
    assert desk.text("Not there") == "Another excerpt."
    assert desk.text("Private") == "A third excerpt."
    # The page that was not there is asked for again when the feed says something new.
    desk.server.replies["/2"] = page(f"<html><article>{body}</article>", "Content-Type: text/html")
    desk.server.replies["/feed"] = page(desk.server.replies["/feed"].partition(b"\r\n\r\n")[2] + b"<!-- new -->")
    assert desk.fetch().updated == 1
    assert "Paragraph 8 of the page" in desk.text("Not there")


def test_no_entry_leads_into_a_private_network_that_nobody_named(desk: Desk) -> None:
    with serving({"*": page("<p>Secret</p>")}) as inside:
        desk.server.replies["/feed"] = served(Item("urn:1", "Trap", "An excerpt.", inside.url("/admin")))
        desk.server.replies["/away"] = to(inside.url("/feed"), 301)
        desk.add(whole=True)
        desk.add("/away")
        desk.library.feeds.add(desk.server.url("/untrusted"), trusted="")
        done = desk.fetch()
        assert inside.asked == []
        assert {step.feed.url.rpartition("/")[2] for step in done.failed} == {"away", "untrusted"}
        assert all("private network" in step.message for step in done.failed)


def test_what_is_old_and_read_and_nobody_s_goes_to_the_trash_once(desk: Desk) -> None:
    items = [Item(f"urn:{n}", f"Article {n}") for n in range(5)]
    desk.server.replies["/feed"] = served(*items)
    feed = desk.add(keep=7)
    desk.fetch()
    ids = [desk.article(f"Article {n}") for n in range(5)]
    for article in ids[:4]:
        desk.library.set_state(article, replace(desk.library.listing(article).state, read=True))
    desk.library.mark(ids[1], "are told here")
    desk.library.set_state(ids[2], replace(desk.library.listing(ids[2]).state, starred=True))
    desk.later(days=6)
    assert desk.fetch(feed).expired == 0
    desk.later(days=2)
    done = desk.fetch(feed)
    assert done.expired == 2
    assert desk.titles() == ["Article 1", "Article 2", "Article 4"]
    assert desk.library.history.operations(1)[0].label == "2 articles old and read, moved to the trash"
    desk.library.undo()
    assert len(desk.titles()) == 5
    desk.later(days=2)
    done = desk.fetch(feed)
    assert (done.new, done.expired) == (0, 0)
    assert len(desk.titles()) == 5


def test_hostile_entries_become_harmless_articles_with_names_inside(desk: Desk) -> None:
    for name in ("hostile.rss", "odd_dates.rss", "repeating_ids.rss", "entity_bomb.rss", "external_entity.rss"):
        desk.server.replies[f"/{name}"] = page((CORPUS / name).read_bytes())
        desk.add(f"/{name}")
    done = desk.fetch()
    assert (done.failed, done.new) == ((), 5 + 5 + 4 + 1 + 1)
    names = {path.name for path in (desk.root / "articles").iterdir()}
    assert "con-txt.md" in names or "con.md" not in names
    assert all(len(name) < 100 for name in names)
    assert {path.parent for path in desk.root.rglob("*.md")} == {desk.root / "articles"}
    dated = {listing.article.title: listing.article.published for listing in desk.library.listings()}
    assert (dated["Far"], dated["Yesterday"], dated["Zero"], dated["Good"][:10]) == ("", "", "", "2026-03-10")
    assert "An entry without a title says this." in dated
    assert desk.fetch().new == 0


class Killed(BaseException):
    """The program ends, whatever it is doing."""


@pytest.mark.parametrize(("where", "left"), [("prepared", 0), ("placed", 6)])
def test_what_was_interrupted_is_there_once_after_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str, left: int
) -> None:
    items = [Item(f"urn:{n}", f"Article {n}") for n in range(6)]
    desk.server.replies["/feed"] = served(*items)
    desk.add()
    step, count = getattr(arriving, where), iter(range(100))

    def dying(*args: Any, **how: Any) -> Any:
        if next(count) == 3:
            raise Killed
        return step(*args, **how)

    remember = Entries.add

    def forgetting(self: Entries, feed: str, entries: Any) -> None:
        """Nothing is remembered, as when the power goes."""

    monkeypatch.setattr(arriving, where, dying)
    monkeypatch.setattr(Entries, "add", forgetting)
    with pytest.raises(Killed):
        desk.fetch()
    monkeypatch.setattr(arriving, where, step)
    monkeypatch.setattr(Entries, "add", remember)
    desk.again()
    assert len(desk.titles()) == left
    assert desk.fetch().new == 6 - left
    assert desk.titles() == [f"Article {n}" for n in range(6)]
    assert len(list((desk.root / "articles").iterdir())) == 6
    assert len(desk.library.feeds.articles(desk.library.feeds.all()[0].feed.id)) == 6


def test_a_fetch_can_be_ended_and_goes_on_the_next_time(desk: Desk) -> None:
    items = [Item(f"urn:{n}", f"Article {n}") for n in range(20)]
    desk.server.replies["/feed"] = served(*items)
    release = threading.Event()

    def never(head: bytes) -> bytes:
        release.wait(5)
        return served(TWO)

    desk.add()
    cancelled = threading.Event()

    def end(step: FeedStep) -> None:
        if step.what == "reading":
            cancelled.set()

    done = desk.fetch(progress=end, cancelled=cancelled)
    assert done.is_cancelled
    assert done.new == 0
    with serving({"*": never}) as slow:
        desk.library.feeds.add(slow.url("/hangs"))
        cancelled = threading.Event()

        def end_when_done(step: FeedStep) -> None:
            if step.what == "done":
                cancelled.set()

        done = desk.fetch(progress=end_when_done, cancelled=cancelled)
        release.set()
    assert (done.is_cancelled, done.new, len(desk.titles())) == (True, 20, 20)


def test_a_host_that_cannot_be_reached_is_not_asked_for_each_of_its_feeds(desk: Desk) -> None:
    with serving({}) as server:
        away = server.url("")
    for number in range(HOPELESS + 3):
        desk.library.feeds.add(f"{away}/{number}")
    desk.add()
    steps: list[FeedStep] = []
    done = desk.fetch(progress=steps.append)
    assert done.new == 2
    assert len(done.failed) == HOPELESS + 3
    assert sum(step.what == "asking" for step in steps) == HOPELESS + 1


def test_without_a_network_no_feed_is_to_blame(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(self: Client, url: str, **how: Any) -> None:
        raise FetchError("This computer is offline.", "offline")

    monkeypatch.setattr(Client, "get", away)
    for path in ("/a", "/b"):
        desk.add(path)
    done = desk.fetch()
    assert (done.is_offline, done.failed) == (True, ())
    assert [each.state.failures for each in desk.library.feeds.all()] == [0, 0]


def test_a_mistake_in_the_program_is_loud(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Asking, feed: Feed, raw: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Asking, "_parsed", wrong)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    desk.add()
    with pytest.raises(BaseExceptionGroup):
        desk.fetch()


def test_two_programs_that_fetch_at_once_take_turns(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add()
    other = desk.opened()
    cancelled = threading.Event()
    waiting: list[Fetched] = []

    def also(step: FeedStep) -> None:
        if step.what == "reading":
            for each in (cancelled, threading.Event()):
                thread = threading.Thread(
                    target=lambda each=each: waiting.append(fetching.run(other, cancelled=each)), daemon=True
                )
                threads.append(thread)
                thread.start()
            cancelled.set()
            threads[0].join(5)

    threads: list[threading.Thread] = []
    assert desk.fetch(progress=also).new == 2
    threads[1].join(5)
    other.close()
    assert [(done.is_cancelled, done.new) for done in waiting] == [(True, 0), (False, 0)]
    assert desk.titles() == ["Bridge opens", "Ferry stops"]
