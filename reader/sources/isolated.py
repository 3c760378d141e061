"""Parsers of strangers' files in processes of their own, with limits of time and memory.

What a worker is asked to do is a *task*, a name of `TASKS`; it gets a header (JSON) and bytes, and gives JSON back, so
that nothing a hostile file does to it reaches more than what it says. A task that takes too long is killed, and its
worker with it; the next one gets a new worker. Framing on both pipes: two lengths of four bytes, a header, bytes.
"""

from __future__ import annotations

import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from reader.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

TASKS = {
    "read": "reader.sources.reading",
    "feed": "reader.sources.feeds.parsing",
    "discover": "reader.sources.feeds.discovery",
    "opml": "reader.sources.feeds.opml",
}
"""By task: the module whose `serve(header, data)` does it."""

SECONDS = 30.0
"""As long as one task may take."""

MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space that a worker may have, where the system can limit them (POSIX)."""

TASKS_EACH = 500
"""Tasks after which a worker is replaced, since parsers keep what they need no more."""

LENGTHS = struct.Struct(">II")
_WINDOW = 0x08000000
"""`CREATE_NO_WINDOW` of Windows."""


class Workers:
    """Some worker processes, started when they are needed. Any thread may ask; it waits for its answer."""

    def __init__(
        self, count: int = 0, seconds: float = SECONDS, memory: int = MEMORY, tasks: Mapping[str, str] | None = None
    ) -> None:
        self._tasks = TASKS if tasks is None else tasks
        self.count = count or max(1, min(os.cpu_count() or 1, 8))
        """How many tasks are done at once."""
        self._seconds, self._memory = seconds, memory
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self.count):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._started: set[_Worker] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(
        self, task: str, header: Mapping[str, Any], data: bytes, name: str, seconds: float | None = None
    ) -> dict[str, Any]:
        """What `task` makes of `header` and `data`.

        `name` begins the messages. Raises SourceError where the task does, takes too long, or brings its process down.
        """
        worker = self._idle.get()
        try:
            if worker is None or worker.is_worn:
                if worker is not None:
                    self._end(worker)
                worker = self._start()
            answer = worker.ask(self._tasks[task], header, data, seconds or self._seconds)
        except _LostError as lost:
            if worker is not None:
                self._end(worker)
            worker = None
            raise SourceError(f"{name} {lost}") from lost
        finally:
            self._idle.put(worker)
        if "error" in answer:
            raise SourceError(str(answer["error"]))
        return answer

    def close(self) -> None:
        """End all workers, also those that are at work."""
        with self._lock:
            self._is_closed = True
            started = tuple(self._started)
        for worker in started:
            self._end(worker)

    def _start(self) -> _Worker:
        with self._lock:
            if self._is_closed:
                raise _LostError("was not read: the program is ending.")
            worker = _Worker(self._memory)
            self._started.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        worker.end()
        with self._lock:
            self._started.discard(worker)


class _LostError(Exception):
    """There is no answer; the message goes on after the name of what was read."""


class _Worker:
    """One process."""

    def __init__(self, memory: int) -> None:
        package = str(Path(__file__).resolve().parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH", "")])]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", "from reader.sources.worker import main; main()", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # A terminal's Ctrl-C is for us alone.
            start_new_session=os.name == "posix",
            creationflags=_WINDOW if os.name == "nt" else 0,
        )
        self._done = 0

    @property
    def is_worn(self) -> bool:
        return self._done >= TASKS_EACH or self._process.poll() is not None

    def ask(self, module: str, header: Mapping[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        import orjson  # noqa: PLC0415 - only where something is read

        asked = orjson.dumps({"module": module, "seconds": seconds, **header})
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(LENGTHS.pack(len(asked), len(data)) + asked, data)
        except (OSError, EOFError, ValueError) as error:
            if late.is_set():
                raise _LostError(f"took more than {seconds:.0f} seconds to read: given up.") from error
            raise _LostError(
                "brought down the program that reads it, as a damaged or a hostile file does: not taken in."
            ) from error
        finally:
            timer.cancel()
        self._done += 1
        return answer

    def _exchange(self, head: bytes, data: bytes) -> dict[str, Any]:
        import orjson  # noqa: PLC0415 - only where something is read

        out, back = self._process.stdin, self._process.stdout
        if out is None or back is None:  # pragma: no cover - both are pipes
            raise OSError
        out.write(head)
        out.write(data)
        out.flush()
        lengths = back.read(LENGTHS.size)
        if len(lengths) < LENGTHS.size:
            raise EOFError
        length, _ = LENGTHS.unpack(lengths)
        body = back.read(length)
        if len(body) < length:
            raise EOFError
        answer: dict[str, Any] = orjson.loads(body)
        return answer

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()
