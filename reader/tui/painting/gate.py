"""The second gate against hostile text: nothing that a terminal would act on leaves the app.

Text is cleaned where it comes in. Should one way in be forgotten, this is what stands between it and the terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from reader.text.clean import disarm, is_clean

if TYPE_CHECKING:
    from textual.color import Color


class Gate(LineFilter):
    """Cleans what Textual's own widgets paint."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Clean segments."""
        del background
        if all(is_clean(segment.text) for segment in segments):
            return segments
        return [Segment(harmless(segment.text), segment.style, segment.control) for segment in segments]


def harmless(text: str) -> str:
    """`text` with what a terminal acts on replaced, one by one."""
    return disarm(text).replace("\n", " ")
