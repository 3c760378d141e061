"""Some words in a dialog, folded into lines of the width that there is."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.geometry import Size

from reader.tui.lines import LineView

Line = TypeVar("Line")


class FoldedView(LineView, Generic[Line]):
    """A few lines, folded anew in another width and painted afresh. Subclasses fold them and say what a row holds."""

    _lines: list[Line]

    def lines(self, cells: int) -> list[Line]:
        """The words in lines of `cells` cells."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Fold the words in the new width."""
        self._lines = self.lines(max(1, self.size.width))
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.forget()

    def key_of(self, y: int) -> None:
        """Painted afresh: few rows, seldom."""
        del y
