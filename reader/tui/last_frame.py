"""The frame that stands on the terminal before the app does, and the one that will stand there next time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.geometry import Region

from reader.tui.lines import LineView
from reader.tui.painting.rows import Row

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.snapshot import Frame, Shown


class Held(Protocol):
    """What frames go through."""

    is_held: bool
    """Are they kept back?"""


class Frames:
    """What becomes of the app's frames on their way to the terminal."""

    def __init__(self, shown: Shown | None = None) -> None:
        self.shown = shown
        """A frame that is painted already; None: there is none."""
        self.driver: Held | None = None
        """What drives the terminal, where that is ours."""
        self.last: Frame | None = None
        """What the next start will show first, once the app was left; None: nobody can say."""

    @property
    def are_held(self) -> bool:
        """Are frames kept back from the terminal?"""
        return self.driver is not None and self.driver.is_held

    def hold(self) -> None:
        """Keep frames back from the terminal."""
        if self.driver is not None:
            self.driver.is_held = True

    def release(self, screen: Screen[None]) -> None:
        """Send frames again, first the whole of `screen`."""
        if self.driver is not None:
            self.driver.is_held = False
            screen.refresh()


def painted(screen: Screen[None]) -> str | None:
    """Every row of a screen that is made of our own panes; None when there is anything else on it."""
    rows: dict[int, list[tuple[int, int, str]]] = {}
    for pane in screen.query(LineView):
        region = pane.region
        if not region:
            continue
        strips = pane.render_lines(Region(0, 0, region.width, region.height))
        for y, strip in enumerate(strips):
            if not isinstance(strip, Row):
                return None
            rows.setdefault(region.y + y, []).append((region.x, strip.cell_length, strip.ansi))
    size, parts = screen.size, list[str]()
    for y in range(size.height):
        x = 0
        for start, cells, ansi in sorted(rows.get(y, ())):
            if start != x:
                return None
            parts.append(f"\x1b[{y + 1};{x + 1}H{ansi}")
            x += cells
        if x != size.width:
            return None
    return "".join(parts)
