"""The feeds screen: what it shows, and what its keys ask for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from reader.library.values import FeedListing, FeedStep
from reader.model.feed import FeedState
from reader.text.cells import width
from reader.tui.bindings import TABLE
from reader.tui.feeds.log import FetchLog
from reader.tui.feeds.screen import FeedsScreen
from tests.tui.feeds.samples import LISTINGS, NOW, feed
from tests.tui.hosting import Host, hit, screen_text

if TYPE_CHECKING:
    from textual.pilot import Pilot

SMALL = """\
 Feeds   5 feeds · 164 articles · 13 unread · 2 fail

  × Old Lamp                                               1  dead

  Harbours                                                12
 ▌● Harbour Review                                        12  3 h ago
    Tide Tables                                               5 min ago

  News/wires
  ‖ [red]Wire[/red]                                           paused
  × Gone Post                                                 gone




 ──────────────────────────────────────────────────────────────────────────────
  Harbour Review
  Address   https://harbour-review.example/feed.xml
  Site      https://harbour-review.example/
  Folder    Harbours
  Articles  120, 12 unread
  Fetched   3 h ago; every 2 hours

 enter Articles  a Add  e Edit  d Remove  r Fetch  R Fetch all  esc Leave"""
WIDE = """\
 Feeds   5 feeds · 164 articles · 13 unread · 2 fail

 ▌× Old Lamp                                       1  dead               │  Old Lamp
                                                                         │  old-lamp.example could not be found. It has
  Harbours                                        12                     │  failed since 2 Nov. e gives it another
  ● Harbour Review                                12  3 h ago            │  address, d removes it.
    Tide Tables                                       5 min ago          │
                                                                         │  Address   https://old-lamp.example/feed.xml
  News/wires                                                             │  Site      https://old-lamp.example/
  ‖ [red]Wire[/red]                                   paused             │  Articles  3, 1 unread
  × Gone Post                                         gone               │  Fetched   3 h ago; every 30 minutes
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │
                                                                         │

 enter Articles  a Add  e Edit  d Remove  r Fetch  R Fetch all  esc Leave  ? Help"""


class Told:
    """Stands for the desk: keeps what is asked of it."""

    def __init__(self, *listings: FeedListing) -> None:
        self.library: Any = SimpleNamespace(feeds=SimpleNamespace(all=lambda: listings), query=lambda _: None)
        self.keymap = TABLE
        self.fetch_log: FetchLog | None = None
        self.asked: list[object] = []

    async def in_turn(self, act: Any) -> Any:
        self.asked.append(act)

    def fetch(self, feeds: Any) -> bool:
        self.asked.append(("fetch", feeds))
        return True

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self.asked.append((name, *given))


async def _shown(pilot: Pilot[None]) -> str:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen_text(pilot.app)


def _host(*listings: FeedListing) -> tuple[Host, Told]:
    hands = Told(*listings)
    return Host(dialog=FeedsScreen(hands, lambda: NOW)), hands


async def test_at_80_columns_a_feed_is_told_of_below_the_list() -> None:
    host, _ = _host(*LISTINGS)
    async with host.driven(80, 24) as pilot:
        await _shown(pilot)
        await hit(pilot, "j")
        assert await _shown(pilot) == SMALL


async def test_at_120_columns_a_feed_is_told_of_beside_the_list() -> None:
    host, _ = _host(*LISTINGS)
    async with host.driven(120, 30) as pilot:
        assert await _shown(pilot) == WIDE


@pytest.mark.parametrize("size", [(40, 10), (99, 20), (200, 50)])
async def test_in_every_size_feeds_and_keys_are_seen(size: tuple[int, int]) -> None:
    host, _ = _host(*LISTINGS)
    async with host.driven(*size) as pilot:
        shown = await _shown(pilot)
        assert all(width(line) <= size[0] for line in shown.split("\n"))
        for words in ("Harbour Review", "× Old Lamp", "a Add"):
            assert words in shown, words


async def test_without_feeds_the_screen_teaches_how_to_get_some() -> None:
    host, hands = _host()
    async with host.driven() as pilot:
        shown = await _shown(pilot)
        assert "No feeds yet" in shown
        assert "a subscribes" in shown
        assert "a Add" in shown
        assert "d Remove" not in shown
        await hit(pilot, "R", "E", "d", "e", "enter", "r", "o")
        assert "there are no feeds yet" in screen_text(host)
        assert hands.asked == []
        await hit(pilot, "escape")
    assert host.results == [None]


async def test_while_feeds_are_fetched_each_says_how_far_it_is() -> None:
    host, hands = _host(*LISTINGS)
    async with host.driven(80, 24) as pilot:
        await _shown(pilot)
        hands.fetch_log = FetchLog()
        hands.fetch_log.take(FeedStep(LISTINGS[1].feed, "done", 12))
        hands.fetch_log.take(FeedStep(LISTINGS[0].feed, "asking"))
        screen = host.screen
        assert isinstance(screen, FeedsScreen)
        screen.told()
        shown = await _shown(pilot)
        assert "12 new" in shown
        assert "asking …" in shown


async def test_keys_go_through_the_feeds_that_fail_and_ask_for_one() -> None:
    host, hands = _host(*LISTINGS)
    async with host.driven(100, 24) as pilot:
        await _shown(pilot)
        await hit(pilot, "right_square_bracket")
        assert "It is gone, its server says (410)." in screen_text(host)
        await hit(pilot, "right_square_bracket", "r", "o")
        assert hands.asked == [("fetch", (LISTINGS[2].feed,)), ("open_address", "https://old-lamp.example/")]
        await hit(pilot, "j", "enter")
    assert host.results == ['feed:"Harbour Review"']


async def test_no_name_of_a_feed_becomes_markup() -> None:
    hostile = FeedListing(feed("x", "[b]f[/b]", query="[/]"), FeedState(failures=1, error="\x1b[31m[/bold] failed"))
    host, _ = _host(hostile)
    async with host.driven(120, 24) as pilot:
        shown = await _shown(pilot)
        assert "[b]f[/b]" in shown
        assert "[31m[/bold] failed" in shown
        assert "\x1b" not in shown
