"""What comes late: saves that wait or fail, answers about an article that was left, an article read too early."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import StoreError
from reader.library import Library
from reader.settings import Settings
from tests.tui.desk import Driver, desk, notes, send_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def full(library: Library) -> Iterator[pytest.MonkeyPatch]:
    """A disk without room, until the patch is undone."""

    def refuse(*_: object) -> None:
        raise StoreError("notes cannot be written: No space left on device.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library.notes_store, "put", refuse)
        patch.setattr(library.notes_store, "set_state", refuse)
        yield patch


def marked(driver: Driver) -> list[str]:
    """The words that are highlighted on the screen."""
    session = driver.desk.page.session
    assert session is not None
    return [highlight.annotation.target.quote.exact for highlight in session.highlights]


@pytest.mark.usefixtures("full")
async def test_an_unsaved_highlight_is_still_there_when_one_comes_back(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("enter", "m", "w", "escape")
        await driver.press("J")
        assert marked(driver) == []
        await driver.press("K")
        assert marked(driver) == ["For"]


async def test_undo_gives_up_what_could_not_be_saved_with_its_themes_and_leaves_the_rest(
    library: Library, root: Path, full: pytest.MonkeyPatch
) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "s", "escape", "right_curly_bracket", "m", "w")
        await driver.type("harbour")
        await driver.press("enter", "u")
        assert len(marked(driver)) == 1
        full.undo()
        driver.desk.saver.retry()
        await driver.settle()
        assert [note["quote"] for note in notes(root)] == marked(driver)


async def test_undo_waits_for_the_save_that_is_under_way(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, put = Event(), library.notes_store.put

    def slow(*given: Any) -> Any:
        goes_on.wait(10)
        return put(*given)

    async with desk(library) as driver:
        await driver.open("bridge")
        monkeypatch.setattr(library.notes_store, "put", slow)
        for key in ("M", "s", "u"):
            send_key(driver.app, key)
            await driver.pilot.pause(0.05)
        assert len(marked(driver)) == 1
        goes_on.set()
        await driver.settle()
        assert marked(driver) == []
        assert notes(root) == []
        assert "undone: highlight made" in driver.screen


async def test_themes_that_are_given_when_another_article_is_open_are_kept(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "s")
        driver.desk.open_article(library.find("town").article.id)
        await driver.settle()
        await driver.type("harbour")
        await driver.press("enter")
        assert [note["themes"] for note in notes(root)] == [["harbour"]]
        assert marked(driver) == []


async def test_an_article_that_is_read_while_its_note_is_saved_is_read_again(library: Library) -> None:
    article_id = library.find("bridge").article.id
    async with desk(library) as driver:
        await driver.open("bridge")
        before = library.read(article_id)
        await driver.press("M", "s")
        driver.desk.open_article(article_id)
        driver.desk.saved_in(frozenset({article_id}))
        driver.desk.post_message(
            driver.desk.ArticleRead(before, driver.desk._request, library.look(before.listing.article))
        )
        await driver.settle()
        assert len(marked(driver)) == 1


async def test_notes_that_are_hidden_have_no_keys(library: Library) -> None:
    async with desk(library, 160) as driver:
        await driver.press("enter", "tab", "semicolon")
        assert driver.desk.page.has_focus


async def test_an_article_that_is_kept_unread_stays_so(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("w", "w", "q", "r")
        driver.desk.keep_position()
        await driver.settle()
        assert not library.find("bridge").state.read


async def test_a_star_for_another_article_than_the_open_one_leaves_its_highlights_where_they_are(
    library: Library,
) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge")
    async with desk(library) as driver:
        await driver.open("town")
        await driver.press("q", "escape")
        driver.desk.articles.select(library.find("bridge").article.id)
        await driver.press("s")
        assert library.find("bridge").state.starred
        assert library.count("is:orphaned") == 0


async def test_the_list_counts_what_undo_took_from_another_article(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("enter", "M", "s", "J", "u")
        assert [driver.desk.articles.at(row).highlights for row in (0, 1)] == [0, 0]  # type: ignore[union-attr]


async def test_the_status_line_goes_with_the_list_and_with_the_article(library: Library) -> None:
    async with desk(library) as driver:
        assert "1 of 2" in driver.screen
        await driver.press("j")
        assert "2 of 2" in driver.screen
        await driver.press("k", "enter", "J")
        assert driver.desk.session is not None
        assert driver.desk.session.listing.article.title in driver.screen.splitlines()[-2]


async def test_what_is_wrong_with_the_configuration_stays_on_the_screen(library: Library, root: Path) -> None:
    (root / "articles" / "new.txt").write_text("A new one came. It is here.", "utf-8")
    async with desk(library, settings=Settings(keys={"nonsense": "x"})) as driver:
        assert "1 of 3" not in driver.screen
        assert "no command 'nonsense'" in driver.screen


async def test_a_library_that_cannot_be_written_says_so_and_no_more_while_one_reads(
    library: Library, full: pytest.MonkeyPatch
) -> None:
    full.setattr(library, "read_only", True)
    async with desk(library) as driver:
        await driver.press("enter", "w", "J")
        assert "this library cannot be written" in driver.screen
        assert "No space left" not in driver.screen


async def test_a_library_whose_disk_is_mounted_read_only_says_so(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    with monkeypatch.context() as patch:
        patch.setattr("os.access", lambda path, mode, **_: False)
        opened = Library.open(root)
    assert opened.read_only
    async with desk(opened, 80, 24) as driver:
        assert "this library cannot be written: nothing that you mark will be kept" in driver.screen
    opened.close()


async def test_how_many_articles_there_are_is_told_as_soon_as_they_are_read(library: Library) -> None:
    library.catalogue.renew()
    async with desk(library, 80, 24) as driver:
        assert "1 of 2" in driver.screen
        assert "no articles" not in driver.screen
