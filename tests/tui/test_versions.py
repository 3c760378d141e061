"""Places that are kept in a text that changed while the app was closed, and libraries of a newer version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from reader.library import Library
from tests.conftest import STORY
from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path


def state(root: Path) -> dict[str, object]:
    """What the one notes file says of its article's reader."""
    (path,) = (root / "notes").glob("*.json")
    found: dict[str, object] = json.loads(path.read_bytes())["_meta"]["1"]["state"]
    return found


async def test_reading_goes_on_at_the_same_words_after_the_text_changed(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("right_parenthesis", "M", "s", "right_curly_bracket", "w", "w")
        before = driver.marked
        await driver.press("q", "q")
    assert state(root)["text_hash"] == library.text_of(library.find("bridge").article.id).hash
    library.close()
    words = before.partition("‸")[2][:30]
    (root / "articles" / "bridge.txt").write_text("A new beginning, which is long.\n\n" + STORY, "utf-8")
    again = Library.open(root)
    again.refresh()
    async with desk(again) as driver:
        await driver.open("bridge")
        assert driver.marked.partition("‸")[2].startswith(words)
        await driver.press("w", "q", "q")
    assert state(root)["text_hash"] == again.text_of(again.find("bridge").article.id).hash
    again.close()


async def test_a_place_in_a_text_that_was_not_kept_stays_the_same_number(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("w", "w", "q", "q")
    position = state(root)["position"]
    (root / "articles" / "bridge.txt").write_text("New. " + STORY, "utf-8")
    library.refresh()
    async with desk(library) as driver:
        await driver.open("bridge")
        assert driver.desk.page.session is not None
        assert driver.desk.page.session.caret == position


@pytest.mark.parametrize("width", [80, 160])
async def test_marking_in_an_article_of_a_newer_version_says_why_it_is_not_kept(
    library: Library, root: Path, width: int
) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge")
    (path,) = (root / "notes").glob("*.json")
    with TinyDB(path) as database:
        database.table("_meta").update({"schema": 99})
    before = path.read_bytes()
    async with desk(library, width) as driver:
        await driver.open("bridge")
        assert "newer version of Reader" in driver.screen
        assert len(driver.desk.page.session.highlights if driver.desk.page.session else ()) == 1
        await driver.press("right_parenthesis", "m", "s", "escape")
        assert "update Reader to change it" in " ".join(driver.screen.split())
        assert "1 highlight unsaved" in driver.screen
        await driver.press("ctrl+q")
        assert "1 highlight could not be saved" in driver.screen
        await driver.press("y")
    assert path.read_bytes() == before
    assert len(notes(root)) == 1


async def test_a_codebook_of_a_newer_version_keeps_its_themes_and_passages_are_marked_with_them(
    library: Library, root: Path
) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge", themes=["harbour"])
    path = root / "themes.json"
    with TinyDB(path) as database:
        database.table("_meta").update({"schema": 99})
    before = path.read_bytes()
    async with desk(library) as driver:
        await driver.open("bridge")
        assert driver.desk.theme_colors.keys() == {"harbour"}
        await driver.press("right_parenthesis", "m", "s")
        await driver.type("harbour")
        await driver.press("enter")
        assert [note["themes"] for note in notes(root)] == [["harbour"], ["harbour"]]
        await driver.press("right_parenthesis", "m", "s")
        await driver.type("law")
        await driver.press("enter")
        assert "update Reader to change it" in " ".join(driver.screen.split())
        assert path.read_bytes() == before
        await driver.press("ctrl+q", "y")
