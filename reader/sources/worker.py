"""The process that reads what strangers wrote: takes tasks from its standard input, one after the other."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import IO, Any

from reader.errors import SourceError
from reader.sources.isolated import LENGTHS

LONGEST_ANSWER = 256 * 1024 * 1024


def main() -> None:
    """Do tasks until standard input ends."""
    # Whatever a parser prints goes nowhere: the pipe is for answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limit(int(sys.argv[1]))
    tasks = sys.stdin.buffer
    while (asked := _next(tasks)) is not None:
        answers.write(_framed(_answer(*asked)))
        answers.flush()


def limit(memory: int) -> None:
    """Let this process have so many bytes, and write no file; where the system cannot say so, time alone is limited."""
    try:
        import resource  # noqa: PLC0415 - POSIX alone has it
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # a stricter limit holds already, or macOS knows none
            continue


def _next(tasks: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    import orjson  # noqa: PLC0415 - the main process names the framing without it

    lengths = tasks.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    header: dict[str, Any] = orjson.loads(tasks.read(head))
    return header, tasks.read(body)


def _answer(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    # Should our parent be killed, nobody else ends a parser that never comes to an end.
    if hasattr(signal, "alarm"):
        signal.alarm(int(header["seconds"]) + 5)
    try:
        serve = importlib.import_module(header["module"]).serve
        answer: dict[str, Any] = serve(header, data)
    except SourceError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": f"{header.get('name', 'The file')} needs more memory than it may have: not taken in."}
    except RecursionError:
        answer = {"error": f"{header.get('name', 'The file')} is nested too deep to be read: not taken in."}
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)
    return answer


def _framed(answer: dict[str, Any]) -> bytes:
    import orjson  # noqa: PLC0415 - the main process names the framing without it

    body = orjson.dumps(answer)
    if len(body) > LONGEST_ANSWER:
        body = orjson.dumps({"error": "It holds more text than can be taken in."})
    return LENGTHS.pack(len(body), 0) + body
