"""Promotional lines while one reads: folded, opened, searched, marked, and decided on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.library.values import Added
from reader.store import desk as desks
from tests.tui.desk import Driver, desk, notes

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library

SOURCE = """# The ferry was late

Share this article

- Facebook
- Copy link

The ferry was late on Tuesday. Nobody knew why.

SIGN UP FOR OUR NEWSLETTER

Read also: [The harbour wall leaks](https://harbour.example/wall)

It was late again on Friday. The captain pointed at the fog.

ADVERTISEMENT

The end came with the tide.

© 2026 Harbour Post. All rights reserved.
"""
FOLD = "⋯ 2 promotional lines · enter opens"


@pytest.fixture
def ferry(library: Library, tmp_path: Path) -> str:
    (tmp_path / "ferry.md").write_text(SOURCE, "utf-8")
    (added,) = library.add(tmp_path / "ferry.md")
    assert isinstance(added, Added)
    return added.listing.article.id


def offset(hands: Driver, words: str) -> int:
    session = hands.desk.page.session
    assert session is not None
    return session.text.plain.index(words)


def block_words(hands: Driver) -> str:
    """The block that the caret is in."""
    session = hands.desk.page.session
    assert session is not None
    return session.text.plain[session.text.blocks[session.text.block_at(session.caret)].start :]


def caret_words(hands: Driver) -> str:
    session = hands.desk.page.session
    assert session is not None
    return session.text.plain[session.caret :].split("\n")[0]


async def test_promotional_lines_are_one_quiet_row_and_are_not_counted(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        assert "⋯ 3 promotional lines · enter opens" in hands.screen
        assert FOLD in hands.screen
        assert hands.screen.count("⋯ 1 promotional line ") == 2
        assert "NEWSLETTER" not in hands.screen
    assert library.listing(ferry).article.words == 31


async def test_enter_opens_the_first_on_the_screen_and_z_all_of_them(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press("enter")
        assert "Copy link" in hands.screen
        assert "NEWSLETTER" not in hands.screen
        await hands.press("Z", "Z")
        assert "NEWSLETTER" in hands.screen
        assert "promotional lines shown, dimmed" in hands.screen
        await hands.press("ctrl+q")
    assert not desks.load(library.root).fold
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        assert "ADVERTISEMENT" in hands.screen
        await hands.press("Z")
        assert "ADVERTISEMENT" not in hands.screen


async def test_enter_folds_again_what_it_opened_and_z_all_that_is_open(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press(*["right_parenthesis"] * 4, "enter")
        assert "SIGN UP FOR OUR NEWSLETTER" in hands.screen
        assert "promotional · x: not this · enter folds" in hands.screen
        await hands.press("enter")
        assert FOLD in hands.screen
        await hands.press("enter", "Z")
        assert FOLD in hands.screen
        assert "promotional lines folded" in hands.screen
        await hands.press("Z")
        assert "ADVERTISEMENT" in hands.screen


async def test_motions_stop_once_on_what_is_folded_and_go_on_behind_it(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press(*["right_parenthesis"] * 4)
        assert caret_words(hands) == "SIGN UP FOR OUR NEWSLETTER"
        assert "x: not this · enter opens" in hands.screen
        assert FOLD in hands.screen
        for key, words in (
            ("right_parenthesis", "It was late"),
            ("left_parenthesis", "SIGN UP"),
            ("left_parenthesis", "The ferry was late on Tuesday"),
            ("j", "SIGN UP"),
            ("j", "It was late"),
            ("0", "It was late"),
            ("h", "SIGN UP"),
            ("w", "It was late"),
            ("b", "SIGN UP"),
            ("b", "The ferry was late on Tuesday"),
            ("right_curly_bracket", "SIGN UP"),
            ("right_curly_bracket", "It was late"),
            ("k", "SIGN UP"),
            ("l", "It was late"),
        ):
            await hands.press(key)
            assert block_words(hands).startswith(words), key
        assert FOLD in hands.screen
        await hands.press("G")
        assert caret_words(hands).startswith("© 2026")


async def test_what_is_searched_for_is_opened(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press("slash")
        await hands.type("harbour wall")
        await hands.press("enter")
        assert "Read also: The harbour wall leaks" in hands.screen
        assert caret_words(hands).startswith("harbour wall")


async def test_what_is_marked_is_never_out_of_sight(library: Library, ferry: str) -> None:
    library.mark(ferry, "harbour wall")
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        assert "The harbour wall leaks" in hands.screen
        assert "⋯ 3 promotional lines" in hands.screen
        await hands.press("right_square_bracket", "h")
        assert caret_words(hands).startswith("harbour wall")
        await hands.press("Z", "Z")
        assert "The harbour wall leaks" in hands.screen
        await hands.press("d")
        assert "The harbour wall leaks" in hands.screen


async def test_marking_over_a_fold_opens_it(library: Library, ferry: str, root: Path) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press(*["right_parenthesis"] * 2, "v", *["right_curly_bracket"] * 3, "M")
        assert "SIGN UP FOR OUR NEWSLETTER" in hands.screen
    (note,) = notes(root)
    assert "NEWSLETTER" in note["quote"]


async def test_x_says_that_lines_belong_to_the_text_and_u_takes_that_back(
    library: Library, ferry: str, root: Path
) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press(*["right_parenthesis"] * 4, "x")
        assert "SIGN UP FOR OUR NEWSLETTER" in hands.screen
        assert "it belongs to the text" in hands.screen
        state = json.loads((root / "notes" / f"{ferry}.json").read_text("utf-8"))["_meta"]["1"]["state"]
        assert state["line: SIGN UP FOR OUR NEWSLETTER"] == "text"
        assert library.listing(ferry).article.words == 31 + 5 + 6
        await hands.press("u")
        assert FOLD in hands.screen
        assert library.listing(ferry).article.words == 31
        await hands.press("ctrl+r")
        assert "SIGN UP FOR OUR NEWSLETTER" in hands.screen
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        assert "SIGN UP FOR OUR NEWSLETTER" in hands.screen
        assert "⋯ 3 promotional lines" in hands.screen


async def test_x_on_another_line_says_that_it_is_promotional_and_x_again_takes_that_back(
    library: Library, ferry: str
) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press("right_parenthesis", "right_parenthesis", "x")
        page = hands.desk.page
        assert page.session is not None
        assert page.session.promotional == (1, 2, 3, 4, 5, 6, 8, 10)
        assert "The ferry was late on Tuesday." in hands.screen  # open until the article is opened again
        await hands.press("x")
        assert page.session.said_of("The ferry was late on Tuesday. Nobody knew why.") == ""
        assert 4 not in page.session.promotional


async def test_while_no_caret_is_shown_x_shows_first_what_is_meant(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press("x")
        assert "x again: this belongs to the text, enter shows it" in hands.screen
        await hands.press("x")
        assert "Copy link" in hands.screen


async def test_the_headline_stays_the_headline(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press("g", "l", "x")
        assert "always belong to the text" in hands.screen


async def test_a_click_opens_what_is_folded(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        lines = hands.screen.split("\n")
        y = next(number for number, line in enumerate(lines) if FOLD in line)
        await hands.pilot.click(offset=(lines[y].index("promotional"), y))
        await hands.settle()
        assert "SIGN UP FOR OUR NEWSLETTER" in hands.screen


async def test_no_link_that_is_folded_gets_a_hint(library: Library, ferry: str) -> None:
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        await hands.press("f")
        assert "there is no link on the screen" in hands.screen


async def test_what_another_program_said_is_shown(library: Library, ferry: str, root: Path) -> None:
    path = root / "notes" / f"{ferry}.json"
    library.mark(ferry, "late again")
    document = json.loads(path.read_text("utf-8"))
    document["_meta"]["1"]["state"]["line: ADVERTISEMENT"] = "text"
    path.write_text(json.dumps(document), "utf-8")
    library.refresh()
    async with desk(library, 100, 40) as hands:
        await hands.open("ferry")
        assert "ADVERTISEMENT" in hands.screen
    assert library.listing(ferry).article.words == 32
