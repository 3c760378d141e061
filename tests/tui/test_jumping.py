"""Back to where one jumped from, and on again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.jumps import MOST, Jumps, Spot
from tests.tui.desk import desk

if TYPE_CHECKING:
    from reader.library import Library

ONE, TWO, THREE = (Spot("a", offset) for offset in (1, 2, 3))


def test_back_and_on_again() -> None:
    jumps = Jumps()
    jumps.leave(ONE)
    jumps.leave(TWO)
    assert jumps.back(THREE) == TWO
    assert jumps.back(TWO) == ONE
    assert jumps.back(ONE) is None
    assert jumps.forward(ONE) == TWO
    assert jumps.forward(TWO) == THREE
    assert jumps.forward(THREE) is None


def test_a_new_jump_forgets_what_lay_ahead() -> None:
    jumps = Jumps()
    jumps.leave(ONE)
    assert jumps.back(TWO) == ONE
    jumps.leave(ONE)
    assert jumps.forward(THREE) is None
    assert jumps.back(THREE) == ONE


def test_a_jump_that_comes_back_to_where_it_was_is_not_kept() -> None:
    jumps = Jumps()
    jumps.leave(ONE)
    jumps.leave(ONE)
    assert jumps.back(ONE) is None


def test_only_so_many_are_kept() -> None:
    jumps = Jumps()
    for offset in range(MOST + 5):
        jumps.leave(Spot("a", offset))
    here, steps = Spot("b", 0), 0
    while (spot := jumps.back(here)) is not None:
        here, steps = spot, steps + 1
    assert (here.offset, steps) == (5, MOST)


async def test_the_places_one_jumped_from_are_gone_back_to(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("w", "w", "apostrophe", "G", "ctrl+o")
        assert "‸“We answered" in driver.marked
        await driver.press("ctrl+o")
        assert "The harbour ‸board" in driver.marked
        await driver.press("ctrl+o")
        assert "no place to go back to" in driver.screen
        await driver.press("ctrl+n")
        assert "‸“We answered" in driver.marked
        await driver.press("ctrl+n")
        assert driver.marked.endswith("‸")


async def test_small_steps_are_no_jumps(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("w", "w", "right_parenthesis", "j", "ctrl+o")
        assert "no place to go back to" in driver.screen


async def test_jumps_go_from_article_to_article(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("apostrophe")
        await driver.press("escape", "escape", "escape")
        await driver.open("houses")
        await driver.press("right_square_bracket", "right_square_bracket")
        assert "‸What the survey found" in driver.marked
        await driver.press("ctrl+o", "ctrl+o")
        assert "‸“We answered" in driver.marked
        await driver.press("ctrl+n")
        assert "For eleven years" in driver.marked
        await driver.press("ctrl+n")
        assert "‸What the survey found" in driver.marked


async def test_the_neighbouring_article_is_a_jump_too(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("houses")
        await driver.press("escape", "slash", "escape", "enter", "w", "J")
        if "For eleven" in driver.marked:  # it was the last one
            await driver.press("K")
        assert "For eleven" not in driver.marked
        await driver.press("ctrl+o")
        assert "For ‸eleven" in driver.marked


async def test_the_text_follows_the_notes_and_the_notes_the_text(library: Library) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge")
    library.mark(article_id, "wrong question")
    library.mark(article_id, "my grandmother")
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        await driver.press("w", "tab")
        assert driver.desk.notes.has_focus
        await driver.press("j")
        assert "‸wrong question" in driver.marked
        assert driver.desk.notes.has_focus
        await driver.press("j")
        assert "‸my grandmother" in driver.marked
        await driver.press("escape", "ctrl+o")
        assert "The ‸harbour" in driver.marked
        await driver.press("right_square_bracket", "h", "right_square_bracket", "h")
        assert driver.desk.notes.current is not None
        assert driver.desk.notes.current.annotation.target.quote.exact == "wrong question"


async def test_while_one_scrolls_the_notes_show_the_first_highlight_in_view(library: Library) -> None:
    path = library.root / "articles" / "long.md"
    path.write_text("\n\n".join(f"Paragraph {number} stands here." for number in range(200)), "utf-8")
    library.refresh()
    article_id = library.find("articles/long.md").article.id
    for number in (3, 50, 120):
        library.mark(article_id, f"Paragraph {number} stands")
    async with desk(library, 160, 30) as driver:
        await driver.open("Paragraph 0")
        assert driver.desk.notes.cursor == 0
        while "50 stands here" not in driver.screen:
            await driver.press("space")
        assert driver.desk.notes.cursor == 1


async def test_esc_leaves_the_selection_then_the_caret_then_zen_then_the_text(library: Library) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        await driver.press("z", "w", "v", "e", "escape")
        assert "‸" in driver.marked
        assert driver.desk.has_class("zen")
        await driver.press("escape")
        assert not driver.desk.page.caret_shown
        assert driver.desk.has_class("zen")
        await driver.press("escape")
        assert not driver.desk.has_class("zen")
        assert driver.desk.page.has_focus
        await driver.press("escape")
        assert driver.desk.articles.has_focus


async def test_the_start_shows_the_headline(library: Library) -> None:
    async with desk(library, 100, 12) as driver:
        await driver.open("houses")
        await driver.press("G", "g")
        assert driver.desk.page.top == 0
