"""Reading the terminal without waking up for nothing.

Textual's own input thread looks ten times a second whether it is to end, and whether an Escape stood alone. That is
five milliseconds of CPU every three seconds of reading, and a tenth of a second at every end. This one sleeps until
there is something to read, ticks only for a while after that, and is woken by a pipe to end. It overrides public
methods of `LinuxDriver` and takes one private class of Textual, the parser, which that driver takes as well; where
Textual has another driver, that one is used as it is.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from time import monotonic
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver

TICK = 0.02
"""Seconds between two looks at what may be an unfinished sequence."""

UNFINISHED = 0.5
"""Seconds after the last input in which a sequence may be unfinished."""

CHUNK = 4096


class QuietDriver(LinuxDriver):
    """A `LinuxDriver` that sleeps while nobody types."""

    _is_ending = False
    _wake: tuple[int, int] | None = None

    def start_application_mode(self) -> None:
        """Begin, with a pipe to be woken by."""
        self._is_ending = False
        self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Wake the thread that reads, then wait for its end."""
        self._is_ending = True
        if self._wake is not None:
            os.write(self._wake[1], b"x")
        super().disable_input()
        if self._wake is not None:
            for end in self._wake:
                os.close(end)
            self._wake = None

    def run_input_thread(self) -> None:
        """Read until it is time to end."""
        parser = XTermParser()
        decode = getincrementaldecoder("utf-8")().decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            if self._wake is not None:
                selector.register(self._wake[0], selectors.EVENT_READ)
            last = monotonic()
            while not self._is_ending and not self.exit_event.is_set():
                waiting = monotonic() - last < UNFINISHED
                for key, _ in selector.select(TICK if waiting else None):
                    if key.fd != self.fileno:
                        continue
                    last = monotonic()
                    data = os.read(self.fileno, CHUNK)
                    if not data:  # the terminal is gone
                        selector.unregister(self.fileno)
                    elif text := decode(data):
                        for event in parser.feed(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)


def quiet(driver: type[Driver]) -> type[Driver]:
    """The quiet one of Textual's choice, where there is one."""
    return QuietDriver if driver is LinuxDriver else driver
