"""What is said of a feed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.library.values import FeedListing, FeedStep
from reader.model.feed import FeedState
from reader.tui.feeds import rows
from tests.tui.feeds.samples import LISTINGS, NOW, feed


def test_feeds_stand_by_folder_and_name_those_without_one_first() -> None:
    found = [(row.heading, row.unread, row.listing.feed.title) for row in rows.arranged(LISTINGS)]
    assert found == [
        ("", 0, "Old Lamp"),
        ("Harbours", 12, "Harbour Review"),
        ("", 0, "Tide Tables"),
        ("News/wires", 0, "[red]Wire[/red]"),
        ("", 0, "Gone Post"),
    ]


def test_a_sign_tells_how_a_feed_is() -> None:
    assert {each.feed.title: rows.sign(each) for each in LISTINGS} == {
        "Tide Tables": " ",
        "Harbour Review": "●",
        "Old Lamp": "×",
        "[red]Wire[/red]": "‖",
        "Gone Post": "×",
    }
    failing = FeedListing(feed("x"), FeedState(failures=1))
    assert rows.sign(failing) == "!"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (7_200, "2 h ago"),
        (100_000, "yesterday"),
        (864_000, "14 Nov"),
        (-50, "just now"),
    ],
)
def test_a_moment_is_told_as_people_do(seconds: int, said: str) -> None:
    assert rows.ago((NOW - timedelta(seconds=seconds)).isoformat(), NOW) == said


@pytest.mark.parametrize("moment", ["", "yesterday", "9999-99-99"])
def test_what_is_no_moment_is_not_told(moment: str) -> None:
    assert rows.ago(moment, NOW) == ""


def test_the_facts_of_a_feed_are_those_that_it_has() -> None:
    assert rows.facts(LISTINGS[1], NOW) == [
        ("Address", "https://harbour-review.example/feed.xml"),
        ("Site", "https://harbour-review.example/"),
        ("Folder", "Harbours"),
        ("Articles", "120, 12 unread"),
        ("Fetched", "3 h ago; every 2 hours"),
        ("New", "yesterday"),
        ("Keeps", "what is read 30 days; what has notes or a star stays"),
        ("Takes", "only what matches ferry OR harbour"),
        ("Text", "the whole article is fetched"),
    ]
    assert ("Fetched", "never; paused") in rows.facts(LISTINGS[3], NOW)
    assert ("Articles", "none yet") in rows.facts(LISTINGS[3], NOW)


def test_a_dead_feed_says_since_when_and_what_can_be_done() -> None:
    said = "old-lamp.example could not be found. It has failed since 2 Nov. e gives it another address, d removes it."
    assert rows.trouble(LISTINGS[2], NOW) == said
    assert rows.trouble(LISTINGS[0], NOW) == ""
    lately = FeedState(failures=2, failing_since="2026-11-24T10:00:00+00:00", due="2026-11-24T13:00:00+00:00")
    assert rows.trouble(FeedListing(feed("x"), lately), NOW) == "It could not be fetched. It has failed for 2 h."
    assert dict(rows.facts(FeedListing(feed("x"), lately), NOW))["Waits"].endswith(", since it failed")


def test_a_feed_is_listed_by_its_title_or_where_others_have_that_too_by_its_id() -> None:
    assert rows.query(LISTINGS[1], LISTINGS) == 'feed:"Harbour Review"'
    other = FeedListing(feed("Harbour Review Letters"), FeedState())
    assert rows.query(LISTINGS[1], (*LISTINGS, other)) == "feed:harbour-review"


def test_the_totals_name_only_what_there_is() -> None:
    assert rows.totals(LISTINGS) == "5 feeds · 164 articles · 13 unread · 2 fail"
    assert rows.totals(LISTINGS[:1]) == "1 feed · 40 articles"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (FeedStep(feed("x"), "done", 3, 1), "3 new, 1 updated"),
        (FeedStep(feed("x"), "done", 0, 1), "1 updated"),
        (FeedStep(feed("x"), "unchanged"), "nothing new"),
        (FeedStep(feed("x"), "failed"), "failed"),
        (FeedStep(feed("x"), "early"), "asks to wait"),
        (FeedStep(feed("x"), "asking"), "asking …"),
    ],
)
def test_a_step_is_told_in_a_word_or_two(step: FeedStep, said: str) -> None:
    assert rows.step_word(step) == said
