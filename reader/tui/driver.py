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
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from reader.tui.escapes import Escapes
from reader.tui.ground import QUESTION
from reader.tui.last_frame import Frames

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

    from reader.snapshot import Shown

CHUNK = 4096

OTHER_SCREEN = "\x1b[?1049h"
"""To the terminal's other screen: some terminals clear it, also when they show it already."""

FRAME = "H"
"""What every frame of Textual's ends with, as it puts the cursor somewhere, and nothing else that it writes."""


class QuietDriver(LinuxDriver):
    """A `LinuxDriver` that sleeps while nobody types."""

    is_held = False
    """Are frames kept back, because a better one stands on the terminal already, or nobody is to see them?"""

    _is_ending = False
    _wake: tuple[int, int] | None = None
    _shown: Shown | None = None
    """A frame that was painted before this began, and is to be taken over."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Drive `app`, which may know of a frame that is painted already."""
        super().__init__(app, **options)
        self._asks = bool(getattr(app, "asks_ground", False))
        frames = getattr(app, "frames", None)
        if isinstance(frames, Frames):
            frames.driver, self._shown = self, frames.shown
            self.is_held = self._shown is not None

    def start_application_mode(self) -> None:
        """Begin, with a pipe to be woken by."""
        self._is_ending = False
        self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._asks:
            self.write(QUESTION)
        if self._shown is not None:
            self.attrs_before = self._shown.attributes
            self._shown.is_taken_over = True
            self._shown = None

    def write(self, data: str) -> None:
        """Write, but not over a frame that is still to be seen."""
        if self.is_held and (data.endswith(FRAME) or data == OTHER_SCREEN):
            return
        super().write(data)

    def stop_application_mode(self) -> None:
        """End, whatever is kept back."""
        self.is_held = False
        super().stop_application_mode()

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
        escapes = Escapes(has_asked=self._asks)
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
