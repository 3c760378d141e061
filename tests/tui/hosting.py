"""A small app around one widget or dialog, and what its screen shows."""

from __future__ import annotations

from asyncio import sleep
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App, ComposeResult
from textual.events import Key

from reader.tui.painting.palette import PALETTES

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from textual.message import Message
    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.widget import Widget

Kind = TypeVar("Kind")

NAMES = {
    "$": "dollar_sign",
    ")": "right_parenthesis",
    "(": "left_parenthesis",
    "}": "right_curly_bracket",
    "{": "left_curly_bracket",
    "]": "right_square_bracket",
    "[": "left_square_bracket",
    "'": "apostrophe",
    '"': "quotation_mark",
    "<": "less_than_sign",
    ">": "greater_than_sign",
}
"""What Textual calls the keys that it has names for."""

TURNS = 60
"""Turns of the event loop that a key needs at most, and some more."""


class Host(App[None]):
    """Shows some widgets, or opens a dialog and keeps what it returns; keeps every message."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget, dialog: Screen[Any] | None = None, palette: str = "ink") -> None:
        super().__init__()
        self._widgets, self._dialog = widgets, dialog
        for one in PALETTES.values():
            self.register_theme(one.theme())
        self.theme = palette
        self._messages: dict[int, Message] = {}
        self.results: list[object] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def on_mount(self) -> None:
        if self._dialog is not None:
            self.push_screen(self._dialog, self.results.append)

    def driven(self, width: int = 80, height: int = 24) -> AbstractAsyncContextManager[Pilot[None]]:
        """The app, running without a terminal."""
        return self.run_test(size=(width, height), message_hook=self._keep)

    def _keep(self, message: Message) -> None:
        self._messages[id(message)] = message

    def posted(self, kind: type[Kind]) -> list[Kind]:
        """The messages of one kind, in their order."""
        return [message for message in self._messages.values() if isinstance(message, kind)]


def screen_text(app: App[None]) -> str:
    """What the screen shows, without colours and trailing blanks."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def hit(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each when the one before has done its work; a Pilot's own `press` takes 60 ms for each."""
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        pilot.app.post_message(Key(key, character))
        for _ in range(TURNS):
            await sleep(0)
    await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    """Type `text` as fast as a paste: a Pilot waits for idleness after every key."""
    for character in text:
        pilot.app.post_message(Key("space" if character == " " else character, character))
    await pilot.pause()
