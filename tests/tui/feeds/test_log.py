"""What a fetch tells, and what is kept of it."""

from __future__ import annotations

import pytest

from reader.library.values import FeedStep, Fetched
from reader.tui.feeds.log import FetchLog, summary
from tests.tui.feeds.samples import feed

A, B, C = feed("a"), feed("b"), feed("c")


def test_a_log_counts_feeds_and_tells_of_those_that_have_something_to_tell() -> None:
    log = FetchLog((A, B, C))
    assert (log.total, log.ended, log.told()) == (3, 0, ())
    for step in (FeedStep(A, "asking"), FeedStep(B, "asking"), FeedStep(B, "unchanged"), FeedStep(C, "asking")):
        log.take(step)
    log.take(FeedStep(C, "failed", message="c.example could not be found."))
    assert [step.feed.id for step in log.told()] == ["c", "a"]
    assert log.progress == "2 of 3 feeds · 1 failed"
    log.take(FeedStep(A, "done", new=4))
    assert log.progress == "3 of 3 feeds · 4 new · 1 failed"
    assert [step.what for step in log.told()] == ["failed", "done"]
    fetched = Fetched(3, 4, failed=(FeedStep(C, "failed"),))
    log.end(fetched)
    assert log.progress == "3 of 3 feeds · 4 new · 1 failed"
    assert summary(fetched) == "4 new articles, from 3 feeds; 1 feed could not be fetched"
    assert log.of("b") == FeedStep(B, "unchanged")
    assert log.of("x") is None


@pytest.mark.parametrize(
    ("fetched", "said"),
    [
        (Fetched(3), "nothing new in 3 feeds"),
        (Fetched(1, 1, 2), "1 new article, 2 updated, from 1 feed"),
        (Fetched(2, 0, is_cancelled=True), "stopped: 0 new articles, from 2 feeds"),
        (Fetched(2, is_offline=True), "no feed could be reached: this computer seems to be offline"),
        (Fetched(early=2), "nothing was asked; 2 feeds left alone for a while"),
        (
            Fetched(2, early=1, expired=3),
            "nothing new in 2 feeds; 1 feed left alone for a while; 3 old articles to the trash",
        ),
    ],
)
def test_a_summary_says_what_came(fetched: Fetched, said: str) -> None:
    assert summary(fetched) == said
