"""Every key that marks, from a marked text to a marked text and to the notes on the disk.

‸ is the caret, «» the selection, ⟦⟧ a highlight; behind it in braces stand its themes, =colour and “note”. Of the keys,
`:words` are typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.keymap import Place, build
from reader.library import Library
from reader.model.span import Span
from tests.conftest import START
from tests.tui.desk import Driver, desk, notes
from tests.tui.hosting import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model.annotation import Highlight
    from reader.session import Session

LAST = "last"
"""The theme that was given last."""


def spans(source: str) -> list[Span]:
    """The highlights of a marked source, an outer one before what is in it."""
    opened: list[int] = []
    found: list[Span] = []
    at = 0
    for sign in source.replace("‸", ""):
        if sign == "⟦":
            opened.append(at)
        elif sign == "⟧":
            found.append(Span(opened.pop(), at))
        else:
            at += 1
    return sorted(found, key=lambda span: (span.start, -span.end))


def _told(highlight: Highlight) -> str:
    annotation = highlight.annotation
    parts = (
        *annotation.themes,
        annotation.color and f"={annotation.color}",
        annotation.note and f"“{annotation.note}”",
    )
    told = " ".join(part for part in parts if part)
    return f"⟧{{{told}}}" if told else "⟧"


def shown(session: Session) -> str:
    """The text with its highlights, and the selection or the caret."""
    signs: list[tuple[int, int, str]] = []
    for highlight in session.highlights:
        span = highlight.span
        assert span
        signs += ((span.start, 2 * 10**6 - len(span), "⟦"), (span.end, len(span) - 10**6, _told(highlight)))
    if session.selection:
        signs += ((session.selection.start, 10**7, "«"), (session.selection.end, -(10**7), "»"))
    else:
        signs.append((session.caret, 10**7, "‸"))
    plain = session.text.plain
    for at, _, sign in sorted(signs, reverse=True):
        plain = plain[:at] + sign + plain[at:]
    return plain


async def press(driver: Driver, keys: str) -> None:
    """Press keys parted by spaces."""
    for key in keys.split(" "):
        if key.startswith(":"):
            await driver.type(key[1:])
        else:
            await driver.press(NAMES.get(key, key))


async def begun(driver: Driver, source: str) -> Session:
    """The article that was written for `source`, opened, with its highlights and its caret."""
    await driver.press("enter")
    for span in spans(source):
        driver.desk._make(span, ())
    session = driver.desk.page.session
    assert session is not None
    driver.desk.page.take(session.moved(re.sub("[⟦⟧]", "", source).index("‸")))
    await driver.settle()
    driver.desk.pen = (LAST,)
    return driver.desk.page.session or session


def library_of(root: Path, source: str) -> Library:
    """A library with one article, without the signs of `source`; its clock stands still."""
    made = Library.open(root, clock=lambda: START)
    (root / "articles" / "one.md").write_text(f"---\ntitle: One\n---\n{re.sub('[‸⟦⟧]', '', source)}\n", "utf-8")
    made.refresh()
    return made


def on_disk(root: Path) -> list[tuple[object, ...]]:
    """Words, themes, colour and note of what is kept."""
    kept = [(n["quote"], tuple(n.get("themes", ())), n.get("color", ""), n.get("note", "")) for n in notes(root)]
    return sorted(kept)


def in_session(session: Session) -> list[tuple[object, ...]]:
    """The same of what is shown."""
    found = [h.annotation for h in session.highlights]
    return sorted((a.target.quote.exact, a.themes, a.color, a.note) for a in found)


TABLE = [
    # m with objects and motions; the prompt: what is typed, enter alone, esc
    ("The o‸ld bridge.", "m w :economy enter", "The ⟦o‸ld⟧{economy} bridge."),
    ("The o‸ld bridge.", "m w enter", "The ⟦o‸ld⟧{last} bridge."),
    ("The o‸ld bridge.", "m w escape", "The ⟦o‸ld⟧ bridge."),
    ("One. T‸wo. Three.", "m s escape", "One. ⟦T‸wo.⟧ Three."),
    ("One. T‸wo. Three.", "m m escape", "One. ⟦T‸wo.⟧ Three."),
    ("One.\n\nTwo. Th‸ree.\n\nFour.", "m p escape", "One.\n\n⟦Two. Th‸ree.⟧\n\nFour."),
    ("So “one tw‸o” he said.", "m q escape", "So ⟦“one tw‸o”⟧ he said."),
    ("one\n\ntw‸o three\n\nfour", "m l escape", "one\n\n⟦tw‸o three⟧\n\nfour"),
    ("One t‸wo three. Four.", "m ) escape", "One t⟦‸wo three.⟧ Four."),
    ("One. T‸wo. Three. Four.", "m 3 s escape", "One. ⟦T‸wo. Three. Four.⟧"),
    ("One t‸wo three.", "m e escape", "One t⟦‸wo⟧ three."),
    ("The o‸ld bridge.", "m i w escape", "The ⟦o‸ld⟧ bridge."),
    ("The o‸ld bridge.", "m a w escape", "The ⟦o‸ld⟧ bridge."),
    ("So “one tw‸o” he said.", "m i q escape", "So “⟦one tw‸o⟧” he said."),
    # M
    ("The o‸ld bridge.", "M w", "The ⟦o‸ld⟧{last} bridge."),
    ("One. T‸wo. Three.", "M M", "One. ⟦T‸wo.⟧{last} Three."),
    ("One. T‸wo. Three.", "M 2 s", "One. ⟦T‸wo. Three.⟧{last}"),
    # selections
    ("The o‸ld bridge.", "v", "The o«l»d bridge."),
    ("The o‸ld bridge.", "v v", "The o‸ld bridge."),
    ("The o‸ld bridge.", "v e", "The o«ld» bridge."),
    ("The o‸ld bridge.", "v i w", "The «old» bridge."),
    ("The o‸ld bridge.", "v a w", "The «old »bridge."),
    ("One. T‸wo. Three.", "v i s", "One. «Two.» Three."),
    ("One. T‸wo. Three.", "v a s", "One. «Two. »Three."),
    ("One.\n\nT‸wo. Three.", "v i p", "One.\n\n«Two. Three.»"),
    ("One.\n\nT‸wo. Three.\n\nFour.", "v a p", "One.\n\n«Two. Three.\n\n»Four."),
    ("So “one tw‸o” he said.", "v i q", "So “«one two»” he said."),
    ("So “one tw‸o” he said.", "v a q", "So «“one two”» he said."),
    ("One. T‸wo. Three.", "V", "One. «Two.» Three."),
    ("One. T‸wo. Three.", "V )", "One. «Two. Three.»"),
    ("The o‸ld bridge.", "v i w o b", "«The old» bridge."),
    ("The o‸ld bridge.", "shift+right shift+right", "The o«ld »bridge."),
    ("The o‸ld bridge.", "shift+left", "The «ol»d bridge."),
    ("one\n\ntw‸o", "shift+up", "on«e\n\ntwo»"),
    ("on‸e\n\ntwo", "shift+down", "on«e\n\ntwo»"),
    ("The o‸ld bridge.", "v i w m escape", "The ⟦ol‸d⟧ bridge."),
    ("The o‸ld bridge.", "v i w M", "The ⟦ol‸d⟧{last} bridge."),
    ("The o‸ld bridge.", "v i w enter :a enter", "The ⟦ol‸d⟧{a} bridge."),
    ("One. T‸wo. Three.", "V m escape", "One. ⟦Two‸.⟧ Three."),
    # on a highlight
    ("The ⟦o‸ld⟧ bridge.", "t :economy enter", "The ⟦o‸ld⟧{economy} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "i :why ctrl+s", "The ⟦o‸ld⟧{“why”} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "enter :why ctrl+s", "The ⟦o‸ld⟧{“why”} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "E", "The ⟦o‸ld⟧{“by hand”} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "d", "The o‸ld bridge."),
    ("The ⟦o‸ld⟧ bridge.", "d u", "The ⟦o‸ld⟧ bridge."),
    ("⟦The ⟦o‸ld⟧ bridge.⟧", "d", "⟦The o‸ld bridge.⟧"),
    ("⟦The ⟦o‸ld⟧ bridge.⟧", "d d", "The o‸ld bridge."),
    # its colour
    ("The ⟦o‸ld⟧ bridge.", "c r", "The ⟦o‸ld⟧{=rose} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c 2", "The ⟦o‸ld⟧{=blue} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c down down down enter", "The ⟦o‸ld⟧{=green} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c escape", "The ⟦o‸ld⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c r c t", "The ⟦o‸ld⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c r c up enter", "The ⟦o‸ld⟧{=green} bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c r u", "The ⟦o‸ld⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "c r u ctrl+r", "The ⟦o‸ld⟧{=rose} bridge."),
    # its start
    ("The ⟦o‸ld⟧ bridge.", "< b enter", "⟦‸The old⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "< h h <", "Th⟦‸e old⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "< l enter", "The o⟦‸ld⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "< l l l l l enter", "The ol⟦‸d⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "< $ enter", "The ol⟦‸d⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "< b escape", "The ⟦o‸ld⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "< b enter u", "‸The ⟦old⟧ bridge."),
    ("One two. The ⟦o‸ld⟧ bridge.", "< ( ( enter", "⟦‸One two. The old⟧ bridge."),
    ("One.\n\nTwo ⟦t‸hree⟧.", "< { { enter", "⟦‸One.\n\nTwo three⟧."),
    ("One two ⟦t‸hree⟧.", "< 0 enter", "⟦‸One two three⟧."),
    ("One “two” ⟦t‸hree⟧.", '< " enter', "One ⟦‸“two” three⟧."),
    ("One two\n\nthree ⟦f‸our⟧", "< k enter", "One tw⟦‸o\n\nthree four⟧"),
    ("The ⟦o‸ld⟧ bridge.", "< b o w enter", "⟦The old bridge‸.⟧"),
    # its end
    ("The ⟦o‸ld⟧ stone bridge.", "> w enter", "The ⟦old ston‸e⟧ bridge."),
    ("The ⟦o‸ld⟧ stone ship.", "> e e >", "The ⟦old stone shi‸p⟧."),
    ("The ⟦old sto‸ne⟧ bridge.", "> b enter", "The ⟦ol‸d⟧ stone bridge."),
    ("The ⟦old sto‸ne⟧ bridge.", "> b b b b enter", "The ⟦‸o⟧ld stone bridge."),
    ("The ⟦old sto‸ne⟧ bridge.", "> h enter", "The ⟦old sto‸n⟧e bridge."),
    ("The ⟦o‸ld⟧ 👨‍👩‍👧 bridge.", "> l l enter", "The ⟦old ‸👨‍👩‍👧⟧ bridge."),
    ("The ⟦o‸ld⟧ bridge.", "> l enter", "The ⟦old⟧‸ bridge."),
    ("The ⟦o‸ld⟧ bridge. Two. Three.", "> ) ) enter", "The ⟦old bridge. Two‸.⟧ Three."),
    ("One. Two. ⟦Three. F‸our.⟧", "> ( enter", "One. Two. ⟦Three‸.⟧ Four."),
    ("⟦O‸ne⟧ two.\n\nThree.\n\nFour.", "> } } enter", "⟦One two.\n\nThree‸.⟧\n\nFour."),
    ("⟦O‸ne⟧ two six", "> $ enter", "⟦One two si‸x⟧"),
    ("⟦O‸ne⟧ two\n\nthree", "> j enter", "⟦One two\n\nth‸r⟧ee"),
    ("⟦O‸ne⟧ “two” and “three” four", "> ' ' enter", "⟦One “two” and “three‸”⟧ four"),
    ("⟦One “two” and “thr‸ee”⟧ four", '> " enter', "⟦One “two‸”⟧ and “three” four"),
    ("⟦O‸ne⟧ two six", "> G enter", "⟦One two si‸x⟧"),
    ("The ⟦o‸ld⟧ stone bridge.", "> w < b enter", "⟦‸The old stone⟧ bridge."),
    ("The ⟦o‸ld⟧ stone bridge.", "> w escape", "The ⟦o‸ld⟧ stone bridge."),
    ("The ⟦o‸ld⟧ stone bridge.", "> w u", "The ⟦old⟧ ston‸e bridge."),
    ("The ⟦o‸ld⟧ stone bridge.", "> w c r", "The ⟦old ston‸e⟧{=rose} bridge."),
    ("The ⟦o‸ld⟧ stone bridge.", "> w enter u ctrl+r", "The ⟦old ston‸e⟧ bridge."),
    ("⟦The ⟦o‸ld⟧ stone⟧ bridge.", "> w w enter", "⟦The ⟦old stone⟧ bridge‸.⟧"),
    # the highlighter
    ("The o‸ld bridge.", "H :a enter v i w", "The ⟦ol‸d⟧{a} bridge."),
    ("The o‸ld bridge.", "H enter v i w", "The ⟦ol‸d⟧{last} bridge."),
    ("The o‸ld bridge.", "H escape v i w", "The ⟦ol‸d⟧ bridge."),
    ("One. T‸wo. Three.", "H :a enter v a s", "One. ⟦Two.⟧{a}‸ Three."),
    ("One.\n\nT‸wo. Three.", "H :a enter v i p", "One.\n\n⟦Two. Three‸.⟧{a}"),
    ("So “one tw‸o” he said.", "H :a enter v i q", "So “⟦one tw‸o⟧{a}” he said."),
    ("The o‸ld bridge.", "H :a enter v e v", "The o⟦l‸d⟧{a} bridge."),
    ("The o‸ld bridge.", "H :a enter v e enter", "The o⟦l‸d⟧{a} bridge."),
    ("The o‸ld bridge.", "H :a enter v e m", "The o⟦l‸d⟧{a} bridge."),
    ("The o‸ld bridge.", "H :a enter shift+right shift+right enter", "The o⟦ld⟧{a}‸ bridge."),
    ("The o‸ld bridge.", "H :a enter m w", "The ⟦o‸ld⟧{a} bridge."),
    ("One. T‸wo. Three.", "H :a enter V", "One. ⟦Two‸.⟧{a} Three."),
    ("One. T‸wo. Three.", "H :a enter v V", "One. ⟦Two‸.⟧{a} Three."),
    ("One. T‸wo. Three.", "H :a enter V ) V", "One. ⟦Two.⟧{a} ⟦Three‸.⟧{a}"),
    ("The o‸ld bridge.", "H :a enter v i w u", "The ol‸d bridge."),
    ("The o‸ld bridge.", "H :a enter H v i w", "The «old» bridge."),
    ("The o‸ld bridge.", "H :a enter escape v i w", "The «old» bridge."),
    ("The o‸ld bridge.", "H :a enter v escape escape v i w", "The «old» bridge."),
    # the favourite themes
    *((f"One. ⟦T‸wo.⟧ {n}.", f"{n}", f"One. ⟦T‸wo.⟧{{theme-{n}}} {n}.") for n in range(1, 10)),
    ("One. T‸wo. Three.", "1", "One. ⟦T‸wo.⟧{theme-1} Three."),
    ("One. T‸wo. Three.", "1 1", "One. ⟦T‸wo.⟧ Three."),
    ("The o‸ld bridge.", "v i w 2", "The ⟦ol‸d⟧{theme-2} bridge."),
]


@pytest.mark.parametrize(("before", "keys", "expected"), TABLE)
async def test_a_key_marks_that(
    root: Path, monkeypatch: pytest.MonkeyPatch, before: str, keys: str, expected: str
) -> None:
    monkeypatch.setattr("reader.tui.external_editor.edit", lambda _app, _old: "by hand")
    library = library_of(root, before)
    for number in range(1, 10) if "theme-" in expected or keys == "1 1" else ():
        library.codebook.ensure((f"theme-{number}",))
    async with desk(library) as driver:
        await begun(driver, before)
        await press(driver, keys)
        session = driver.desk.page.session
        assert session is not None
        assert shown(session) == expected
        assert on_disk(root) == in_session(session)
    library.close()


TABLES = "| a | b |\n|---|---|\n| x | one two three four five six seven eight nine ten eleven twelve thirteen |\n"


async def test_in_a_table_a_line_is_the_line_of_the_cell(root: Path) -> None:
    library = library_of(root, TABLES)
    async with desk(library, 60) as driver:
        await driver.press("enter")
        session = driver.desk.page.session
        assert session is not None
        driver.desk.page.take(session.moved(session.text.plain.index("two")))
        await press(driver, "M l")
        (note,) = notes(root)
        assert note["quote"].startswith("one two")
        assert "thirteen" not in note["quote"]
        assert "x" not in note["quote"].split("one")[0]
    library.close()


async def test_of_several_highlights_the_innermost_is_deleted_and_named(root: Path) -> None:
    source = "⟦The ⟦o‸ld⟧ bridge.⟧"
    library = library_of(root, source)
    async with desk(library) as driver:
        await begun(driver, source)
        await press(driver, "d")
        assert "deleted “old”; u brings it back" in driver.screen
        await press(driver, "d")
        assert "deleted “The old bridge.”; u brings it back" in driver.screen
    library.close()


async def test_what_is_moved_is_said_and_the_disk_has_it_once(root: Path) -> None:
    source = "The ⟦o‸ld⟧ stone bridge."
    library = library_of(root, source)
    async with desk(library) as driver:
        await begun(driver, source)
        await press(driver, ">")
        assert "moving the end: enter keeps, esc restores, o the start · old" in driver.screen
        await press(driver, "w")
        assert "o the start · old stone" in driver.screen
        assert [note["quote"] for note in notes(root)] == ["old"]
        await press(driver, "enter u")
        assert [note["quote"] for note in notes(root)] == ["old"]
        assert "undone: highlight moved" in driver.screen
        await press(driver, "ctrl+r")
        (note,) = notes(root)
        assert (note["quote"], note["prefix"], note["suffix"]) == ("old stone", "The ", " bridge.")
    library.close()


@pytest.mark.parametrize("way", ["click", "tab", "J", "f", "slash", "q"])
async def test_whatever_else_is_done_keeps_what_is_moved(root: Path, way: str) -> None:
    source = "The ⟦o‸ld⟧ stone bridge."
    library = library_of(root, source)
    async with desk(library) as driver:
        await begun(driver, source)
        await press(driver, "> w")
        if way == "click":
            await driver.click(*driver.find("bridge"))
        else:
            await driver.press(way)
        assert [note["quote"] for note in notes(root)] == ["old stone"]
        assert not driver.desk.page.end_status
    library.close()


async def test_the_highlighter_is_always_told_and_marks_what_the_mouse_selects(root: Path) -> None:
    source = "‸The old stone bridge. Another sentence. One more."
    library = library_of(root, source)
    async with desk(library) as driver:
        await begun(driver, source)
        await press(driver, "H :economy enter w")
        assert "highlighter: economy" in driver.screen
        await driver.drag(driver.find("old"), driver.find("tone"))
        assert [(note["quote"], note["themes"]) for note in notes(root)] == [("old st", ["economy"])]
        assert "Highlight" not in driver.screen
        assert "highlighter: economy" in driver.screen
        await driver.click(*driver.find("Another"), times=2)
        assert [note["quote"] for note in notes(root)] == ["old st", "Another"]
        await driver.click(*driver.find("Another"))
        assert [note["quote"] for note in notes(root)] == ["old st", "Another sentence."]
        await driver.click(*driver.find("more"), times=2)
        assert [note["quote"] for note in notes(root)] == ["old st", "Another sentence.", "more"]
        await press(driver, "u u")
        assert [note["quote"] for note in notes(root)] == ["old st"]
        await press(driver, "H")
        assert "highlighter:" not in driver.screen
        await driver.drag(driver.find("One more"), driver.find("more."))
        assert len(notes(root)) == 1
        assert "Highlight" in driver.screen
    library.close()


async def test_a_highlight_that_is_taken_back_meanwhile_is_moved_no_further(root: Path) -> None:
    source = "The ⟦o‸ld⟧ stone bridge."
    library = library_of(root, source)
    async with desk(library) as driver:
        session = await begun(driver, source)
        await press(driver, "> w")
        (highlight,) = session.highlights
        driver.desk._delete(highlight)
        await press(driver, "w enter")
        assert notes(root) == []
        assert driver.desk.page.session is not None
        assert driver.desk.page.session.highlights == ()
    library.close()


async def test_a_mark_that_is_asked_for_too_late_does_not_fall_on_another_article(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        await driver.press("enter")
        page = driver.desk.page
        assert page.session is not None
        text = page.session.text
        await driver.press("J")
        page.post_message(page.MarkRequested(text, Span(0, 5)))
        page.post_message(page.FavouriteRequested(1, None, text, Span(0, 5)))
        page.post_message(page.CopyRequested(text, Span(0, 5), as_quotation=False))
        await driver.settle()
        assert notes(root) == []
        assert driver.app.clipboard == ""


async def test_of_two_answers_about_themes_the_later_question_counts(library: Library) -> None:
    async with desk(library) as driver:
        themes = driver.desk.themes
        driver.desk.post_message(driver.desk.ThemesKnown((), driver.desk._themes_request - 1))
        await driver.settle()
        assert driver.desk.themes is themes


COPIES = [
    ("The o‸ld bridge.", "y w", "old"),
    ("One. T‸wo. Three.", "y y", "Two."),
    ("One. T‸wo. Three.", "y s", "Two."),
    ("One.\n\nTwo. Th‸ree.", "y p", "Two. Three."),
    ("So “one tw‸o” he said.", "y q", "“one two”"),
    ("So “one tw‸o” he said.", "y i q", "one two"),
    ("one\n\ntw‸o three", "y l", "two three"),
    ("One t‸wo three. Four.", "y )", "wo three."),
    ("One. T‸wo. Three.", "y 2 s", "Two. Three."),
    ("The o‸ld bridge.", "v i w y", "old"),
    ("The o‸ld bridge.", "v i w ctrl+c", "old"),
    ("The o‸ld bridge.", "Y w", "> old"),
    ("One. T‸wo. Three.", "Y Y", "> Two."),
    ("The o‸ld bridge.", "v i w Y", "> old"),
]


@pytest.mark.parametrize(("before", "keys", "expected"), COPIES)
async def test_a_key_copies_that(root: Path, before: str, keys: str, expected: str) -> None:
    library = library_of(root, before)
    async with desk(library) as driver:
        await begun(driver, before)
        await press(driver, keys)
        assert driver.app.clipboard.split("\n")[0] == expected
        assert notes(root) == []
    library.close()


TESTED_ELSEWHERE = {
    *("marking.bookmark", "marking.article_note", "marking.attach", "marking.decide"),
    "marking.promotional",
}
"""In test_keeping, test_attaching, test_deciding, test_promotional."""


def test_no_key_that_marks_is_forgotten() -> None:
    pressed = {key for _, keys, _ in (*TABLE, *COPIES) for key in keys.split(" ") if not key.startswith(":")}
    forgotten = [
        command.id
        for command in build()[0].at(Place.MARKING)
        if not set(command.keys) <= pressed and command.id not in TESTED_ELSEWHERE
    ]
    assert forgotten == []


async def test_white_space_that_is_selected_is_never_highlighted(root: Path) -> None:
    source = "Yes ‸or no."
    library = library_of(root, source)
    async with desk(library) as driver:
        await begun(driver, source)
        await press(driver, "h v 1")
        assert "there are no words here" in driver.screen
        for mark in (driver.desk.page.action_mark_plainly, driver.desk.page.action_note_selection):
            await press(driver, "v")
            mark()
            await driver.settle()
            assert "there are no words here" in driver.screen
        assert notes(root) == []
        await press(driver, "v l l l")
        driver.desk.page.action_mark_plainly()
        await driver.settle()
        assert [note["quote"] for note in notes(root)] == ["or"]
    library.close()
