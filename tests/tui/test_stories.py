"""What a person does with the whole app; each story ends on the disk and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.command import CommandPalette

from reader.errors import StoreError
from reader.library import Library
from tests.conftest import being_written
from tests.tui.desk import PATIENCE, desk, notes, send_key

if TYPE_CHECKING:
    from pathlib import Path

SECOND = "“It was the wrong question.”"


async def test_a_quotation_is_marked_tagged_and_noted_and_is_there_after_a_restart(
    library: Library, root: Path
) -> None:
    library.codebook.ensure(["testimony"])
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("apostrophe", "apostrophe", "m", "q")
        await driver.type("testimony, wrong questions")
        await driver.press("enter")
        await driver.press("i")
        await driver.type("ask him again")
        await driver.press("ctrl+s")
        await driver.press("q", "q")
    (note,) = notes(root)
    assert note["quote"] == SECOND
    assert note["themes"] == ["testimony", "wrong questions"]
    assert note["note"] == "ask him again"

    again = Library.open(root)
    async with desk(again, 160, 40) as driver:
        assert driver.desk.articles.current is not None
        assert driver.desk.articles.current.highlights == 1
        await driver.press("enter")
        assert "ask him again" in driver.screen
        assert "wrong questions" in driver.screen
        session = driver.desk.page.session
        assert session is not None
        assert session.highlights[0].span is not None
        assert session.highlights[0].span.cut(session.text.plain) == SECOND
    again.close()


async def test_undo_and_redo_walk_through_everything(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "m")
        await driver.type("one")
        await driver.press("enter")
        await driver.press("t")
        await driver.type(", two")
        await driver.press("enter")
        assert notes(root)[0]["themes"] == ["one", "two"]
        await driver.press("d")
        assert notes(root) == []
        await driver.press("u")
        assert notes(root)[0]["themes"] == ["one", "two"]
        await driver.press("u")
        assert notes(root)[0]["themes"] == ["one"]
        await driver.press("u")
        assert notes(root) == []
        assert "undone" in driver.screen
        await driver.press("u")
        assert "nothing to undo" in driver.screen
        await driver.press("ctrl+r", "ctrl+r")
        assert notes(root)[0]["themes"] == ["one", "two"]


async def test_marking_again_takes_the_last_themes_without_asking(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "w")
        await driver.type("economy")
        await driver.press("enter")
        await driver.press("w", "M", "w")
        assert [(note["quote"], note["themes"]) for note in notes(root)] == [
            ("The", ["economy"]),
            ("harbour", ["economy"]),
        ]


async def test_escape_at_the_prompt_leaves_a_highlight_without_themes(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "s")
        await driver.press("escape")
        (note,) = notes(root)
        assert note["quote"] == "The harbour board of Port Alder voted on Tuesday to close the old bridge."
        assert note["themes"] == []


async def test_a_selection_is_marked(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("w", "v", "e", "right", "right")
        assert "«harbour b»" in driver.marked
        await driver.press("m", "escape")
        assert notes(root)[0]["quote"] == "harbour b"


async def test_a_favourite_key_marks_and_tags_the_sentence_and_takes_the_tag_away(library: Library, root: Path) -> None:
    library.mark(library.find("houses").article.id, "two hundred homes", themes=["housing"])
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("1")
        assert [note["themes"] for note in notes(root)].count(["housing"]) == 2
        await driver.press("1")
        assert sorted(note["themes"] for note in notes(root)) == [[], ["housing"]]


async def test_the_list_is_filtered_while_one_types_and_a_wrong_query_keeps_it(library: Library) -> None:
    async with desk(library) as driver:
        await driver.press("slash")
        await driver.type("hous")
        assert driver.desk.articles.count == 1
        await driver.type("es is:nonsense")
        assert driver.desk.articles.count == 1
        assert "“is:" in driver.screen  # what it knows instead
        await driver.press("escape")
        assert driver.desk.articles.count == 2


async def test_a_search_in_the_article_goes_from_match_to_match_and_back(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("slash")
        await driver.type("bridge")
        await driver.press("enter")
        assert "old ‸bridge" in driver.marked
        assert "1 of 2 matches" in driver.screen
        await driver.press("n")
        assert "The ‸bridge carried" in driver.marked
        await driver.press("n")
        assert "old ‸bridge" in driver.marked
        await driver.press("N")
        assert "The ‸bridge carried" in driver.marked
        await driver.press("slash")
        await driver.type("ferry")
        await driver.press("escape")
        assert "The ‸bridge carried" in driver.marked


async def test_the_place_the_read_state_and_the_list_survive_a_restart(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("right_curly_bracket", "right_curly_bracket")
        here = driver.marked
        await driver.press("q")
        await driver.press("escape")
        await driver.press("s")
        await driver.press("q")
    again = Library.open(root)
    async with desk(again) as driver:
        current = driver.desk.articles.current
        assert current is not None
        assert "bridge" in current.article.title
        assert current.state.read
        assert current.state.starred
        await driver.press("enter")
        assert driver.marked == here
    again.close()


async def test_next_and_previous_highlight_and_note(library: Library) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge")
    library.mark(article_id, "wrong question", note="why?")
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("right_square_bracket", "h")
        assert "‸the old bridge" in driver.marked
        await driver.press("right_square_bracket", "h")
        assert "‸wrong question" in driver.marked
        assert "why?" in driver.screen
        await driver.press("left_square_bracket", "h")
        assert "‸the old bridge" in driver.marked
        await driver.press("right_square_bracket", "n")
        assert "‸wrong question" in driver.marked


async def test_copies_are_plain_or_a_quotation_with_its_source(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("houses")
        await driver.press("y", "y")
        assert driver.app.clipboard.startswith("For eleven years the council told residents")
        await driver.press("Y", "s")
        assert driver.app.clipboard.startswith("> For eleven years")
        assert "https://review.example/houses" in driver.app.clipboard


async def test_a_note_that_cannot_be_saved_stays_on_the_screen_and_is_saved_when_the_disk_works_again(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            patch.setattr(library.notes_store, "put", _full)
            await driver.press("m", "s", "escape")
            assert notes(root) == []
            assert "unsaved" in driver.screen
            assert "No space left" in driver.screen
            session = driver.desk.page.session
            assert session is not None
            assert len(session.highlights) == 1
        driver.desk.saver.retry()
        await driver.settle()
        assert len(notes(root)) == 1
        assert "unsaved" not in driver.screen


def _full(*_: object) -> None:
    raise StoreError("notes/bridge.json cannot be written: No space left on device. Make room; Reader tries again.")


async def test_quitting_with_something_unsaved_asks(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            patch.setattr(library.notes_store, "put", _full)
            await driver.press("m", "s", "escape")
            await driver.press("ctrl+q")
            assert "1 highlight could not be saved" in driver.screen
            await driver.press("n")
            assert driver.app.is_running
            assert driver.desk.is_current


async def test_an_article_whose_notes_are_damaged_says_so_and_the_others_open(library: Library, root: Path) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge")
    path = root / "notes" / f"{article_id}.json"
    path.write_text("{ half a file", "utf-8")
    being_written(path)
    async with desk(library) as driver:
        await driver.open("bridge")
        assert article_id in driver.screen
        assert driver.is_reading() is False
        await driver.press("escape")
        await driver.open("houses")
        assert driver.is_reading() is True
    assert path.read_text("utf-8") == "{ half a file"


HOSTILE = "Cut [red] [/] [sic] [@click=app.quit] \x1b[31m \x1b]52;c;aGk=\x07 \u202egnp.exe"


@pytest.mark.parametrize("width", [80, 120, 160])
async def test_a_hostile_title_is_shown_letter_for_letter(library: Library, root: Path, width: int) -> None:
    (root / "articles" / "hostile.md").write_bytes(f"# {HOSTILE}\n\nText with {HOSTILE} too.\n".encode())
    library.refresh()
    library.mark(
        library.find("[sic]").article.id,
        "Text with Cut [red] [/] [sic] [@click=app.quit]",
        note="[/] \x1b[0m [b]",
        themes=["[red]"],
    )
    async with desk(library, width) as driver:
        await driver.open("sic")
        assert "[red] [/] [sic] [@click=app.quit]" in driver.screen
        await driver.press("tab", "question_mark", "escape")
        await driver.press("escape", "ctrl+p", "escape")
        for bad in "\x1b\x07\u202e":
            assert bad not in driver.screen


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1), (10, 3), (300, 90)])
async def test_any_size_of_terminal_works(library: Library, root: Path, width: int, height: int) -> None:
    async with desk(library, width, height) as driver:
        await driver.press("enter", "w", "m", "s", "escape", "j", "tab", "tab", "question_mark", "escape")
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert len(notes(root)) == 1


async def test_a_library_that_cannot_be_written_says_so_at_once(library: Library) -> None:
    library.read_only = True
    async with desk(library) as driver:
        assert "cannot be written" in driver.screen


async def test_keys_that_come_all_at_once_do_what_they_do_one_by_one(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        keys = ["slash", *"bridge", "enter", "enter", "apostrophe", "apostrophe", "m", "q", *"spoken", "enter"]
        for key in [*keys, "i", *"really", "ctrl+s"]:
            send_key(driver.app, key)
        while not notes(root) or not notes(root)[0]["note"]:
            await driver.settle()
        (note,) = notes(root)
        assert (note["quote"], note["themes"], note["note"]) == (SECOND, ["spoken"], "really")


async def test_everything_can_be_done_with_the_mouse(library: Library, root: Path) -> None:
    async with desk(library, 160, 40) as driver:
        row = next(y for y, line in enumerate(driver.screen.split("\n")) if "The harbour board" in line)
        await driver.click(8, row)
        assert driver.is_reading()
        x, y = driver.find("“We answered")
        end_x, end_y = driver.find("asked,”")
        await driver.drag((x, y), (end_x + 6, end_y))
        assert "«“We answered the question we were asked,”»" in driver.marked
        await driver.click(*driver.find("Theme ·"))
        await driver.type("testimony")
        await driver.click(*driver.find("Take"))
        await driver.click(x + 3, y)
        await driver.click(*driver.find("Note ·"))
        await driver.type("who asked?")
        await driver.click(*driver.find("Save"))
        (note,) = notes(root)
        assert note["quote"] == "“We answered the question we were asked,”"
        assert (note["themes"], note["note"]) == (["testimony"], "who asked?")
        await driver.click(*driver.find("Back"))
        await driver.click(*driver.find("Quit"))
        assert driver.app.return_code == 0


async def test_two_clicks_take_a_word_three_a_sentence_and_shift_extends(library: Library) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        x, y = driver.find("Oliveira")
        await driver.click(x + 2, y, times=2)
        assert "«Oliveira»" in driver.marked
        await driver.click(x + 2, y, times=3)
        assert "«Marta Oliveira, who runs the ferry, disagreed.»" in driver.marked
        await driver.click(x, y)
        await driver.click(x + 7, y, shift=True)
        assert "«Oliveira»" in driver.marked


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        (["v", "right_parenthesis"], "The harbour board of Port Alder voted on Tuesday to close the old bridge."),
        (["v", "w"], "The"),
        (["v", "w", "w"], "The harbour"),
        (["v", "i", "s"], "The harbour board of Port Alder voted on Tuesday to close the old bridge."),
    ],
)
async def test_a_selection_that_goes_on_to_the_next_one_stops_before_it(
    library: Library, keys: list[str], selected: str
) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press(*keys)
        assert f"«{selected}»" in driver.marked


async def test_white_space_around_a_selection_is_not_marked(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("e", "right", "v", "e", "right", "m", "escape")
        assert notes(root)[0]["quote"] == "harbour"


async def test_a_highlight_that_nothing_showed_to_be_meant_is_not_deleted_at_once(library: Library, root: Path) -> None:
    library.mark(library.find("bridge").article.id, "The harbour board")
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("d")
        assert len(notes(root)) == 1
        assert "d again deletes it" in driver.screen
        await driver.press("d")
        assert notes(root) == []


async def test_zen_shows_the_text_alone_in_the_middle_and_esc_leaves_it(library: Library) -> None:
    library.mark(library.find("bridge").article.id, "The harbour board", themes=["housing"])
    async with desk(library, 130, 30) as driver:
        await driver.open("bridge")
        await driver.press("z")
        assert "Quotation" not in driver.screen
        x, _ = driver.find("The harbour board")
        assert abs(x - (130 - 72) // 2) <= 4
        await driver.press("escape")
        assert "Quotation" in driver.screen


async def test_a_click_on_an_empty_page_leaves_the_keys_with_the_list(library: Library) -> None:
    async with desk(library) as driver:
        await driver.click(90, 10)
        assert driver.desk.articles.has_focus
        assert "Filter" in driver.screen


async def test_a_theme_in_the_palette_shows_the_articles_that_have_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is found is listed at once and in its order: on a busy machine enter would take what came first.
    monkeypatch.setattr(CommandPalette, "_RESULT_BATCH_TIME", PATIENCE)
    library.mark(library.find("houses").article.id, "two hundred homes", themes=["housing/empty"])
    async with desk(library) as driver:
        await driver.press("colon")
        await driver.type("housing")
        await driver.app.workers.wait_for_complete()
        await driver.press("enter")
        await driver.settle()
        assert driver.desk.articles.count == 1
        assert driver.desk.wanted == 'theme:"housing/empty"'


async def test_undo_goes_on_after_a_restart_and_says_in_which_article(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("m", "m")
        await driver.type("harbours")
        await driver.press("enter", "q", "q")
    library.close()
    again = Library.open(root)
    async with desk(again) as driver:
        await driver.open("houses")
        await driver.press("u")
        assert notes(root) == []
        assert "undone: highlight made in “The harbour" in driver.screen
        assert again.themes() == ()
        await driver.press("u")
        assert "nothing to undo" in driver.screen
        await driver.press("ctrl+r")
        assert notes(root)[0]["themes"] == ["harbours"]
        assert "done again: highlight made in “The harbour" in driver.screen
    again.close()
