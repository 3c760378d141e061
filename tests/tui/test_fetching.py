"""Feeds are fetched while one reads on: what comes appears, and cursor and place stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.desk import desk
from tests.tui.serving import Reply, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library import Library
    from tests.tui.serving import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of feeds."""
    with serving() as made:
        yield made


async def test_what_comes_appears_in_the_list_and_neither_cursor_nor_place_move(library: Library, site: Site) -> None:
    library.feeds.add(site.feed("/one", "The Review", "A ferry sank", "A crane fell"))
    library.feeds.add(site.feed("/two", "Tide Tables", "High water"))
    library.feeds.add(f"{site.url}/three", title="Old Lamp")
    async with desk(library) as driver:
        await driver.open("houses")
        await driver.press("escape", "escape", "j")
        current = driver.desk.articles.current
        assert current is not None
        session = driver.desk.page.session
        assert session is not None
        site.hold.clear()
        await driver.desk.action_fetch()
        assert "fetching the feeds" in driver.screen
        await driver.pilot.press("R")
        assert "━" in driver.screen or "─" in driver.screen
        assert driver.app.focused is not None
        assert driver.app.focused.id == "fetching"
        site.hold.set()
        await driver.settle()
        assert "3 new articles, from 3 feeds; 1 feed could not be fetched: F shows why" in driver.screen
        assert "Old Lamp" in driver.screen
        assert "404" in driver.screen
        await driver.press("R")
        assert driver.app.focused is driver.desk.articles
        assert driver.desk.articles.count == 5
        after = driver.desk.articles.current
        assert after is not None
        assert after.article.id == current.article.id
        assert driver.desk.page.session is session
        await driver.press("g")
        assert "A ferry sank" in driver.screen
    assert library.count() == 5


async def test_a_fetch_is_stopped_and_what_did_not_come_comes_the_next_time(library: Library, site: Site) -> None:
    library.feeds.add(site.feed("/one", "The Review", "A ferry sank"))
    async with desk(library) as driver:
        site.hold.clear()
        await driver.desk.action_fetch()
        while not site.asked:
            await driver.pilot.pause(0.01)
        await driver.pilot.press("R")
        await driver.pilot.press("x")
        await driver.settle()
        assert "stopped" in driver.screen
        assert driver.desk.articles.count == 2
        site.hold.set()
        await driver.press("R")
        await driver.press("R")
        assert "1 new article, from 1 feed" in driver.screen
        assert driver.desk.articles.count == 3


async def test_quitting_stops_a_fetch_and_waits_for_no_server(library: Library, site: Site) -> None:
    library.feeds.add(site.feed("/one", "The Review", "A ferry sank"))
    async with desk(library) as driver:
        site.hold.clear()
        await driver.desk.action_fetch()
        while not site.asked:
            await driver.pilot.pause(0.01)
        await driver.pilot.press("R")
        assert "x Stop" in driver.screen
        await driver.press("ctrl+q")
        assert not driver.app.is_running
        assert not site.hold.is_set()
    assert library.count() == 2


async def test_without_feeds_one_is_told_how_to_get_some(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("R")
        assert "no feeds yet: F shows how to get some" in driver.screen


async def test_feeds_are_listed_edited_removed_and_brought_back(library: Library, site: Site) -> None:
    feed = library.feeds.add(site.feed("/one", "The Review", "A ferry sank"), title="The Review")
    async with desk(library) as driver:
        await driver.press("F")
        assert "The Review" in driver.screen
        assert "never fetched" in driver.screen
        await driver.press("e", "tab")
        await driver.type("Papers")
        await driver.press("enter")
        assert "Papers" in driver.screen
        assert library.feeds.get(feed.id).folder == "Papers"
        await driver.press("p", "escape", "R")
        assert "all feeds are paused" in driver.screen
        await driver.press("F", "p", "r")
        await driver.until(lambda: "1 new" in driver.screen)
        await driver.press("d")
        assert library.feeds.all() == ()
        assert "No feeds yet" in driver.screen
        await driver.press("u")
        assert library.feeds.get(feed.id).folder == "Papers"
        assert "The Review" in driver.screen
        await driver.press("enter")
        assert driver.app.screen is driver.desk
        assert driver.desk.wanted == 'feed:"The Review"'
        assert driver.desk.articles.count == 1
        assert "A ferry sank" in driver.screen


async def test_what_cannot_be_kept_of_a_feed_is_asked_again_with_what_was_typed(library: Library, site: Site) -> None:
    feed = library.feeds.add(site.feed("/one", "The Review"), title="The Review")
    other = library.feeds.add(site.feed("/two", "Tide Tables"), title="Tide Tables")
    async with desk(library) as driver:
        await driver.press("F", "e", "tab", "tab", "end")
        await driver.press(*["backspace"] * 3)
        await driver.type("two")
        await driver.press("enter")
        assert "has this address already" in driver.screen
        assert other.url in driver.screen
        await driver.press(*["backspace"] * 3)
        await driver.type("six")
        await driver.press("enter")
        assert library.feeds.get(feed.id).url == f"{site.url}/six"


async def test_a_failure_stays_readable_on_the_feeds_screen(library: Library, site: Site) -> None:
    library.feeds.add(site.feed("/one", "The Review"))
    site.replies["/one"] = Reply("[/] gone \x1b[31m", "text/plain", 410)
    async with desk(library) as driver:
        await driver.press("R")
        await driver.until(lambda: "could not be fetched" in driver.screen)
        await driver.press("F")
        assert "×" in driver.screen
        assert "410" in driver.screen
