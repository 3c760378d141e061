"""The mouse on a page: what it selects, what it scrolls, what it points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseMove, MouseUp

from tests.tui.desk import Driver, desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import MouseEvent

    from reader.library import Library
    from reader.session import Session


async def mouse(driver: Driver, kind: Callable[..., MouseEvent], x: int, y: int, *, ctrl: bool = False) -> None:
    """Move, press or let go."""
    event = kind(None, x, y, 0, 0, button=1, shift=False, meta=False, ctrl=ctrl, screen_x=x, screen_y=y)
    event.set_sender(driver.app)
    driver.app.post_message(event)
    await driver.settle()


def long(library: Library) -> str:
    """The id of an article of 200 paragraphs."""
    path = library.root / "articles" / "long.md"
    path.write_text("\n\n".join(f"Paragraph {number} stands here. It ends." for number in range(200)), "utf-8")
    library.refresh()
    return library.find("articles/long.md").article.id


def cell(driver: Driver, words: str) -> tuple[int, int]:
    """Where on the screen lines begin, and the row on which `words` begin."""
    page = driver.desk.page
    begin, there = page.cell_of(0), page.cell_of(current(driver).text.plain.index(words))
    assert begin is not None
    assert there is not None
    return page.region.x + begin[0], page.region.y + there[1]


def current(driver: Driver) -> Session:
    """The open article."""
    session = driver.desk.page.session
    assert session is not None
    return session


async def test_two_clicks_and_a_drag_select_words_three_sentences(library: Library) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        x, y = driver.find("who runs")
        await driver.click(x + 1, y)
        await mouse(driver, MouseDown, x + 1, y)
        assert "«who»" in driver.marked
        await mouse(driver, MouseMove, x + 6, y)
        assert "«who runs»" in driver.marked
        await mouse(driver, MouseMove, x - 6, y)
        assert "«Oliveira, who»" in driver.marked
        await mouse(driver, MouseUp, x - 6, y)
        x, y = driver.find("voted on")
        await driver.click(x, y, times=3)
        assert "«The harbour board of Port Alder voted on Tuesday to close the old bridge.»" in driver.marked
        await mouse(driver, MouseDown, x, y)
        await mouse(driver, MouseMove, x, y + 2)
        assert "asked,” said Tomas Reyes, the deputy officer.»" in driver.marked
        await mouse(driver, MouseUp, x, y + 2)


async def test_a_drag_to_the_edge_scrolls_on_while_the_button_is_down(library: Library) -> None:
    long(library)
    async with desk(library, 100, 24) as driver:
        await driver.open("Paragraph 0")
        page = driver.desk.page
        x, y = driver.find("Paragraph 2 stands")
        await mouse(driver, MouseDown, x, y)
        await mouse(driver, MouseMove, x, page.size.height + 1)
        for _ in range(10):
            page.scroll_on()
        await driver.settle()
        assert page.top > 10
        selection = current(driver).selection
        assert selection is not None
        assert len(selection) > 200
        await mouse(driver, MouseUp, x, page.size.height + 1)
        top = page.top
        page.scroll_on()
        assert page.top == top


async def test_a_click_on_the_ruler_goes_there_and_a_drag_scrolls(library: Library) -> None:
    long(library)
    async with desk(library, 100, 24) as driver:
        await driver.open("Paragraph 0")
        page = driver.desk.page
        x = page.region.right - 1
        await driver.click(x, page.size.height - 1)
        assert "Paragraph 199" in driver.screen
        await driver.drag((x, page.size.height - 1), (x, page.size.height // 2))
        assert "Paragraph 100" in driver.screen
        assert current(driver).selection is None
        await driver.press("ctrl+o", "ctrl+o")
        assert driver.marked.startswith("‸")


async def test_a_click_on_a_bar_selects_its_highlight(library: Library) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "voted on Tuesday to close the old bridge", themes=["vote"])
    library.mark(article_id, "the old bridge", themes=["bridges"])
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        page = driver.desk.page
        left, y = cell(driver, "the old bridge")
        await driver.click(left - 3, y)
        assert "‸voted on" in driver.marked
        assert page.focused_highlight is not None
        assert page.focused_highlight.annotation.themes == ("vote",)
        await driver.click(left - 2, y)
        assert page.focused_highlight.annotation.themes == ("bridges",)
        await driver.press("escape", "escape")
        assert page.focused_highlight is None


async def test_of_two_highlights_on_the_same_words_the_bar_says_which_is_meant(library: Library) -> None:
    article_id = library.find("bridge").article.id
    library.mark(article_id, "the old bridge", themes=["one"])
    library.mark(article_id, "the old bridge", themes=["two"])
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        page = driver.desk.page
        left, y = cell(driver, "the old bridge")
        seen = set()
        for before in (3, 2):
            await driver.click(left - before, y)
            assert page.focused_highlight is not None
            seen |= {page.focused_highlight.annotation.themes}
        assert seen == {("one",), ("two",)}
        await driver.press("d")
        assert {h.annotation.themes for h in current(driver).highlights} < seen


async def test_a_click_on_a_name_in_the_margin_selects_its_highlight(library: Library) -> None:
    library.mark(library.find("bridge").article.id, "Tuesday", themes=["when"])
    async with desk(library, 200, 40) as driver:
        await driver.open("bridge")
        line = next(line for line in driver.screen.split("\n") if "voted on" in line)
        y = driver.screen.split("\n").index(line)
        await driver.click(line.index("when", line.index("voted")), y)
        assert "‸Tuesday" in driver.marked
        assert "Themes · Note · Copy · Delete" in driver.screen
