"""Whose turn it is: one request at a time for each host, spaced, and not too many in all."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

SPACING = 0.2
"""Seconds between the starts of two requests to the same host."""

AT_ONCE = 64
"""Requests under way, over all hosts."""


class Turns:
    """Lets those who ask go on one after the other."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._clock, self._sleep = clock, sleep
        self._all = asyncio.Semaphore(AT_ONCE)
        self._hosts: dict[str, asyncio.Lock] = {}
        self._next: dict[str, float] = {}

    @asynccontextmanager
    async def at(self, place: str) -> AsyncIterator[None]:
        """Wait until `place`, a `host:port`, may be asked, and keep others from asking it meanwhile."""
        async with self._hosts.setdefault(place, asyncio.Lock()):
            wait = self._next.get(place, 0.0) - self._clock()
            if wait > 0:
                await self._sleep(wait)
            async with self._all:
                self._next[place] = self._clock() + SPACING
                yield
