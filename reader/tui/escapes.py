"""An Escape that stands alone, told from one that begins a sequence, by how soon something follows.

Textual waits a tenth of a second for what may follow an Escape, and as long for the rest of a sequence. A terminal
writes a sequence in one piece, so that an Escape at the very end of what was read is nearly always the key: it counts
after `ALONE`. Of a sequence that arrives in pieces, over a slow line, the first piece is seldom a bare Escape; what has
begun is left to Textual's parser, which waits longer. Whoever has set ESCDELAY has what they set, for both.

What the terminal answers about its ground is taken out here, so that it is never taken for keys.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import XTermParser

from reader.tui.ground import BEGINNING, GroundKnown, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message import Message

ALONE = 0.015
"""Seconds after which an Escape that nothing follows is the key."""

UNFINISHED = 0.5
"""Seconds after the last input in which a sequence may be unfinished."""

TICK = 0.02
"""Seconds between two looks at whether it is."""

_ESCAPE = "\x1b"
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_LONGEST = 32
"""Characters of a sequence, at most."""


def alone() -> float:
    """Seconds to wait for what follows an Escape."""
    set_by_hand = os.environ.get("ESCDELAY", "")
    return max(1, int(set_by_hand)) / 1000 if set_by_hand.isdecimal() else ALONE


class Escapes:
    """What was typed, as messages; `now` is a time in seconds that only grows."""

    def __init__(self, parser: XTermParser | None = None, *, has_asked: bool = False) -> None:
        """Read for `parser`; `has_asked` where the terminal was asked for its ground."""
        self._parser = parser or XTermParser()
        self._alone = alone()
        self._held = ""
        """Escapes at the end of what was read, not given to the parser yet."""
        self._last = 0.0
        self._tail = ""
        self._is_open = False
        """May a sequence be unfinished?"""
        self._has_asked = has_asked
        self._answer = ""
        """The beginning of an answer."""

    def feed(self, text: str, now: float) -> Iterator[Message]:
        """Take in what was read."""
        text, self._held, self._answer = self._answer + self._held + text, "", ""
        self._last = now
        if self._has_asked and "\x1b]" in text:
            text, answers, self._answer = split(text)
            for is_dark in answers:
                yield GroundKnown(is_dark=is_dark)
        tail = self._tail + text
        is_pasting = tail.rfind(_PASTE) > tail.rfind(_PASTED)
        # While something is pasted, its beginning is remembered by being put in front of what follows.
        self._tail = (_PASTE if is_pasting else "") + tail[-len(_PASTED) :]
        if not is_pasting:
            kept = text.rstrip(_ESCAPE)
            text, self._held = kept, text[len(kept) :]
        self._is_open = is_pasting or _ESCAPE in text[-_LONGEST:]
        if text:
            yield from self._parser.feed(text)

    def tick(self, now: float) -> Iterator[Message]:
        """Look whether the wait for the rest of something is over."""
        if self._answer and now - self._last >= UNFINISHED:
            answer, self._answer = self._answer, ""
            if not answer.startswith(BEGINNING):  # it was typed
                yield from self._parser.feed(answer)
        if self._held and now - self._last >= self._alone:
            held, self._held = self._held, ""
            for _ in held:
                yield events.Key("escape", _ESCAPE)
        yield from self._parser.tick()

    def patience(self, now: float) -> float | None:
        """Seconds until the next look; None: there is nothing to wait for but input."""
        if self._answer:
            return max(0.0, self._last + UNFINISHED - now)
        if self._held:
            return max(0.0, self._last + self._alone - now)
        return TICK if self._is_open and now - self._last < UNFINISHED else None
