"""Keys that come faster than the screen changes, one by one.

Textual hands a key to the widget that has the focus at that moment. In a burst (a slow line, a multiplexer's
`send-keys`, somebody fast) the letters after `/` would still go to the list, where each is a command. Here a key waits
until the one before has done its work; a key that comes alone goes straight on.
"""

from __future__ import annotations

from asyncio import sleep
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Key

BURST = 0.01
"""Seconds; keys that are closer to each other come in a burst. A held key repeats every 0.03 s."""

CALM = 40
"""Turns of the event loop in which neither screen nor focus changed: then a key has done its work."""

MOST = 2000
"""Turns after which nothing is waited for any more."""


class Typeahead:
    """The keys that wait."""

    def __init__(self, app: App[object], hand_over: Callable[[Key], Awaitable[None]]) -> None:
        """Hold back keys of `app`; `hand_over` gives one to Textual."""
        self._app, self._hand_over = app, hand_over
        self._waiting: deque[Key] = deque()
        self._last = 0.0
        self._last_key = ""
        self._was_text = False

    async def take(self, event: Key) -> None:
        """Hand a key over, now or when it is its turn."""
        is_burst = bool(self._waiting) or event.time - self._last < BURST
        self._last = event.time
        if not is_burst:
            await self._give(event)
            return
        self._waiting.append(event)
        if len(self._waiting) == 1:
            self._app.run_worker(self._drain(), group="typeahead")

    async def _give(self, event: Key) -> None:
        focused = self._app.focused
        self._last_key = event.key
        self._was_text = focused is not None and focused.check_consume_key(event.key, event.character)
        await self._hand_over(event)

    async def _drain(self) -> None:
        while self._waiting:
            # What is typed into an input, and a key that is held, change neither screen nor focus.
            if not self._was_text and self._waiting[0].key != self._last_key:
                await self._settle()
            await self._give(self._waiting[0])
            self._waiting.popleft()

    async def _settle(self) -> None:
        """Wait until the last key has done its work."""
        calm, before = 0, (self._app.screen, self._app.focused)
        for _ in range(MOST):
            await sleep(0)
            now = (self._app.screen, self._app.focused)
            calm, before = (calm + 1 if now == before else 0), now
            if calm >= CALM:
                return
