from __future__ import annotations

from dataclasses import replace

import pytest

from reader.tui.panes.notes import NotesPane
from tests.tui.hosting import Host, hit, screen_text
from tests.tui.samples import COLORS, HIGHLIGHTS, highlight


async def test_quotes_themes_and_notes_are_shown_in_the_order_of_the_text() -> None:
    pane = NotesPane()
    async with Host(pane).driven(40, 40) as pilot:
        pane.show(HIGHLIGHTS, COLORS, {"highlight-1"})
        await pilot.pause()
        assert screen_text(pilot.app).rstrip().splitlines() == [
            "▌▎ fewer than two hundred homes in",
            "▌▎ Port Alder stood empty.",
            "▌▎ numbers",
            "▌▎ ● compare with 2024 census",
            "",
            " ▎!a house counted as occupied if",
            " ▎ anyone had paid its water bill in",
            " ▎ the previous three years",
            " ▎ housing · definition",
            "",
            " ▎ “We answered the question we were",
            " ▎ asked.” He paused. “It was the",
            " ▎ wrong question.”",
            " ▎ testimony",
            " ▎ ● Key quote.",
            " ▎   Ask him [again] who asked the",
            " ▎   question, and when; the minutes",
            " ▎   of the October meeting do not…",
            "",
            " ▎ whether a neighbour could name the",
            " ▎ occupant.",
            "",
            " ▎ 港町の住民は「空き家」という言葉の",
            " ▎ 定義をめぐって議論を続けている。",
            " ▎ economy/tariffs",
            "",
            " No longer in the text",
            "",
            " ▎ The council had known since 2019,",
            " ▎ and said so to nobody.",
            " ▎ to verify",
            " ▎ ● Was in the first version.",
        ]


async def test_the_cursor_goes_from_highlight_to_highlight() -> None:
    pane = NotesPane()
    host = Host(pane)
    async with host.driven(40, 20) as pilot:
        pane.show(HIGHLIGHTS, COLORS)
        pane.focus()
        await hit(pilot, "j", "j", "k", "G")
        assert [message.id for message in host.posted(NotesPane.Moved)][-1] == "highlight-5"
        await pilot.pause()
        assert "▌▎ and said so to nobody." in screen_text(pilot.app)
        await hit(pilot, "g", "space")
        assert pane.cursor == 3


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("enter", NotesPane.Opened("highlight-1")),
        ("t", NotesPane.ThemesRequested("highlight-1")),
        ("i", NotesPane.NoteRequested("highlight-1")),
        ("E", NotesPane.NoteRequested("highlight-1", in_editor=True)),
        ("d", NotesPane.DeleteRequested("highlight-1")),
    ],
)
async def test_a_key_asks_for_what_it_says(key: str, expected: NotesPane.Opened) -> None:
    pane = NotesPane()
    host = Host(pane)
    async with host.driven(40, 20) as pilot:
        pane.show(HIGHLIGHTS, COLORS)
        pane.focus()
        await hit(pilot, "j", key)
        assert host.posted(type(expected)) == [expected]


async def test_a_click_goes_to_the_place() -> None:
    pane = NotesPane()
    host = Host(pane)
    async with host.driven(40, 20) as pilot:
        pane.show(HIGHLIGHTS, COLORS)
        await pilot.click(pane, offset=(8, 7))
        assert host.posted(NotesPane.Opened) == [NotesPane.Opened("highlight-1")]


async def test_the_cursor_follows_the_caret_without_a_word() -> None:
    pane = NotesPane()
    host = Host(pane)
    async with host.driven(40, 12) as pilot:
        pane.show(HIGHLIGHTS, COLORS)
        pane.follow("highlight-4")
        await pilot.pause()
        assert "▌▎ economy/tariffs" in screen_text(pilot.app)
        pane.follow(None)
        pane.follow("nobody")
        assert pane.cursor == 4
        assert not host.posted(NotesPane.Moved)


async def test_the_cursor_stays_on_its_highlight_when_others_come_and_go() -> None:
    pane = NotesPane()
    async with Host(pane).driven(40, 30):
        pane.show(HIGHLIGHTS, COLORS)
        pane.follow("highlight-2")
        pane.show((highlight(0, "new"), *HIGHLIGHTS[1:]), COLORS)
        assert pane.cursor == 2
        pane.show(HIGHLIGHTS[2:], COLORS)
        assert pane.cursor == 0
        pane.show(HIGHLIGHTS[:1], COLORS)
        assert pane.current is HIGHLIGHTS[0]


async def test_a_changed_note_is_shown_at_once() -> None:
    pane = NotesPane()
    async with Host(pane).driven(40, 48) as pilot:
        pane.show(HIGHLIGHTS, COLORS)
        await pilot.pause()
        old = HIGHLIGHTS[3]
        changed = replace(old, annotation=replace(old.annotation, note="Ask the neighbour.", themes=("numbers",)))
        pane.show((*HIGHLIGHTS[:3], changed, *HIGHLIGHTS[4:]), COLORS)
        await pilot.pause()
        assert " ▎ occupant.\n ▎ numbers\n ▎ ● Ask the neighbour.\n" in screen_text(pilot.app)


async def test_the_first_orphan_brings_the_heading() -> None:
    pane = NotesPane()
    async with Host(pane).driven(40, 30) as pilot:
        first, second = HIGHLIGHTS[5], replace(HIGHLIGHTS[5], annotation=replace(HIGHLIGHTS[5].annotation, id="other"))
        for shown in ((second,), (first, second), (HIGHLIGHTS[0], first, second), (HIGHLIGHTS[0], second)):
            pane.show(shown, COLORS)
            await pilot.pause()
            text = screen_text(pilot.app)
            assert text.count("No longer in the text") == 1
            assert text.index("No longer in the text") < text.index("The council had known")
        pane.show(HIGHLIGHTS[:1], COLORS)
        await pilot.pause()
        assert "No longer in the text" not in screen_text(pilot.app)


async def test_where_nothing_is_marked_it_says_how_to_mark() -> None:
    pane = NotesPane()
    host = Host(pane)
    async with host.driven(40, 20) as pilot:
        pane.show((), {})
        pane.focus()
        await hit(pilot, "j", "enter", "t", "i", "d", "G", "b")
        assert "Nothing marked yet" in screen_text(pilot.app)
        assert not host.posted(NotesPane.Opened)


async def test_a_colour_that_nobody_knows_is_no_harm() -> None:
    pane = NotesPane()
    async with Host(pane).driven(40, 20) as pilot:
        pane.show(HIGHLIGHTS, {"numbers": "ultraviolet"})
        await pilot.pause()
        assert "numbers" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(20, 5), (5, 2), (3, 1), (1, 1)])
async def test_it_lives_on_any_screen(size: tuple[int, int]) -> None:
    pane = NotesPane()
    async with Host(pane).driven(*size) as pilot:
        pane.show(HIGHLIGHTS, COLORS, {"highlight-0"})
        pane.focus()
        await hit(pilot, "j", "G", "space", "k", "g")
        await pilot.pause()
        assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())


async def test_what_came_while_the_pane_was_hidden_is_there_when_it_is_shown() -> None:
    pane = NotesPane()
    pane.display = False
    async with Host(pane).driven(40, 40) as pilot:
        pane.show(HIGHLIGHTS, COLORS)
        pane.follow("highlight-3")
        assert pane.current is HIGHLIGHTS[3]
        pane.display = True
        await pilot.pause()
        assert "▌▎ whether a neighbour" in screen_text(pilot.app)
