"""What was imported on the screen: passages that wait for their article, and the article that comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sources.notes.reading import CORPUS
from tests.tui.desk import desk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


async def test_imported_passages_are_read_undone_while_they_are_open_and_done_again(library: Library) -> None:
    library.importing.carry_out(library.importing.plan([CORPUS / "koreader-book.json"]))
    async with desk(library, 160, 40) as driver:
        await driver.open("salt")
        assert "This is not the article" in driver.screen
        assert "Who says nobody?" in driver.screen
        await driver.press("u")
        assert not driver.is_reading()
        assert "undone: 2 notes imported from KOReader into 1 article" in driver.screen
        await driver.press("ctrl+r")
        assert "done again" in driver.screen
        await driver.press("enter")
        assert "Who says nobody?" in driver.screen


async def test_an_open_stub_that_more_was_imported_into_is_shown_as_it_was_once_that_is_undone(
    library: Library,
) -> None:
    library.importing.carry_out(library.importing.plan([CORPUS / "kindle-english.txt"]))
    library.importing.carry_out(library.importing.plan([CORPUS / "koreader-book.json"]))
    async with desk(library, 160, 40) as driver:
        await driver.open("salt")
        assert "A second passage" in driver.screen
        await driver.press("u")
        driver.desk.look()
        driver.desk.look()
        await driver.settle()
        assert driver.is_reading()
        assert "A second passage" not in driver.screen
        assert "The road was white with salt" in driver.screen


async def test_an_article_that_is_dropped_in_while_its_stub_is_open_takes_its_place(
    library: Library, root: Path
) -> None:
    library.importing.carry_out(library.importing.plan([CORPUS / "koreader-book.json"]))
    async with desk(library, 160, 40) as driver:
        await driver.open("salt")
        words = "Dusk came. The road was white with salt, and nobody walked it after dark. The end.\n"
        (root / "articles" / "book.md").write_text(
            f"---\ntitle: The Salt Road\nauthor: Ada Quay\n---\n{words}", "utf-8"
        )
        driver.desk.look_at_files()
        for _ in range(4):
            await driver.settle()
            driver.desk.look()
        await driver.settle()
        assert library.count("title:salt") == 1
        assert "Dusk came." in driver.screen
        assert "Who says nobody?" in driver.screen
