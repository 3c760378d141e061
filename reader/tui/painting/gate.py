"""The second gate against hostile text: nothing that a terminal would act on leaves the app.

Text is cleaned where it comes in. Should one way in be forgotten, this is what stands between it and the terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from reader.text.clean import clean, is_clean

if TYPE_CHECKING:
    from textual.color import Color


class Gate(LineFilter):
    """Replaces control characters one by one, so that no cell moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Clean segments."""
        del background
        if all(is_clean(segment.text) for segment in segments):
            return segments
        return [Segment(_harmless(segment.text), segment.style, segment.control) for segment in segments]


def _harmless(text: str) -> str:
    return text if is_clean(text) else clean(text).replace("\n", " ")
