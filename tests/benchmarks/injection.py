"""Faults of the system, at one chosen call of all that a change makes of it."""

from __future__ import annotations

import errno
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CALLS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "ftruncate", "fchmod")
"""The functions of `os` through which a file is changed; `pathlib` goes through them too."""

KILL, FULL, FAILING = "SIGKILL", "ENOSPC", "EIO"
FAULTS = (KILL, FULL, FAILING)

Target = tuple[Any, str]
"""An object and the name of its function that may fail."""

OURS: tuple[Target, ...] = tuple((os, name) for name in CALLS)


@contextmanager
def injected(fault: str, at: int, targets: Sequence[Target] = OURS) -> Iterator[list[str]]:
    """Let the call with number `at` (from 0) fail before it does anything; gives the names of all calls made."""
    made: list[str] = []
    before = [(owner, name, getattr(owner, name)) for owner, name in targets]

    def guarded(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made_call(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            if len(made) - 1 == at:
                _fail(fault)
            return call(*arguments, **options)

        return made_call

    for owner, name, call in before:
        setattr(owner, name, guarded(name, call))
    try:
        yield made
    finally:
        for owner, name, call in before:
            setattr(owner, name, call)


def _fail(fault: str) -> None:
    if fault == KILL:
        os.kill(os.getpid(), signal.SIGKILL)
    number = getattr(errno, fault)
    raise OSError(number, os.strerror(number))
