"""A note that two programs wrote: both wordings are told, shown side by side, and one or both stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.tui.desk import desk, notes
from tests.tui.test_following import follow

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.model.annotation import Annotation


def torn(library: Library) -> Annotation:
    """A note with two wordings: `mine` is shown, `theirs` waits."""
    bridge = library.find("bridge").article
    base = library.mark(bridge.id, "The harbour board", note="first").annotation
    theirs = replace(base, note="theirs", modified=library.clock())
    library.notes_store.put(bridge, [theirs], [base])
    mine = replace(base, note="mine", modified=library.clock())
    library.notes_store.put(bridge, [mine], [base])
    library.refresh()
    return mine


def wordings(library: Library) -> tuple[str, list[str]]:
    opened = library.read(library.find("bridge").article.id)
    return opened.highlights[0].annotation.note, [version.note for version in opened.conflicts]


@pytest.mark.parametrize(("key", "kept"), [("m", "mine"), ("t", "theirs"), ("b", "mine\n\ntheirs"), ("2", "theirs")])
async def test_one_or_both_stay_and_one_undo_shows_both_again(
    library: Library, root: Path, key: str, kept: str
) -> None:
    torn(library)
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        assert "1 note has two wordings: = shows both" in driver.screen
        assert driver.screen.count("two wordings: = shows both") == 2
        await driver.press("equals_sign")
        assert "Two wordings of one note" in driver.screen
        # Nothing was written here: whose is which is not known.
        assert "Shown now · " in driver.screen
        assert "The other · " in driver.screen
        assert "theirs" in driver.screen
        await driver.press(key)
        assert "kept: " in driver.screen
        assert wordings(library) == (kept, [])
        assert [note["note"] for note in notes(root)] == [kept]
        await driver.press("u")
        assert wordings(library) == ("mine", ["theirs"])
        assert "two wordings" in driver.screen
        await driver.press("ctrl+r")
        assert wordings(library) == (kept, [])
        assert "two wordings: =" not in driver.screen


async def test_a_decision_may_wait(library: Library) -> None:
    torn(library)
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("semicolon", "equals_sign", "escape")
        assert wordings(library) == ("mine", ["theirs"])
        assert "two wordings: = shows both" in driver.screen


async def test_a_conflict_that_comes_while_one_reads_is_told(library: Library) -> None:
    bridge = library.find("bridge").article
    base = library.mark(bridge.id, "The harbour board", note="first").annotation
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("equals_sign")
        assert "no note has two wordings here" in driver.screen
        for note in ("theirs", "mine"):
            library.notes_store.put(bridge, [replace(base, note=note, modified=library.clock())], [base])
        await follow(driver)
        assert "1 with two wordings, = shows both" in driver.screen
        await driver.press("equals_sign", "t")
        assert wordings(library) == ("theirs", [])


async def test_what_was_written_in_the_app_and_elsewhere_at_once_is_all_kept(library: Library) -> None:
    bridge = library.find("bridge").article
    base = library.mark(bridge.id, "The harbour board", note="first").annotation
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("i")
        await driver.type(" and ours")
        library.notes_store.put(bridge, [replace(base, note="theirs", themes=("sea",))], [base])
        await driver.press("ctrl+s")
        await follow(driver)
        assert wordings(library) == ("first and ours", ["theirs"])
        assert library.read(bridge.id).highlights[0].annotation.themes == ("sea",)
        assert "two wordings: = shows both" in driver.screen


async def test_what_was_written_here_is_mine_also_where_the_other_is_shown(library: Library) -> None:
    bridge = library.find("bridge").article
    base = library.mark(bridge.id, "The harbour board", note="first").annotation
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("i")
        await driver.type(" ours")
        await driver.press("ctrl+s")
        for _ in range(100):
            later = library.clock()
        library.notes_store.put(bridge, [replace(base, note="theirs", modified=later)], [base])
        await follow(driver)
        assert wordings(library) == ("theirs", ["first ours"])
        await driver.press("equals_sign")
        assert "Theirs, shown now" in driver.screen
        await driver.press("m")
        assert wordings(library) == ("first ours", [])
        await driver.press("u")
        assert sorted([wordings(library)[0], *wordings(library)[1]]) == ["first ours", "theirs"]
        await driver.press("equals_sign", "t", "u", "equals_sign", "m")
        assert wordings(library) == ("first ours", [])


@pytest.mark.parametrize(("width", "height"), [(80, 24), (60, 12), (40, 8)])
async def test_both_wordings_are_seen_on_a_small_screen(library: Library, width: int, height: int) -> None:
    torn(library)
    async with desk(library, width, height) as driver:
        await driver.open("bridge")
        await driver.press("equals_sign")
        assert {"mine", "theirs"} <= set(driver.screen.replace("│", " ").split()), driver.screen
