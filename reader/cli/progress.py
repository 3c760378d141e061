"""How far long work has come: a line on a terminal, nothing in a pipe."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from reader.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 0.4
"""Seconds before the first line: what is done sooner needs none."""

_PAUSE = 0.1
"""Seconds between two lines."""


class Progress:
    """Say on standard error how many of how many are done; the line is taken away at the end."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._clock = what, clock
        self._shown = ""
        self._next = clock() + PATIENCE if output.can_show_progress() else float("inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def __call__(self, done: int, total: int = 0) -> None:
        """Say that `done` of `total` are done; without a total, how many."""
        now = self._clock()
        line = f"{self._what} {done:,} of {total:,}" if total else f"{self._what} {done:,}"
        if now >= self._next and line != self._shown:
            output.show_progress(line)
            self._shown, self._next = line, now + _PAUSE

    def clear(self) -> None:
        """Take the line away, so that something else can be printed."""
        if self._shown:
            output.show_progress("")
            self._shown = ""
