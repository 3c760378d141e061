"""All that the list shows, read with one key, and taken back with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


def _unread(library: Library) -> list[str]:
    return sorted(listing.article.title for listing in library.listings("is:unread"))


async def test_all_that_is_shown_is_read_in_one_step_and_unread_again_in_one(library: Library, root: Path) -> None:
    for number in range(120):
        (root / "articles" / f"tide-{number}.md").write_text(f"# Tide {number}\n\nHigh water {number}.\n", "utf-8")
    library.refresh()
    async with desk(library) as driver:
        await driver.press("slash")
        await driver.type("tide")
        await driver.press("enter", "j", "j")
        row, title = driver.desk.articles.cursor, driver.desk.articles.current
        assert driver.screen.count("●") > 10
        await driver.press("C")
        assert "120 articles read; u takes it back" in driver.screen
        assert "●" not in driver.screen
        assert _unread(library) == [
            "The harbour board of Port Alder voted on Tuesday to close the old bridge.",
            "The town that counted its empty houses",
        ]
        await driver.press("C")
        assert "all that is shown is read" in driver.screen
        await driver.press("u")
        assert "undone: 120 articles read" in driver.screen
        assert driver.screen.count("●") > 10
        assert len(_unread(library)) == 122
        assert driver.desk.articles.cursor == row
        assert title is not None
        assert driver.desk.articles.current is not None
        assert driver.desk.articles.current.article.id == title.article.id
        await driver.press("ctrl+r")
        assert len(_unread(library)) == 2


async def test_one_article_is_called_by_its_title(library: Library) -> None:
    library.set_state(library.find("bridge").article.id, type(library.find("bridge").state)(read=True))
    async with desk(library) as driver:
        await driver.press("C")
        assert "“The town that counted its empty houses” read; u takes it back" in driver.screen
    assert _unread(library) == []
