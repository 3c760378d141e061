"""What is typed with `a` is found, taken in and opened."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.tui.desk import desk
from tests.tui.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library import Library
    from tests.tui.desk import Driver
    from tests.tui.serving import Site

OPML = '<opml version="2.0"><body><outline text="Papers">{outlines}</outline></body></opml>'


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of pages and feeds."""
    with serving() as made:
        yield made


async def _looked(driver: Driver, typed: str) -> None:
    """Type it, and wait until it is known what it is."""
    await driver.press("a")
    await driver.paste(typed)
    await driver.press("enter")


async def test_an_address_becomes_an_article_that_is_open(library: Library, site: Site) -> None:
    async with desk(library) as driver:
        await driver.press("a")
        assert "a page to read, or a feed" in driver.screen
        await driver.paste(f"{site.url}/houses")
        await driver.press("enter")
        assert "The town that counted its empty houses" in driver.screen
        assert "a page · by Marta Oliveira" in driver.screen
        assert "Subscribe to “The Review”" in driver.screen
        assert library.count() == 2
        await driver.press("enter")
        await driver.until(driver.is_reading)
        assert "nobody asked how it had counted them" in driver.screen
        assert site.asked.count("/houses") == 1
        await driver.press("u")
        assert "undone: “The town that counted its empty houses” added" in driver.screen
        assert library.count() == 2


async def test_an_address_that_cannot_be_had_is_tried_again_with_what_was_typed(library: Library, site: Site) -> None:
    page = site.replies.pop("/houses")
    async with desk(library) as driver:
        await _looked(driver, f"{site.url}/houses")
        assert "is not there (404)" in driver.screen
        assert f"{site.url}/houses" in driver.screen
        site.replies["/houses"] = page
        await driver.press("enter")
        assert "Add it and read it" in driver.screen
        await driver.press("escape")
        assert driver.app.screen is driver.desk
    assert library.count() == 2


async def test_a_page_that_names_a_feed_is_subscribed_to_and_its_articles_come(library: Library, site: Site) -> None:
    site.feed("/feed.xml", "The Review", "A ferry sank", "A crane fell")
    async with desk(library) as driver:
        await _looked(driver, f"{site.url}/houses")
        await driver.press("down", "enter")
        await driver.until(lambda: "subscribed to “The Review”; esc shows all articles" in driver.screen)
        assert driver.desk.articles.count == 2
        await driver.press("escape")
        assert driver.desk.articles.count == 4
        (listed,) = library.feeds.all()
        assert (listed.feed.title, listed.articles) == ("The Review", 2)
        await driver.press("u")
        assert "undone: subscribed to “The Review”" in driver.screen
    assert library.feeds.all() == ()


async def test_a_list_of_feeds_says_how_many_and_is_subscribed_to_in_one_step(
    library: Library, site: Site, tmp_path: Path
) -> None:
    addresses = [site.feed(f"/{number}", f"Paper {number}", f"News {number}") for number in range(10)]
    outlines = "".join(
        f'<outline type="rss" text="Paper {number}" xmlUrl="{address}"/>' for number, address in enumerate(addresses)
    )
    path = tmp_path / "mine.opml"
    path.write_text(OPML.format(outlines=outlines), "utf-8")
    async with desk(library) as driver:
        await driver.press("F", "I")
        await driver.paste(str(path))
        await driver.press("enter")
        assert "Subscribe to 10 feeds" in driver.screen
        await driver.press("enter")
        await driver.until(lambda: "Paper 9" in driver.screen)
        assert "127.0.0.1" in driver.screen
        await driver.press("enter")
        await driver.until(lambda: "10 new articles, from 10 feeds" in driver.screen)
        assert "10 feeds · 10 articles · 10 unread" in driver.screen
        await driver.press("E")
        await driver.paste(f"{tmp_path}/out.opml")
        await driver.press("enter")
        await driver.until(lambda: "10 feeds written to" in driver.screen)
        await driver.press("a")
        await driver.paste(f"{site.url}/houses")
        await driver.press("enter", "enter")
        await driver.until(lambda: "1 article added; u takes it back" in driver.screen)
        assert library.count() == 13
        await driver.press("u")
        assert (tmp_path / "out.opml").read_text("utf-8").count("xmlUrl=") == 10
        await driver.press("u")
        assert "No feeds yet" in driver.screen


async def test_a_folder_says_how_many_and_what_could_not_be_taken(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.md").write_text(f"# Tide {number}\n\nHigh water {number}.\n", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    async with desk(library) as driver:
        await _looked(driver, str(folder))
        assert "Add 4 articles" in driver.screen
        await driver.press("enter")
        assert "3 articles added; 1 could not be taken" in driver.screen
        assert "broken.pdf" in driver.screen
        await driver.press("enter")
        assert driver.app.screen is driver.desk
        assert driver.desk.articles.count == 5
        await driver.press("u")
        assert "undone: 3 articles added" in driver.screen
    assert library.count() == 2


async def test_what_is_asked_of_feeds_is_done_also_when_the_screen_that_asked_is_left(library: Library) -> None:
    feed, may_go = library.feeds.add("https://review.example/feed", title="The Review"), Event()
    async with desk(library) as driver:
        before = asyncio.create_task(driver.desk.in_turn(lambda: may_go.wait(10)))
        await driver.pilot.pause()
        await driver.pilot.press("F")
        await driver.until(lambda: "The Review" in driver.screen)
        await driver.pilot.press("d", "escape")
        may_go.set()
        await before
        await driver.settle()
        assert library.feeds.all() == ()
        await driver.press("u")
        assert "undone: " in driver.screen
    assert [each.feed.id for each in library.feeds.all()] == [feed.id]
