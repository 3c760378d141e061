"""Bookmarks, and the note on the whole article: from the keys to the disk and the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import Library
from tests.export import samples
from tests.tui.desk import desk, notes

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_bookmark_is_put_found_taken_away_and_brought_back(library: Library, root: Path) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("right_parenthesis", "right_parenthesis", "B")
        (note,) = notes(root)
        assert note["motivation"] == "bookmarking"
        session = driver.desk.page.session
        assert session is not None
        assert session.highlights[0].span is not None
        assert session.caret in session.highlights[0].span
        assert "⚑" in driver.screen
        assert "no highlights" in driver.screen
        kept = session.caret

        await driver.press("G", "left_square_bracket", "b")
        assert driver.desk.page.session is not None
        assert driver.desk.page.session.caret == kept
        await driver.press("B")
        assert notes(root) == []
        assert "⚑" not in driver.screen
        await driver.press("u")
        assert len(notes(root)) == 1
        await driver.press("u")
        assert notes(root) == []


async def test_there_is_no_further_bookmark(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("l", "right_square_bracket", "b")
        assert "no bookmark further on" in driver.screen


async def test_a_highlight_around_a_bookmark_keeps_its_keys(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("B", "m", "p", "escape", "t")
        await driver.type("housing")
        await driver.press("enter")
        themes = {note["motivation"]: note["themes"] for note in notes(root)}
        assert themes == {"bookmarking": [], "highlighting": ["housing"]}


async def test_a_note_on_the_article_is_written_changed_and_there_after_a_restart(library: Library, root: Path) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("m", "m", "escape", "I")
        await driver.type("call the harbour board")
        await driver.press("ctrl+s")
        assert "On the whole article" in driver.screen
        await driver.press("I")
        await driver.type(" on Monday")
        await driver.press("ctrl+s", "q", "q")
    kinds = {note["motivation"]: note for note in notes(root)}
    assert kinds["commenting"]["quote"] == ""
    assert kinds["commenting"]["note"] == "call the harbour board on Monday"

    again = Library.open(root)
    opened = again.read(again.find("bridge").article.id)
    assert [str(h.status) for h in opened.highlights] == ["anchored", "anchored"]
    assert opened.listing.highlights == 1
    written = samples.article_page(opened.listing, opened.highlights)
    assert written.index("call the harbour board on Monday") < written.index("> ")
    assert "highlights: 1\n" in written
    async with desk(again, 160, 40) as driver:
        await driver.press("enter")
        lines = driver.screen.split("\n")
        top = next(number for number, line in enumerate(lines) if "On the whole article" in line)
        assert "call the harbour board" in lines[top + 1]
        await driver.press("I", "ctrl+a", "ctrl+k", "ctrl+s")
        assert [note["motivation"] for note in notes(root)] == ["highlighting"]
        await driver.press("u")
        assert len(notes(root)) == 2
    again.close()


async def test_an_edited_article_keeps_the_note_on_it(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("I")
        await driver.type("ask again")
        await driver.press("ctrl+s")
    (root / "articles" / "bridge.txt").write_text("Something else altogether stands here now.\n", "utf-8")
    library.refresh()
    (listing, group), *others = library.notes("")
    assert not others
    assert [str(highlight.status) for highlight in group] == ["anchored"]
    assert [found.article.id for found in library.listings("is:annotated")] == [listing.article.id]


async def test_bookmarks_are_not_handed_over(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("B", "m", "s", "escape")
    opened = library.read(library.find("bridge").article.id)
    assert len(opened.highlights) == 2
    assert samples.article_page(opened.listing, opened.highlights).count("\n> ") == 1


async def test_an_article_that_is_opened_says_what_lost_its_passage(library: Library, root: Path) -> None:
    library.mark(library.find("bridge").article.id, "It was the wrong question.")
    (root / "articles" / "bridge.txt").write_text("Something else altogether stands here now.\n", "utf-8")
    async with desk(library) as driver:
        await driver.press("slash")
        await driver.type("altogether")
        await driver.press("enter", "enter")
        assert "1 highlight has lost its passage: it stands at the end of the notes" in driver.screen


async def test_a_filter_is_not_accompanied_by_the_article_one_has_left(library: Library) -> None:
    async with desk(library, 80, 24) as driver:
        await driver.open("bridge")
        await driver.press("escape", "slash")
        await driver.type("zzz")
        assert "min left" not in driver.screen
