"""Reading the terminal without waking up for nothing.

Textual's own input thread looks ten times a second whether it is to end, and whether an Escape stood alone. That is
five milliseconds of CPU every three seconds of reading, and a tenth of a second at every end and every Escape. This
one sleeps until there is something to read or an Escape has stood alone for long enough, and is woken by a pipe to
end. It overrides public methods of `LinuxDriver`; where Textual has another driver, that one is used as it is.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from time import monotonic
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from reader.tui.escapes import Escapes

if TYPE_CHECKING:
    from textual.driver import Driver

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
        escapes = Escapes()
        decode = getincrementaldecoder("utf-8")().decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            if self._wake is not None:
                selector.register(self._wake[0], selectors.EVENT_READ)
            while not self._is_ending and not self.exit_event.is_set():
                for key, _ in selector.select(escapes.patience(monotonic())):
                    if key.fd != self.fileno:
                        continue
                    data = os.read(self.fileno, CHUNK)
                    if not data:  # the terminal is gone
                        selector.unregister(self.fileno)
                    elif text := decode(data):
                        for event in escapes.feed(text, monotonic()):
                            self.process_message(event)
                for event in escapes.tick(monotonic()):
                    self.process_message(event)


def quiet(driver: type[Driver]) -> type[Driver]:
    """The quiet one of Textual's choice, where there is one."""
    return QuietDriver if driver is LinuxDriver else driver
