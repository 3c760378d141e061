"""The words that a dialog is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.folding import fold
from reader.tui.lines import LineView
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Hashable


class Quote(LineView, can_focus=False):
    """A quotation in a few lines behind a bar, as high as it needs to be."""

    DEFAULT_CSS = "Quote { height: 1; overflow-y: hidden; margin-bottom: 1; }"

    def __init__(self, text: str, most: int) -> None:
        """Show `text` in at most `most` lines."""
        super().__init__()
        self._text, self._most = text, most
        self._lines: list[str] = []

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)

    def on_resize(self) -> None:
        """Fold the words in the new width."""
        self._lines = fold(self._text, self.size.width - 2, self._most)
        self.styles.height = max(1, len(self._lines))
        self.forget()

    def key_of(self, y: int) -> Hashable:
        """The words do not change."""
        return y

    def pieces(self, y: int) -> list[Piece]:
        """One line."""
        if y >= len(self._lines):
            return fitted((), self.size.width, self._tones.ink)
        return fitted(
            (("▎ ", self._tones.faint), (self._lines[y], self._tones.faint_italic)), self.size.width, self._tones.ink
        )
