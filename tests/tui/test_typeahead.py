from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, work
from textual.binding import Binding

from reader.tui.dialogs.line_prompt import LinePrompt
from reader.tui.dialogs.note_editor import NoteEditor
from reader.tui.dialogs.theme_prompt import ThemePrompt
from reader.tui.panes.articles import ArticlesPane
from reader.tui.typeahead import Typeahead
from tests.tui.hosting import Host
from tests.tui.samples import TODAY, USES, pages

if TYPE_CHECKING:
    from textual.pilot import Pilot


class _Desk(Host):
    """A list with a prompt and two dialogs, as the desk has them."""

    BINDINGS = [  # noqa: RUF012 - as Textual annotates it
        Binding("slash", "search"),
        Binding("t", "themes"),
        Binding("i", "note"),
    ]

    def __init__(self) -> None:
        self.pane, self.prompt = ArticlesPane(clock=lambda: TODAY), LinePrompt()
        super().__init__(self.pane, self.prompt)
        self.typeahead = Typeahead(self, super().on_event)

    def on_ready(self) -> None:
        self.pane.show(50, pages(50))
        self.pane.focus()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.typeahead.take(event)
        else:
            await super().on_event(event)

    def action_search(self) -> None:
        self.prompt.ask("filter", place="list")

    @work
    async def action_themes(self) -> None:
        themes = await self.push_screen_wait(ThemePrompt(USES))
        self.results.append(themes)

    @work
    async def action_note(self) -> None:
        note = await self.push_screen_wait(NoteEditor("quote", ""))
        self.results.append(note)

    def on_line_prompt_submitted(self) -> None:
        self.pane.focus()


async def _burst(desk: _Desk, pilot: Pilot[None], *keys: str) -> None:
    """Keys that all come at once."""
    for key in keys:
        desk.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()
    while not desk.typeahead.is_idle:
        await pilot.pause()
    await pilot.pause()


async def test_what_is_typed_behind_the_search_key_goes_into_the_prompt() -> None:
    desk = _Desk()
    async with desk.driven() as pilot:
        await _burst(desk, pilot, "slash", *"sorrj", "enter", "j", "j", "r")
        assert [message.text for message in desk.posted(LinePrompt.Submitted)] == ["sorrj"]
        assert desk.pane.cursor == 2
        assert [message.listing.article.id for message in desk.posted(ArticlesPane.ReadToggled)] == ["article-2"]


async def test_what_is_typed_behind_a_dialog_s_key_goes_into_the_dialog() -> None:
    desk = _Desk()
    async with desk.driven() as pilot:
        await _burst(desk, pilot, "j", "t", *"tes", "tab", *"num", "tab", "enter", "i", *"jot", "ctrl+s", "k")
        assert desk.results == [("testimony", "numbers"), "jot"]
        assert desk.pane.cursor == 0


async def test_in_a_burst_the_arrows_and_the_space_keep_their_order() -> None:
    desk = _Desk()
    async with desk.driven() as pilot:
        await _burst(desk, pilot, "t", "down", "space", "down", "space", "enter", "t", *"xy", "escape")
        assert desk.results == [("housing", "testimony"), None]


async def test_a_held_key_arrives_as_often_as_it_was_sent() -> None:
    desk = _Desk()
    async with desk.driven() as pilot:
        await _burst(desk, pilot, *"jjjjjjjjjjkkkG")
        assert desk.pane.cursor == 49
        await _burst(desk, pilot, *"gjjjjjjjjjjkkk")
        assert desk.pane.cursor == 7


async def test_a_key_that_comes_alone_is_handed_over_at_once() -> None:
    desk = _Desk()
    async with desk.driven() as pilot:
        await pilot.press("j", "slash", "a", "enter", "k")
        assert desk.pane.cursor == 0
