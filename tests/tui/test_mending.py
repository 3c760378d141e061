"""Notes files that are broken while the app runs, or were before: mended, told once, and work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import at_rest
from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


@pytest.mark.parametrize("width", [80, 160])
async def test_notes_that_were_broken_before_the_start_are_there_and_it_is_told_once(
    library: Library, root: Path, width: int
) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge", note="which one?")
    path = root / "notes" / f"{article_id}.json"
    torn = path.read_bytes()[:-40]
    path.write_bytes(torn)
    at_rest(path)
    async with desk(library, width) as driver:
        await driver.until(lambda: f"notes/{article_id}.json was damaged" in driver.screen)
        await driver.open("bridge")
        assert "was damaged" not in driver.screen
        assert "1 highlight" in driver.screen
        await driver.press("m", "s", "escape")
    assert next(note["quote"] for note in notes(root)) == "the old bridge"
    assert len(notes(root)) == 2
    (kept,) = (root / "trash" / "damaged").iterdir()
    assert kept.read_bytes() == torn


async def test_notes_that_are_broken_under_the_open_article_are_mended_and_it_goes_on(
    library: Library, root: Path
) -> None:
    async with desk(library, 160) as driver:
        await driver.open("bridge")
        await driver.press("m", "s", "escape")
        (note,) = notes(root)
        (path,) = (root / "notes").glob("*.json")
        path.write_bytes(b"\0" * 200)
        at_rest(path)
        driver.desk.look()
        driver.desk.look()
        await driver.settle()
        await driver.until(lambda: "was damaged (it holds nothing but blanks)" in driver.screen)
        assert driver.desk.page.session is not None
        assert len(driver.desk.page.session.highlights) == 1
        assert [kept["id"] for kept in notes(root)] == [note["id"]]
        await driver.press("right_parenthesis", "m", "s", "escape")
        assert len(notes(root)) == 2


async def test_a_save_that_meets_a_broken_file_mends_it(library: Library, root: Path) -> None:
    async with desk(library, 160) as driver:
        await driver.open("bridge")
        await driver.press("m", "s", "escape", "right_parenthesis")
        (path,) = (root / "notes").glob("*.json")
        path.write_bytes(b"{")
        at_rest(path)
        await driver.press("m", "s", "escape")
        await driver.until(lambda: "was damaged" in driver.screen)
        assert len(notes(root)) == 2


async def test_a_broken_codebook_is_mended_and_its_colours_are_there(library: Library, root: Path) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge", themes=["harbour"])
    path = root / "themes.json"
    path.write_bytes(path.read_bytes()[:-2])
    at_rest(path)
    async with desk(library, 160) as driver:
        await driver.until(lambda: "themes.json was damaged" in driver.screen)
        assert driver.desk.theme_colors.keys() == {"harbour"}
