"""Keys that come faster than the screen changes, one by one.

Textual hands a key to the widget that has the focus at that moment. In a burst (a slow line, a multiplexer's
`send-keys`, somebody fast) the letters after `/` would still go to the list, where each is a command. Here a key waits
until the one before has done its work; a key that comes alone goes straight on.
"""

from __future__ import annotations

from asyncio import sleep
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Key

BURST = 0.01
"""Seconds; keys that are closer to each other come in a burst. A held key repeats every 0.03 s."""

CALM = 40
"""Turns of the event loop without another screen or focus: then a key has done its work. Seen: 22 at most."""

CALM_MORE = 6
"""Turns more for every letter that was typed just before."""

PATIENCE = 0.002
"""Seconds between two looks at whether the app is still busy."""

AT_ONCE = frozenset({"ctrl+q", "ctrl+z"})
"""Keys that wait for nothing: a disk that hangs must not keep anybody."""

MOST = 2000
"""Turns after which nothing is waited for any more."""


class Typeahead:
    """The keys that wait."""

    def __init__(
        self,
        app: App[Any],
        hand_over: Callable[[Key], Awaitable[None]],
        is_busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """Hold back keys of `app`; `hand_over` gives one to Textual. While `is_busy`, no key has done its work yet."""
        self._app, self._hand_over, self._is_busy = app, hand_over, is_busy
        self._waiting: deque[Key] = deque()
        self._last = 0.0
        self._last_key, self._repeats = "", 0
        self._letters = 0
        """Keys that an input took one after the other."""

    @property
    def is_idle(self) -> bool:
        """Does no key wait?"""
        return not self._waiting

    async def take(self, event: Key) -> None:
        """Hand a key over, now or when it is its turn."""
        if event.key in AT_ONCE:
            await self._give(event)
            return
        is_burst = bool(self._waiting) or event.time - self._last < BURST or self._is_busy()
        self._last = event.time
        if not is_burst:
            await self._give(event)
            return
        self._waiting.append(event)
        if len(self._waiting) == 1:
            self._app.run_worker(self._drain(), group="typeahead")

    def _is_letter(self, event: Key) -> bool:
        focused = self._app.focused
        return focused is not None and focused.check_consume_key(event.key, event.character)

    async def _give(self, event: Key) -> None:
        self._repeats = self._repeats + 1 if event.key == self._last_key else 0
        self._last_key = event.key
        self._letters = self._letters + 1 if self._is_letter(event) else 0
        await self._hand_over(event)

    async def _drain(self) -> None:
        while self._waiting:
            event = self._waiting[0]
            # A word that is typed into an input, and a key that is held, change neither screen nor focus.
            is_word = self._letters and self._is_letter(event)
            is_held = event.key == self._last_key and self._repeats
            if not is_word and (not is_held or self._is_busy()):
                await self._settle()
            await self._give(event)
            self._waiting.popleft()

    async def _settle(self) -> None:
        """Wait until the last key has done its work."""
        calm, turns, before = 0, 0, (self._app.screen, self._app.focused)
        while turns < MOST:
            busy = self._is_busy()
            await sleep(PATIENCE if busy else 0)
            now = (self._app.screen, self._app.focused)
            calm, before = (calm + 1 if now == before and not busy else 0), now
            turns += not busy
            if calm >= CALM + CALM_MORE * self._letters:
                return
