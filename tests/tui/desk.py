"""The whole app on a library, driven by keys, and what is then on the screen and on the disk."""

from __future__ import annotations

import json
from asyncio import timeout
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from textual.events import Key, MouseDown, MouseEvent, MouseMove, MouseUp
from textual.keys import key_to_character
from textual.worker import WorkerCancelled

from reader.settings import Settings
from reader.text import cells
from reader.tui.app import ReaderApp
from reader.tui.screens.desk import DeskScreen
from tests.tui.hosting import screen_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.app import App
    from textual.pilot import Pilot

    from reader.library import Library


AWAITED = (
    "furnish",
    "refresh",
    "read",
    "themes",
    "filter",
    "clipboard",
    "browser",
    "finish",
    "typeahead",
    "trash",
    "changes",
    "look",
    "export",
    "pick",
    "states",
    "fetch",
    "feeds",
    "add",
)
"""Workers that end by themselves; those that wait for a person do not."""

PATIENCE = 10
"""Seconds after which what is waited for does not come any more."""

ROUNDS = 4
"""How often messages may lead to messages after one key."""


class Driver:
    """Hands on the app's keyboard, eyes on its screen."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def desk(self) -> DeskScreen:
        """The desk, below whatever dialog is open."""
        desk = self.app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        return desk

    async def settle(self) -> None:
        """Wait until every worker is done, every save is on the disk and the screen shows it."""
        for _ in range(ROUNDS):
            await self.pilot.pause(0)
            quick = [worker for worker in self.app.workers if worker.group in AWAITED]
            if quick:
                with suppress(WorkerCancelled):  # one that a newer one replaced
                    await self.app.workers.wait_for_complete(quick)
            self.desk.saver.finish()
            await self.pilot.pause(0)

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so that other threads bring about."""
        async with timeout(PATIENCE):
            while not is_so():
                await self.pilot.pause(0.01)
                await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, then wait."""
        for key in keys:
            send_key(self.app, key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type characters."""
        names = {" ": "space", ",": "comma", "/": "slash", ".": "full_stop"}
        await self.press(*(names.get(character, character) for character in text))

    async def paste(self, text: str) -> None:
        """Type characters, whatever they are, as fast as they come."""
        for character in text:
            send_key(self.app, "space" if character == " " else character)
        await self.settle()

    def find(self, words: str) -> tuple[int, int]:
        """The cell in which `words` begin on the screen."""
        for y, line in enumerate(self.screen.split("\n")):
            if words in line:
                return cells.width(line[: line.index(words)]), y
        raise AssertionError(f"{words!r} is not on the screen:\n{self.screen}")

    async def _mouse(
        self, kind: Callable[..., MouseEvent], x: int, y: int, *, shift: bool = False, ctrl: bool = False
    ) -> None:
        event = kind(None, x, y, 0, 0, button=1, shift=shift, meta=False, ctrl=ctrl, screen_x=x, screen_y=y)
        event.set_sender(self.app)
        self.app.post_message(event)
        await self.settle()

    async def click(self, x: int, y: int, *, times: int = 1, shift: bool = False, ctrl: bool = False) -> None:
        """Click a cell."""
        for _ in range(times):
            await self._mouse(MouseDown, x, y, shift=shift, ctrl=ctrl)
            await self._mouse(MouseUp, x, y, shift=shift, ctrl=ctrl)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one cell, let go at another."""
        await self._mouse(MouseDown, *start)
        await self._mouse(MouseMove, *end)
        await self._mouse(MouseUp, *end)

    async def open(self, words: str) -> None:
        """Open the article whose title has `words`."""
        await self.press("slash")
        await self.type(words)
        await self.press("enter", "enter")

    def is_reading(self) -> bool:
        """Is an article open?"""
        return self.desk.page.session is not None

    @property
    def screen(self) -> str:
        """What the screen shows."""
        return screen_text(self.app)  # type: ignore[arg-type]

    @property
    def marked(self) -> str:
        """The text with «selection» or ‸caret."""
        session = self.desk.page.session
        assert session is not None
        plain, selection = session.text.plain, session.selection
        if selection:
            return f"{plain[: selection.start]}«{selection.cut(plain)}»{plain[selection.end :]}"
        return f"{plain[: session.caret]}‸{plain[session.caret :]}"


def send_key(app: App[Any], key: str) -> None:
    """Press a key as a terminal does; the pilot's own way sleeps 40 ms for each."""
    character = key if len(key) == 1 else key_to_character(key)
    event = Key(key, character)
    event.set_sender(app)
    assert app._driver is not None
    app._driver.send_message(event)


@asynccontextmanager
async def desk(library: Library, width: int = 120, height: int = 36, **options: Any) -> AsyncIterator[Driver]:
    """The app, running."""
    app = ReaderApp(library, options.pop("settings", Settings(watch="off")), **options)
    async with app.run_test(size=(width, height)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


def notes(root: Path) -> list[dict[str, Any]]:
    """Every note on the disk that is not deleted, in the order in which they were made."""
    found: list[dict[str, Any]] = []
    for path in sorted((root / "notes").glob("*.json")):
        documents = json.loads(path.read_text("utf-8")).get("_default", {})
        found += (document for document in documents.values() if not document.get("deleted"))
    return found
