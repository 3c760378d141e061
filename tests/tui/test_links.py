"""Links are followed by hints, by enter and by the mouse; footnotes and headings too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.tui import browser
from reader.tui.browser import BrowserError
from reader.tui.dialogs.outline import HeadingList
from tests.tui.desk import desk

if TYPE_CHECKING:
    from reader.library import Library

SOURCE = """\
# Where links lead

Read [the survey](houses.md#what-the-survey-found), or [its page](https://review.example/houses), or ask
[the board](https://board.example/minutes?a=1&b=2). There is [more below](#further-down), [a trap](javascript:x)
and a footnote[^1].

## Further down

Another[^2] paragraph that says something.

### Deeper

The end.

[^1]: The first footnote says something that is worth a look.
[^2]: The second one.
"""


@pytest.fixture
def opened(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was asked for, in a library with an article of links."""
    (library.root / "articles" / "links.md").write_text(SOURCE, "utf-8")
    library.refresh()
    found: list[str] = []
    monkeypatch.setattr(browser, "open_address", found.append)
    return found


async def test_hints_lie_over_the_links_and_move_nothing(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        before = driver.screen.split("\n")
        await driver.press("f")
        after = driver.screen.split("\n")
        assert "a hint follows · y to copy · esc leaves" in driver.screen
        assert [len(line) for line in before] == [len(line) for line in after]
        assert "Read ahe survey, or sts page" in driver.screen
        await driver.press("escape")
        assert driver.screen.split("\n")[:-2] == before[:-2]
        assert opened == []


async def test_a_hint_opens_the_browser(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("f", "d")
        assert opened == ["https://board.example/minutes?a=1&b=2"]
        assert "opened https://board.example" in driver.screen


async def test_a_link_to_an_article_of_the_library_opens_it_at_its_heading(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("f", "a")
        assert "‸What the survey found" in driver.marked
        await driver.press("ctrl+o")
        assert "Where links lead" in driver.marked
        await driver.press("f", "s")
        assert "For eleven years" in driver.marked
        assert opened == []


async def test_a_fragment_is_a_jump_to_its_heading(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("w", "f", "f")
        assert "‸Further down" in driver.marked
        await driver.press("ctrl+o")
        assert "‸Further down" not in driver.marked
        assert opened == []


async def test_y_makes_hints_copy_and_another_key_leaves_them(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("f", "y")
        assert "copies the address" in driver.screen
        await driver.press("d")
        assert driver.app.clipboard == "https://board.example/minutes?a=1&b=2"
        await driver.press("f", "x")
        assert "no link has the hint x" in driver.screen
        assert not driver.desk.page.is_hinting
        assert opened == []


async def test_the_address_under_the_caret_is_shown_and_enter_follows_it(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("slash")
        await driver.type("board")
        await driver.press("enter", "escape")
        assert "→ https://board.example/minutes?a=1&b=2" in driver.screen
        await driver.press("enter")
        assert opened == ["https://board.example/minutes?a=1&b=2"]


async def test_where_there_is_no_browser_the_address_is_copied(
    library: Library, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(address: str) -> None:
        raise BrowserError("there is no browser here")

    monkeypatch.setattr(browser, "open_address", refuse)
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("f", "d")
        assert "there is no browser here: copied https://board.example" in driver.screen
        assert driver.app.clipboard == "https://board.example/minutes?a=1&b=2"
        assert opened == []


async def test_a_single_link_says_where_it_leads_before_it_is_followed(library: Library, opened: list[str]) -> None:
    (library.root / "articles" / "one.md").write_text("A [single](https://one.example/) link.\n", "utf-8")
    library.refresh()
    async with desk(library) as driver:
        await driver.open("single")
        await driver.press("f")
        assert "a follows: https://one.example/" in driver.screen
        await driver.press("a")
        assert opened == ["https://one.example/"]
        await driver.press("q", "escape")
        await driver.open("bridge")
        await driver.press("f")
        assert "there is no link on the screen" in driver.screen


async def test_a_click_on_a_link_shows_what_can_be_done_with_it(library: Library, opened: list[str]) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("links lead")
        await driver.click(*driver.find("its page"))
        assert "Open · Copy address" in driver.screen
        await driver.click(*driver.find("Copy address"))
        assert driver.app.clipboard == "https://review.example/houses"
        assert opened == []


async def test_a_footnote_is_shown_beside_its_mark(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("slash")
        await driver.type("[1")
        await driver.press("enter", "enter")
        assert "Footnote 1" in driver.screen
        assert "worth a look" in driver.screen
        await driver.press("escape")
        assert "Footnote 1" not in driver.screen
        await driver.press("enter", "enter")
        assert "‸The first footnote" in driver.marked
        await driver.press("ctrl+o")
        assert "a footnote‸[1]" in driver.marked
        await driver.press("ctrl+n", "enter")
        assert "a footnote‸[1]" in driver.marked
        assert opened == []


async def test_a_hint_shows_a_footnote_too(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("f", "h")
        assert "Footnote 2" in driver.screen
        assert "The second one." in driver.screen
        assert opened == []


async def test_the_outline_shows_headings_and_goes_to_one(library: Library, opened: list[str]) -> None:
    async with desk(library) as driver:
        await driver.open("links lead")
        await driver.press("O")
        assert "Outline" in driver.screen
        await driver.press("escape")
        assert "Outline" not in driver.screen
        assert driver.marked.startswith("‸")
        await driver.press("O")
        await driver.type("deep")
        assert driver.app.screen.query_one(HeadingList).count == 1
        await driver.press("enter")
        assert "‸Deeper" in driver.marked
        await driver.press("ctrl+o")
        assert driver.marked.startswith("‸")
        await driver.press("O", "down", "enter")
        assert "‸Further down" in driver.marked
        await driver.press("q", "escape")
        await driver.open("bridge")
        await driver.press("O")
        assert "this article has no headings" in driver.screen
        assert opened == []


async def test_ctrl_and_a_click_follow_a_link_at_once(library: Library, opened: list[str]) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("links lead")
        await driver.click(*driver.find("the board"), ctrl=True)
        assert opened == ["https://board.example/minutes?a=1&b=2"]
