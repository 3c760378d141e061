"""What is open while its file, or the notes on it, are changed by another hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import Library
from reader.tui.screens import opening
from tests.conftest import STORY
from tests.tui.desk import Driver, desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LONG = "The long road.\n\n" + "\n\n".join(f"Stage {at} leads over hill {at} to village {at}." for at in range(1, 81))


async def follow(driver: Driver) -> None:
    """Look twice: what was written is at rest then."""
    driver.desk.look()
    driver.desk.look()
    await driver.settle()


def words_at(driver: Driver, offset: int, length: int = 30) -> str:
    session = driver.desk.page.session
    assert session is not None
    return session.text.plain[offset : offset + length]


def caret_words(driver: Driver) -> str:
    session = driver.desk.page.session
    assert session is not None
    return words_at(driver, session.caret)


def spans(driver: Driver) -> list[str]:
    session = driver.desk.page.session
    assert session is not None
    return [highlight.span.cut(session.text.plain) if highlight.span else "–" for highlight in session.highlights]


async def test_what_another_program_put_there_is_not_written_for_the_place_alone(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "POSITION_DELAY", 0.001)
    monkeypatch.setattr(opening, "RESTING", 0.001)
    path = root / "articles" / "bridge.txt"
    path.write_text(LONG, "utf-8")
    library.refresh()
    async with desk(library) as driver:
        await driver.open("long road")
        await driver.press("m", "m", "escape", "w", "w", "w")
        (shard,) = (root / "notes").glob("*.json")
        await driver.until(lambda: b'"position": 0' not in shard.read_bytes())
        await driver.settle()
        before = shard.read_bytes()
        path.write_text(f"A first word.\n\n{LONG}", "utf-8")
        await follow(driver)
        await driver.settle()
        assert words_at(driver, 0).startswith("A first word.")
        assert shard.read_bytes() == before
        await driver.press("w")
        await driver.until(lambda: shard.read_bytes() != before)


async def test_caret_view_and_highlights_stay_at_their_words(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    path.write_text(LONG, "utf-8")
    library.refresh()
    async with desk(library) as driver:
        await driver.open("long road")
        await driver.press("slash")
        await driver.type("hill 40")
        await driver.press("enter", "escape", "m", "w", "escape", "j", "j")
        page = driver.desk.page
        before = caret_words(driver), words_at(driver, page.first_shown()), spans(driver), page.caret_shown
        assert "42" in before[0]
        path.write_text("A first word.\n\nAnother.\n\n" + LONG.replace("village 80", "the end"), "utf-8")
        await follow(driver)
        assert (caret_words(driver), words_at(driver, page.first_shown()), spans(driver), page.caret_shown) == before
        assert "changed on the disk: 1 highlight moved" in driver.screen
        assert words_at(driver, 0).startswith("A first word.")
        await driver.press("m", "w", "escape")
        listed = driver.desk.articles.current
        assert listed is not None
        assert listed.article.words > 700
    assert len(notes(root)) == 2
    session = library.read(library.find("articles/bridge.txt").article.id)
    assert [highlight.span is not None for highlight in session.highlights] == [True, True]


async def test_a_passage_that_is_gone_is_shown_as_gone_and_comes_back(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("m", "m", "escape")
        first = spans(driver)
        path.write_text(STORY.split("\n", 1)[1], "utf-8")
        await follow(driver)
        assert spans(driver) == ["–"]
        assert "1 highlight lost its passage" in driver.screen
        assert "No longer in the text" in driver.screen
        path.write_text(STORY, "utf-8")
        await follow(driver)
        assert spans(driver) == first
        assert "1 highlight found again" in driver.screen
    assert len(notes(root)) == 1


async def test_whoever_writes_is_waited_for(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library) as driver:
        await driver.open("bridge")
        session = driver.desk.page.session
        path.write_text("", "utf-8")
        driver.desk.look()
        driver.desk.look()
        path.write_text(STORY[:40], "utf-8")
        driver.desk.look()
        path.write_text("Before. " + STORY, "utf-8")
        driver.desk.look()
        assert driver.desk.page.session is session
        driver.desk.look()
        await driver.settle()
        assert words_at(driver, 0).startswith("Before. The harbour")


async def test_nothing_that_was_begun_is_lost(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("v", "w")
        path.write_text("Before. " + STORY, "utf-8")
        await follow(driver)
        assert driver.marked.startswith("«The»")
        assert "its new text comes as soon as you are done here" in driver.screen
        await driver.press("m")
        await follow(driver)
        await driver.type("testimony")
        assert not words_at(driver, 0).startswith("Before")
        await driver.press("enter", "i")
        await driver.type("ask")
        await follow(driver)
        await driver.press("ctrl+s")
        await follow(driver)
        assert words_at(driver, 0).startswith("Before. The harbour")
        assert spans(driver) == ["The"]
        await driver.press("m")
        path.write_text("Once more. " + STORY, "utf-8")
        await follow(driver)
        assert words_at(driver, 0).startswith("Before")
        await driver.press("w", "escape")
        await follow(driver)
        assert words_at(driver, 0).startswith("Once more. The")
    made, second = notes(root)
    assert (made["quote"], made["themes"], made["note"]) == ("The", ["testimony"], "ask")
    assert second["quote"] == "The"


async def test_matches_and_jumps_come_along(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("slash")
        await driver.type("bridge")
        await driver.press("enter", "n")
        path.write_text("A bridge, first. " + STORY, "utf-8")
        await follow(driver)
        assert len(driver.desk.page.matches) == 3
        assert caret_words(driver).startswith("bridge carried")
        await driver.press("ctrl+o")
        assert caret_words(driver).startswith("The harbour")


async def test_what_was_mended_is_told_also_while_what_is_open_is_gone(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        (root / "articles" / "bridge.txt").unlink()
        await follow(driver)
        assert "is gone from the disk" in driver.screen
        driver.desk.hear("notes/houses.json was damaged and is mended.")
        await driver.settle()
        assert "was damaged and is mended" in driver.screen


async def test_a_file_that_is_gone_leaves_what_is_open_and_is_read_when_it_is_back(
    library: Library, root: Path
) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library) as driver:
        await driver.open("bridge")
        path.unlink()
        await follow(driver)
        assert "articles/bridge.txt is gone from the disk" in driver.screen
        await driver.press("m", "m", "escape", "escape")
        assert len(notes(root)) == 1
        await follow(driver)
        assert "is gone" not in driver.screen
        path.write_text("Before. " + STORY, "utf-8")
        await follow(driver)
        assert words_at(driver, 0).startswith("Before. The harbour")
        assert spans(driver) == ["The harbour board of Port Alder voted on Tuesday to close the old bridge."]
        path.write_bytes(b"\0\1\2" * 100)
        await follow(driver)
        assert words_at(driver, 0).startswith("Before. The harbour")
        path.write_text(STORY, "utf-8")
        await follow(driver)
        assert words_at(driver, 0).startswith("The harbour")


async def test_notes_that_another_hand_writes_are_shown_and_ours_are_no_news(library: Library, root: Path) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("m", "m", "escape")
        await follow(driver)
        assert "elsewhere" not in driver.screen
        other = Library.open(root)
        other.mark(
            other.find("articles/bridge.txt").article.id, "runs the ferry", themes=["sea"], note="by another hand"
        )
        other.close()
        await follow(driver)
        assert spans(driver)[1] == "runs the ferry"
        assert "by another hand" in driver.screen
        assert "notes were written elsewhere: 1 new" in driver.screen
        await driver.press("G", "m", "m", "escape")
    assert len(notes(root)) == 3


async def test_a_save_on_the_way_is_on_top_of_what_is_read(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library) as driver:
        await driver.open("bridge")
        path.write_text("Before. " + STORY, "utf-8")
        driver.desk.look()
        driver.desk.look()
        await driver.press("m", "m", "escape")
        await follow(driver)
        assert words_at(driver, 0).startswith("Before. The harbour")
        (made,) = notes(root)
        assert spans(driver) == [made["quote"]]
        assert made["quote"].startswith(("The harbour", "Before. The harbour"))


async def test_the_list_learns_of_a_new_title(library: Library, root: Path) -> None:
    path = root / "articles" / "houses.md"
    async with desk(library, 160, 40) as driver:
        await driver.open("houses")
        path.write_text(path.read_text("utf-8").replace("The town that counted", "The city that lost"), "utf-8")
        await follow(driver)
        listed = driver.desk.articles.current
        assert listed is not None
        assert listed.article.title == "The city that lost its empty houses"
        assert "The city that lost its empty houses" in driver.screen
        path.write_text(path.read_text("utf-8").replace("---\ntitle", "---\nid: other\ntitle"), "utf-8")
        await follow(driver)
        assert "has another id now: other" in driver.screen


async def test_bookmarks_and_the_note_on_the_article_come_along(library: Library, root: Path) -> None:
    path = root / "articles" / "bridge.txt"
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("right_parenthesis", "B")
        await driver.press("I")
        await driver.type("good")
        await driver.press("ctrl+s")
        path.write_text("Before. " + STORY, "utf-8")
        await follow(driver)
        assert words_at(driver, 0).startswith("Before.")
        session = driver.desk.page.session
        assert session is not None
        assert session.about is not None
        assert [h.span is not None for h in session.highlights] == [True, True]
        assert "1 bookmark moved" in driver.screen
