"""From a name to addresses, without ever waiting for a name server that does not answer."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress

from reader.sources.web import public

AT_ONCE = 32
"""Look-ups under way."""


class Resolver:
    """Asks the system in threads of its own.

    Those of asyncio would be waited for at the end of the program, however long a name server takes.
    """

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of `host`, in the order in which to try them; raises OSError."""
        spelled = public.literal(host)
        if spelled:
            return (spelled,)
        async with self._slots:
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[tuple[str, ...]] = loop.create_future()
            threading.Thread(target=_look_up, args=(host, port, loop, answer), daemon=True).start()
            return await answer


def _look_up(host: str, port: int, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[tuple[str, ...]]) -> None:
    error: OSError | None = None
    found: tuple[str, ...] = ()
    try:
        entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found = tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))
    except OSError as failed:
        error = failed
    except UnicodeError:  # a label that is too long
        error = socket.gaierror(socket.EAI_NONAME, "no such name")

    def tell() -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)

    # Whoever asked may be gone, and the loop with it.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(tell)
