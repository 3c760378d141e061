"""Every key that moves, from text to text: ‸ the caret; ⟦a highlight⟧, ⟪one with a note⟫, ⦗a bookmark⦘."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from reader.keymap import Place, build
from reader.model.annotation import Motivation
from reader.model.article import Article, Listing
from reader.model.span import Span
from reader.session import Session
from reader.text.compile import compile_text
from reader.text.search import matches
from reader.tui.panes.reader import ReaderPane
from tests.tui.hosting import NAMES, Host, hit

NOW = datetime(2026, 3, 14, tzinfo=UTC)
SIGNS = {"⟦": "⟧", "⟪": "⟫", "⦗": "⦘"}
WIDTH = 40


def session(source: str) -> Session:
    """The session that a marked source means."""
    signed = compile_text(source, "markdown").plain
    bare = re.sub("[‸⟦⟧⟪⟫⦗⦘]", "", source)
    text = compile_text(bare, "markdown")
    places: dict[str, list[int]] = {}
    at = 0
    for sign in signed:
        if sign in "‸⟦⟧⟪⟫⦗⦘":
            places.setdefault(sign, []).append(at)
        else:
            at += 1
    assert at == len(text.plain)
    made = Session(Listing(Article("x", "articles/x.md", "")), text)
    for opening, closing in SIGNS.items():
        for number, (start, end) in enumerate(zip(places.get(opening, ()), places.get(closing, ()), strict=True)):
            kind = Motivation.BOOKMARKING if opening == "⦗" else Motivation.HIGHLIGHTING
            made, highlight = made.highlight(
                Span(start, end), identifier=f"{opening}{number}", now=NOW, motivation=kind
            )
            if opening == "⟪":
                made, _ = made.edited(highlight, NOW, note="why?")
    return made.moved(places["‸"][0])


async def after(source: str, keys: str, *, searched: str = "") -> str:
    """The words and the caret after `keys`, parted by spaces, in a pane of about 34 cells."""
    pane = ReaderPane(build()[0])
    begun = session(source)
    async with Host(pane).driven(WIDTH, 12) as pilot:
        pane.open(begun)
        pane.focus()
        pane.take(begun)
        if searched:
            pane.show_matches(matches(begun.text.plain, searched))
        await hit(pilot, *(NAMES.get(key, key) for key in keys.split(" ")))
        assert pane.session is not None
        plain, caret = pane.session.text.plain, pane.session.caret
        assert pane.is_in_view(caret)
        assert pane.session.anchor is None
        return f"{plain[:caret]}‸{plain[caret:]}"


TABLE = [
    ("on‸e two three four five six seven eight nine", "j", "one two three four five six se‸ven eight nine"),
    ("on‸e two three four five six seven eight nine", "down", "one two three four five six se‸ven eight nine"),
    ("one two three four five six se‸ven eight nine", "k", "on‸e two three four five six seven eight nine"),
    ("one two three four five six se‸ven eight nine", "up", "on‸e two three four five six seven eight nine"),
    ("one\n\ntw‸o\n\nthree", "j", "one\n\ntwo\n\nth‸ree"),
    ("one two th‸ree four five six seven eight\n\nx", "j j k k", "one two th‸ree four five six seven eight\n\nx"),
    ("one ‸two", "h", "one‸ two"),
    ("one ‸two", "left", "one‸ two"),
    ("one‸ two", "l", "one ‸two"),
    ("one‸ two", "right", "one ‸two"),
    ("‸👨‍👩‍👧 two", "l", "👨‍👩‍👧‸ two"),
    ("one‸\n\ntwo", "l", "one\n‸\ntwo"),
    ("one‸ two", "w", "one ‸two"),
    ("港‸町の", "w", "港町‸の"),
    ("one tw‸o", "b", "one ‸two"),
    ("one ‸two", "b", "‸one two"),
    ("‸one two", "e", "on‸e two"),
    ("on‸e two", "e", "one tw‸o"),
    ("one two three four five six se‸ven eight nine", "0", "one two three four five six ‸seven eight nine"),
    ("on‸e two three four five six seven eight nine", "$", "one two three four five si‸x seven eight nine"),
    ("One. T‸wo. Three.", ")", "One. Two. ‸Three."),
    ("Dr. Smi‸th went. Home.", ")", "Dr. Smith went. ‸Home."),
    ("One. Two. T‸hree.", "(", "One. Two. ‸Three."),
    ("One. Two. ‸Three.", "(", "One. ‸Two. Three."),
    ("One. T‸wo.\n\nThree.", "}", "One. Two.\n\n‸Three."),
    ("One.\n\nTwo. Th‸ree.", "{", "One.\n\n‸Two. Three."),
    ("O‸ne “two” and “three”", "'", "One ‸“two” and “three”"),
    ("One ‸“two” and “three”", "'", "One “two” and ‸“three”"),
    ("One “two” and “three” f‸our", '"', "One “two” and ‸“three” four"),
    ("a‸b\n\n# One\n\ntwo\n\n## Three", "] ]", "ab\n\n‸One\n\ntwo\n\nThree"),
    ("ab\n\n# One\n\ntwo\n\n## Three\n\nfo‸ur", "[ [ [ [", "ab\n\n‸One\n\ntwo\n\nThree\n\nfour"),
    ("o‸ne ⟦two⟧ three ⟦four⟧", "] h", "one ‸two three four"),
    ("o‸ne ⟦two⟧ three ⟦four⟧", "] h ] h", "one two three ‸four"),
    ("one ⟦two⟧ three ⟦four⟧ f‸ive", "[ h [ h", "one ‸two three four five"),
    ("o‸ne ⟦two⟧ three ⟪four⟫", "] n", "one two three ‸four"),
    ("o‸ne ⦗two⦘ three ⟦four⟧ ⦗five⦘", "] b ] b", "one two three four ‸five"),
    ("one ⦗two⦘ three ⟦four⟧ ⦗five‸⦘ six", "[ b [ b", "one ‸two three four five six"),
    ("o‸ne ⦗two⦘ three ⟦four⟧", "] h", "one two three ‸four"),
    ("⟪one⟫ two ⟦three⟧ fou‸r", "[ n", "‸one two three four"),
    ("one\n\ntw‸o\n\nthree", "g", "‸one\n\ntwo\n\nthree"),
    ("one\n\ntw‸o\n\nthree", "home", "‸one\n\ntwo\n\nthree"),
    ("one\n\ntw‸o\n\nthree", "ctrl+home", "‸one\n\ntwo\n\nthree"),
    ("one\n\ntw‸o\n\nthree", "G", "one\n\ntwo\n\nthree‸"),
    ("one\n\ntw‸o\n\nthree", "end", "one\n\ntwo\n\nthree‸"),
    ("one\n\ntw‸o\n\nthree", "ctrl+end", "one\n\ntwo\n\nthree‸"),
    ("one ‸two one", "n", "one two ‸one"),
    ("one two ‸one", "n", "‸one two one"),
    ("one two ‸one", "N", "‸one two one"),
    ("‸one two one", "N", "one two ‸one"),
]


@pytest.mark.parametrize(("before", "keys", "expected"), TABLE)
async def test_a_key_moves_the_caret_there(before: str, keys: str, expected: str) -> None:
    assert await after(before, keys, searched="one" if keys in ("n", "N") else "") == expected


PAGES = "\n\n".join(f"line {number}" for number in range(40))


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ("j", 1),
        ("down", 1),
        ("j k", 0),
        ("down up", 0),
        ("space", 10),
        ("pagedown", 10),
        ("space b", 0),
        ("pagedown pageup", 0),
        ("ctrl+d", 6),
        ("ctrl+d ctrl+u", 0),
        ("space space space", 30),
    ],
)
async def test_a_key_scrolls_so_many_rows_and_a_caret_that_is_shown_stays_in_view(keys: str, rows: int) -> None:
    pane = ReaderPane(build()[0])
    begun = session(f"‸{PAGES}")
    async with Host(pane).driven(WIDTH, 12) as pilot:
        pane.open(begun)
        pane.focus()
        await hit(pilot, *keys.split(" "))
        assert pane.top == rows
        assert not pane.caret_shown
        await hit(pilot, "w", "space", "space", "pageup", "ctrl+d")
        assert pane.session is not None
        assert pane.is_in_view(pane.session.caret)
        assert pane.caret_shown


TESTED_ELSEWHERE = {
    *("+", "-"),  # test_typography
    "Z",  # test_promotional
    *("] c", "[ c"),  # test_attaching
    *("f", "O"),  # test_links
    *("ctrl+o", "ctrl+n", "J", "K"),  # test_jumping
    *("space", "pagedown", "pageup", "ctrl+d", "ctrl+u"),  # above
}


def test_no_key_that_moves_is_forgotten() -> None:
    tested = {keys for _, keys, _ in TABLE} | {" ".join(keys.split(" ")[:2]) for _, keys, _ in TABLE}
    known = {key for command in build()[0].at(Place.MOVING) for key in command.keys}
    assert known - tested - TESTED_ELSEWHERE == set()
