from __future__ import annotations

import pytest
from textual.widgets import TextArea

from reader.tui.dialogs import note_editor
from reader.tui.dialogs.note_editor import NoteEditor
from reader.tui.key_line import KeyLine
from tests.tui.hosting import Host, hit, screen_text, write

QUOTE = "“We answered the question [red]we[/red] were asked.”"
NOTE = "Ask him [again]."


def _host(note: str = NOTE) -> Host:
    return Host(dialog=NoteEditor(QUOTE, note))


async def test_the_quote_stands_above_the_note_letter_for_letter() -> None:
    host = _host()
    async with host.driven() as pilot:
        shown = screen_text(pilot.app)
        assert shown.index(QUOTE) < shown.index(NOTE)


async def test_a_note_of_several_lines_is_saved() -> None:
    host = _host()
    async with host.driven() as pilot:
        await hit(pilot, "enter")
        await write(pilot, "Today, 港町.")
        await hit(pilot, "ctrl+s")
    assert host.results == [f"{NOTE}\nToday, 港町."]


async def test_escape_leaves_a_note_that_was_not_changed() -> None:
    host = _host()
    async with host.driven() as pilot:
        await hit(pilot, "down", "home", "escape")
    assert host.results == [None]


async def test_a_changed_note_is_not_thrown_away_unasked() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, " Soon.")
        await hit(pilot, "escape")
        assert "Keep the note?  y Keep  n Discard  esc Go on writing" in screen_text(pilot.app)
        await hit(pilot, "escape")
        await write(pilot, " Yes, now.")
        await hit(pilot, "escape", "y")
    assert host.results == [f"{NOTE} Soon. Yes, now."]


async def test_a_changed_note_can_be_discarded() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "n")
        await hit(pilot, "escape", "n")
    assert host.results == [None]


async def test_while_it_asks_nothing_is_typed() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "!")
        await hit(pilot, "escape", "x", "enter", "z", "y")
    assert host.results == [f"{NOTE}!"]


async def test_everything_can_be_done_by_mouse() -> None:
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "!")
        await pilot.click(KeyLine, offset=(15, 0))
        await pilot.click(KeyLine, offset=(17, 0))
    assert host.results == [f"{NOTE}!"]


async def test_a_click_on_save_saves() -> None:
    host = _host("")
    async with host.driven() as pilot:
        await pilot.click(TextArea)
        await write(pilot, "A new note")
        await pilot.click(KeyLine, offset=(8, 0))
    assert host.results == ["A new note"]


async def test_a_note_holds_nothing_that_a_terminal_acts_on() -> None:
    host = _host("")
    async with host.driven() as pilot:
        pilot.app.screen.query_one(TextArea).insert("a\x1b[31mb\x9b")
        await hit(pilot, "ctrl+s")
    assert host.results == ["a\ufffd[31mb\ufffd"]


async def test_what_the_person_s_own_editor_wrote_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_editor, "edit", lambda _app, text: f"{text}\nfrom outside")
    host = _host()
    async with host.driven() as pilot:
        await hit(pilot, "ctrl+e")
        await pilot.pause()
        assert "from outside" in screen_text(pilot.app)
        await hit(pilot, "ctrl+s")
    assert host.results == [f"{NOTE}\nfrom outside"]


async def test_an_editor_that_fails_leaves_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_editor, "edit", lambda _app, _text: None)
    host = _host()
    async with host.driven() as pilot:
        await write(pilot, "!")
        await hit(pilot, "ctrl+e", "ctrl+s")
    assert host.results == [f"{NOTE}!"]


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (3, 2), (1, 1), (60, 14)])
async def test_it_works_on_small_screens(size: tuple[int, int]) -> None:
    host = _host("")
    async with host.driven(*size) as pilot:
        await write(pilot, "A note")
        await hit(pilot, "escape", "escape")
        await pilot.pause()
        assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())
        await hit(pilot, "ctrl+s")
    assert host.results == ["A note"]
