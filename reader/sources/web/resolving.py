"""From a name to addresses, without ever waiting for a name server that does not answer."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress

from reader.sources.web import public

AT_ONCE = 32
"""Look-ups under way."""

SILENT = "no name server answers"
_ENOUGH = 8
"""Names that nobody could look up, one after the other, after which no further one is asked for."""


class Resolver:
    """Asks the system in threads of its own.

    Those of asyncio would be waited for at the end of the program, however long a name server takes.
    """

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._unanswered = 0

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of `host`, in the order in which to try them; raises OSError."""
        spelled = public.literal(host)
        if spelled:
            return (spelled,)
        async with self._slots:
            if self._unanswered >= _ENOUGH:
                raise socket.gaierror(socket.EAI_AGAIN, SILENT)
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[tuple[str, ...]] = loop.create_future()
            threading.Thread(target=_look_up, args=(host, port, loop, answer), daemon=True).start()
            try:
                found = await answer
            except (OSError, asyncio.CancelledError) as error:
                # Whoever loses patience cancels; a name that is not there is an answer.
                was_told = isinstance(error, OSError) and error.errno != socket.EAI_AGAIN
                self._unanswered = 0 if was_told else self._unanswered + 1
                raise
            self._unanswered = 0
            return found


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
