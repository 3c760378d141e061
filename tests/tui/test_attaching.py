"""Highlights whose words the article changed or lost: told apart, compared, accepted, attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.annotation import Status
from tests.conftest import STORY
from tests.tui.desk import Driver, desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

FIRST = "The harbour board of Port Alder voted on Tuesday to close the old bridge."
REWORDED = "The harbour board of Port Alder voted on Friday to keep the old bridge."
MANUAL = "Wait. Press the red button twice. Then open the door and go in. Nobody is there.\n"


def write(root: Path, name: str, text: str) -> None:
    (root / "articles" / name).write_text(text, "utf-8")


def mark(library: Library, name: str, *quotes: str) -> None:
    library.refresh()
    for quote in quotes:
        library.mark(library.find(name).article.id, quote)


def status_of(driver: Driver) -> list[Status]:
    session = driver.desk.page.session
    assert session is not None
    return [highlight.status for highlight in session.highlights]


async def test_new_words_are_compared_accepted_and_taken_back(library: Library, root: Path) -> None:
    mark(library, "bridge.txt", FIRST)
    write(root, "bridge.txt", STORY.replace(FIRST, REWORDED))
    library.refresh()
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        assert "1 highlight now reads otherwise (]c goes there)" in driver.screen
        assert "┆" in driver.screen
        assert "≠" in driver.screen
        assert "now: The harbour board" in driver.screen
        await driver.press("right_square_bracket", "c")
        assert "reads otherwise: ctrl+a" in driver.screen
        await driver.press("ctrl+a")
        assert "The article reads otherwise" in driver.screen
        assert driver.find("You marked")[1] == driver.find("Now it says")[1]
        await driver.press("escape")
        assert status_of(driver) == [Status.CHANGED]
        await driver.press("ctrl+a", "enter")
        assert "accepted; the old words are kept with it" in driver.screen
        assert "formerly: The harbour board" in driver.screen
        assert "┆" not in driver.screen
        (note,) = notes(root)
        assert (note["quote"], note["formerly"]) == (REWORDED, [FIRST])
        await driver.press("u")
        assert status_of(driver) == [Status.CHANGED]
        (note,) = notes(root)
        assert (note["quote"], "formerly" in note) == (FIRST, False)
        await driver.press("ctrl+r")
        (note,) = notes(root)
        assert note["formerly"] == [FIRST]
    assert [highlight.status for highlight in library.read(library.find("bridge.txt").article.id).highlights] == [
        Status.ANCHORED
    ]
    assert library.count("is:changed") == 0
    assert library.count("quote:friday") == library.count("quote:tuesday") == 1


async def test_in_a_narrow_window_old_and_new_stand_one_below_the_other(library: Library, root: Path) -> None:
    mark(library, "bridge.txt", FIRST)
    write(root, "bridge.txt", STORY.replace(FIRST, REWORDED))
    library.refresh()
    async with desk(library, 80, 24) as driver:
        await driver.open("bridge")
        await driver.press("right_square_bracket", "c", "ctrl+a")
        assert driver.find("You marked")[1] < driver.find("Now it says")[1]
        await driver.press("ctrl+a")
    (note,) = notes(root)
    assert note["quote"] == REWORDED


async def test_a_lost_highlight_is_attached_to_what_is_selected(library: Library, root: Path) -> None:
    write(root, "manual.txt", MANUAL)
    mark(library, "manual.txt", "Press the red button twice.")
    write(root, "manual.txt", MANUAL.replace("Press the red button twice.", "Then hit that thing."))
    library.refresh()
    async with desk(library, 160, 40) as driver:
        await driver.open("wait")
        assert "1 highlight has lost its passage" in driver.screen
        await driver.press("ctrl+a")
        assert "select words first" in driver.screen
        await driver.press("tab", "ctrl+a")
        assert "select its new words, then ctrl+a: “Press the red button twice.”" in driver.screen
        await driver.press("right_parenthesis", "v", "i", "s", "ctrl+a")
        assert "Attach to what is selected?" in driver.screen
        await driver.press("ctrl+a")
        assert status_of(driver) == [Status.ANCHORED]
        assert "No longer in the text" not in driver.screen
        (note,) = notes(root)
        assert (note["quote"], note["formerly"]) == ("Then hit that thing.", ["Press the red button twice."])
        await driver.press("u")
        assert status_of(driver) == [Status.ORPHANED]
    (note,) = notes(root)
    assert note["quote"] == "Press the red button twice."
    assert library.count("is:orphaned") == 1


async def test_of_several_lost_ones_the_likeliest_is_offered_first(library: Library, root: Path) -> None:
    write(root, "manual.txt", MANUAL)
    mark(library, "manual.txt", "Press the red button twice.", "open the door and go in", "Nobody is there.")
    write(root, "manual.txt", "Wait. Quite another text. One opens a door.\n")
    library.refresh()
    async with desk(library, 120, 36) as driver:
        await driver.open("wait")
        assert status_of(driver) == [Status.ORPHANED] * 3
        await driver.press("G", "v", "i", "s", "ctrl+a")
        assert "Which highlight belongs here?" in driver.screen
        likeliest = driver.find("▎ open the door and go in")[1]
        assert likeliest < driver.find("▎ Press the red button twice.")[1]
        await driver.press("escape")
        assert status_of(driver) == [Status.ORPHANED] * 3
        await driver.press("v", "i", "s", "ctrl+a", "enter")
        assert "attached, u takes it back: “open the door and go in”" in driver.screen
        assert status_of(driver) == [Status.ANCHORED, Status.ORPHANED, Status.ORPHANED]
    (attached,) = [note for note in notes(root) if "formerly" in note]
    assert attached["quote"] == "One opens a door."


async def test_where_nothing_changed_ctrl_a_says_so(library: Library) -> None:
    mark(library, "bridge.txt", FIRST)
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("ctrl+a")
        assert "here nothing reads otherwise" in driver.screen
        await driver.press("v", "w", "ctrl+a")
        assert "no highlight of this article has lost its passage" in driver.screen
        await driver.press("tab", "ctrl+a")
        assert "the article still says this" in driver.screen
        await driver.press("tab", "tab", "right_square_bracket", "c")
        assert "no changed highlight further on" in driver.screen


async def test_moved_ends_of_a_changed_highlight_keep_its_old_words(library: Library, root: Path) -> None:
    mark(library, "bridge.txt", FIRST)
    write(root, "bridge.txt", STORY.replace(FIRST, REWORDED))
    library.refresh()
    async with desk(library, 120, 36) as driver:
        await driver.open("bridge")
        await driver.press("right_square_bracket", "c", "greater_than_sign", "b", "b", "enter")
        assert status_of(driver) == [Status.ANCHORED]
    (note,) = notes(root)
    assert REWORDED.startswith(note["quote"])
    assert note["formerly"] == [FIRST]


async def test_an_open_article_that_changes_says_what_reads_otherwise(library: Library, root: Path) -> None:
    mark(library, "bridge.txt", FIRST)
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        write(root, "bridge.txt", STORY.replace(FIRST, REWORDED))
        driver.desk.look()
        driver.desk.look()
        await driver.settle()
        assert "changed on the disk: 1 highlight reads otherwise" in driver.screen
        assert status_of(driver) == [Status.CHANGED]
        write(root, "bridge.txt", STORY)
        driver.desk.look()
        driver.desk.look()
        await driver.settle()
        assert "1 highlight found again" in driver.screen
        assert status_of(driver) == [Status.ANCHORED]


async def test_long_wordings_are_scrolled(library: Library, root: Path) -> None:
    paragraphs = [f"Stage {at} leads over hill {at} to village {at}, and nobody sleeps there." for at in range(1, 16)]
    write(root, "road.txt", "\n\n".join(paragraphs))
    mark(library, "road.txt", "\n\n".join(paragraphs[:14]))
    write(root, "road.txt", "\n\n".join(paragraphs).replace("nobody sleeps", "no one stays"))
    library.refresh()
    async with desk(library, 120, 24) as driver:
        await driver.open("stage")
        await driver.press("right_square_bracket", "c", "ctrl+a")
        assert "space More" in driver.screen
        assert "You marked" in driver.screen
        await driver.press("space", "space", "space", "space")
        assert "You marked" not in driver.screen
        assert "hill 14" in driver.screen
        await driver.press("b", "b", "b", "b")
        assert "You marked" in driver.screen
        await driver.press("escape")


async def test_a_changed_highlight_below_another_one_is_compared_too(library: Library, root: Path) -> None:
    mark(library, "bridge.txt", FIRST, "The harbour board")
    write(root, "bridge.txt", STORY.replace(FIRST, REWORDED))
    library.refresh()
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("right_square_bracket", "h", "ctrl+a")
        assert "The article reads otherwise" in driver.screen


async def test_on_eighty_columns_it_stands_first_that_a_highlight_reads_otherwise(library: Library, root: Path) -> None:
    library.mark(library.find("bridge").article.id, FIRST, themes=("testimony",))
    write(root, "bridge.txt", STORY.replace(FIRST, REWORDED))
    library.refresh()
    async with desk(library, 80, 24) as driver:
        await driver.open("bridge")
        await driver.press("right_square_bracket", "c")
        told = driver.screen.splitlines()[-2].strip()
        assert told.startswith("reads otherwise: ctrl+a · testimony")
        assert "…" not in told
