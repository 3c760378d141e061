"""Articles thrown away and brought back: from the keys to the disk and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import StoreError
from reader.tui.dialogs.article_data import ArticleData
from reader.tui.dialogs.trash import TrashDialog
from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library


async def test_an_article_goes_to_the_trash_with_its_notes_and_u_brings_it_back(library: Library, root: Path) -> None:
    library.mark(library.find("houses").article.id, "a volunteer survey")
    library.mark(library.find("houses").article.id, "eleven years")
    async with desk(library, 160, 40) as driver:
        await driver.press("slash")
        await driver.type("houses")
        await driver.press("enter", "d")
        assert "moved to the trash with its 2 notes; u brings it back" in driver.screen
        assert driver.desk.articles.count == 0
        await driver.press("escape")
        assert driver.desk.articles.count == 1
        assert "The town that" not in driver.screen.split("\n")[0]
        assert not (root / "articles" / "houses.md").exists()
        assert notes(root) == []
        await driver.press("u")
        assert driver.desk.articles.count == 2
        assert "undone: “The town that counted its empty houses” moved" in driver.screen
        assert (root / "articles" / "houses.md").exists()
        assert len(notes(root)) == 2
        await driver.press("ctrl+r")
        assert driver.desk.articles.count == 1
        assert not (root / "articles" / "houses.md").exists()


@pytest.mark.parametrize("width", [80, 120])
async def test_the_open_article_is_put_away_when_it_is_thrown_away(library: Library, width: int) -> None:
    async with desk(library, width, 30) as driver:
        await driver.open("houses")
        await driver.press("w", "m", "w", "escape", "escape", "escape")
        driver.desk.go_to(driver.desk.articles)
        await driver.press("d")
        assert not driver.is_reading()
        assert driver.desk.articles.has_focus
        assert "eleven years" not in driver.screen
        assert library.trash.articles()[0].notes == 1
        await driver.press("u", "enter")
        assert driver.is_reading()
        assert library.find("houses").highlights == 1


async def test_what_is_undone_while_it_is_open_is_put_away(library: Library, tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("# Zebra\n\nWords.\n", "utf-8")
    [*library.add(tmp_path / "new.md")]
    async with desk(library) as driver:
        await driver.open("Zebra")
        assert driver.is_reading()
        await driver.press("u")
        assert not driver.is_reading()
        assert "undone: “Zebra” added" in driver.screen
        await driver.press("ctrl+r")
        assert driver.desk.articles.count == 1
        assert "done again: “Zebra” added" in driver.screen


async def test_a_disk_that_refuses_leaves_the_article(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("trash cannot be written: No space left on device.")

    async with desk(library) as driver:
        monkeypatch.setattr(library.trash, "put", full)
        await driver.press("d")
        assert "No space left" in driver.screen
        assert driver.desk.articles.count == 2


async def test_the_trash_is_shown_and_what_is_chosen_comes_back(library: Library, root: Path) -> None:
    note = library.mark(library.find("bridge").article.id, "the old bridge").annotation
    library.trash.put([library.find("houses").article.id])
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("right_square_bracket", "h", "d")
        assert notes(root) == []
        driver.desk.action_show_trash()
        await driver.settle()
        assert "Trash" in driver.screen
        assert "“the old bridge”" in driver.screen
        assert "The town that counted" in driver.screen
        await driver.press("j", "k", "enter")
        assert [kept["id"] for kept in notes(root)] == [note.id]
        assert "highlight restored" in driver.screen
        assert driver.desk.session is not None
        assert [shown.id for shown in driver.desk.session.highlights] == [note.id]
        driver.desk.action_show_trash()
        await driver.settle()
        await driver.press("r")
        assert "restored" in driver.screen
        assert library.count() == 2
        driver.desk.action_show_trash()
        await driver.settle()
        assert "The trash is empty" in driver.screen
        await driver.press("q")


async def test_a_trash_that_is_read_late_does_not_open_over_another_dialog(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("e")
        driver.desk.action_show_trash()
        await driver.settle()
        assert isinstance(driver.app.screen, ArticleData)
        await driver.press("escape")
        driver.desk.action_show_trash()
        await driver.settle()
        assert isinstance(driver.app.screen, TrashDialog)


@pytest.mark.parametrize("width", [80, 160])
async def test_what_is_done_to_several_that_are_selected_is_one_step(library: Library, root: Path, width: int) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge")
    (root / "articles" / "third.md").write_text("# Third\n\nWords.\n", "utf-8")
    async with desk(library, width, 30) as driver:
        await driver.press("g", "x", "v")
        assert "2 selected" in driver.screen
        assert driver.screen.count("✓") == 2
        await driver.press("s")
        assert library.count("is:starred") == 2
        assert "✓" not in driver.screen
        await driver.press("u")
        assert library.count("is:starred") == 0
        assert "undone: 2 articles starred" in driver.screen
        await driver.press("g", "x", "x", "escape")
        assert "✓" not in driver.screen
        await driver.press("g", "x", "x", "x", "d")
        assert "3 articles moved to the trash with their note; u brings" in driver.screen
        assert driver.desk.articles.count == 0
        await driver.press("u")
        assert driver.desk.articles.count == 3
        assert len(notes(root)) == 1


async def test_what_is_selected_is_told_also_where_a_filter_hides_it(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("g", "x", "k")
        assert "1 selected · 1 of 2" in driver.screen
        await driver.press("slash")
        await driver.type("zebra")
        await driver.press("enter")
        assert "1 selected · " in driver.screen
        assert "✓" not in driver.screen
        await driver.press("escape")
        assert "selected" not in driver.screen


@pytest.mark.parametrize("key", ["d", "r"])
async def test_what_is_selected_and_gone_from_the_disk_stands_in_nobodys_way(
    key: str, library: Library, root: Path
) -> None:
    async with desk(library) as driver:
        await driver.press("g", "x", "x")
        (root / "articles" / "bridge.txt").unlink()
        driver.desk.look_at_files()
        await driver.settle()
        await driver.press(key)
        assert "moved to the trash" in driver.screen if key == "d" else library.count("is:unread") == 0
        assert "!" not in driver.screen.splitlines()[-2]
        assert library.count() == (0 if key == "d" else 1)


async def test_an_article_that_is_gone_from_the_disk_is_not_thrown_away(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.press("g", "x", "G", "x")
        for path in (root / "articles").iterdir():
            path.unlink()
        library.refresh()
        await driver.press("d")
        assert "what was selected is gone from the disk" in driver.screen
