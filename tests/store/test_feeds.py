"""Subscriptions are kept in a plain TinyDB file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from reader.errors import DamagedError
from reader.model.feed import Feed
from reader.store import absorbing, feeds
from reader.store.feeds import Subscriptions

if TYPE_CHECKING:
    from pathlib import Path

PAPER = Feed("paper", "https://paper.example/feed", "The Paper", "News/Local", interval=60, keep=30, query="-sport")
BLOG = Feed(
    "blog", "https://blog.example/atom", whole=True, paused=True, trusted="blog.example:443", added="2026-03-14"
)


@pytest.fixture
def store(root: Path) -> Subscriptions:
    (root / ".reader" / "locks").mkdir(parents=True, exist_ok=True)
    (root / "articles").mkdir(exist_ok=True)
    made = Subscriptions(root)
    made.turn([(None, PAPER), (None, BLOG)])
    return made


def test_feeds_come_back_as_they_were_and_tinydb_opens_the_file(store: Subscriptions, root: Path) -> None:
    assert store.feeds() == (PAPER, BLOG)
    with TinyDB(root / "feeds.json") as database:
        assert [document["feed"] for document in database] == ["paper", "blog"]


def test_a_change_keeps_what_another_version_wrote_beside(store: Subscriptions, root: Path) -> None:
    path = root / "feeds.json"
    path.write_text(path.read_text().replace('"title": "The Paper"', '"mood": "grey", "title": "The Paper"'))
    store.turn([(PAPER, replace(PAPER, title="Paper")), (BLOG, None)])
    assert store.feeds() == (replace(PAPER, title="Paper"),)
    assert '"mood": "grey"' in path.read_text()


@pytest.mark.parametrize(
    "wrong", ['"url": "ftp://x"', '"feed": "../x"', '"interval": -1', '"interval": true', '"whole": 1', '"title": []']
)
def test_what_is_no_subscription_is_damage(store: Subscriptions, root: Path, wrong: str) -> None:
    path = root / "feeds.json"
    path.write_text(path.read_text().replace('"feed": "paper"', f'"feed": "paper", {wrong}', 1))
    key = wrong.split('"')[1]
    text = path.read_text().split(wrong)
    path.write_text(wrong.join([text[0], *(_without(part, key) for part in text[1:])]))
    with pytest.raises(DamagedError, match=r"feed .* cannot be read"):
        store.feeds()


def _without(part: str, key: str) -> str:
    first, brace, rest = part.partition("}")
    lines = [line for line in first.split("\n") if f'"{key}":' not in line]
    return "\n".join(lines) + brace + rest


def test_two_versions_merge_by_feed_and_one_that_was_removed_stays_away(store: Subscriptions, root: Path) -> None:
    path = root / "feeds.json"
    base, ours, theirs = (root / name for name in ("base.json", "ours.json", "theirs.json"))
    base.write_bytes(path.read_bytes())
    store.turn([(BLOG, None), (PAPER, replace(PAPER, folder="Z"))])
    ours.write_bytes(path.read_bytes())
    path.write_bytes(base.read_bytes())
    other = Feed("other", "https://other.example/")
    store.turn([(None, other)])
    theirs.write_bytes(path.read_bytes())
    absorbing.merge_files(base, ours, theirs)
    path.write_bytes(ours.read_bytes())
    assert {feed.id for feed in store.feeds()} == {"paper", "other"}
    assert store.feeds()[0].folder == "Z"


def test_strange_documents_are_told_from_feeds() -> None:
    assert feeds.is_feed(feeds.feed_document(PAPER))
    assert not feeds.is_feed({"name": "economy", "color": "amber"})
