"""The line between two panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.lines import LineView

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from rich.style import Style


class Divider(LineView, can_focus=False):
    """One column, a thin line."""

    DEFAULT_CSS = "Divider { width: 1; height: 1fr; }"

    def key_of(self, y: int) -> Hashable:
        """All rows look the same."""
        del y
        return 0

    def pieces(self, y: int) -> Iterable[tuple[str, Style]]:
        """The line."""
        del y
        return [("│", self.skin.track)]
