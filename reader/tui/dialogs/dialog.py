"""What all dialogs have in common: a box over the desk, with its keys in its last row."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.screen import ModalScreen

from reader.tui.bindings import run
from reader.tui.key_line import KeyLine

Result = TypeVar("Result")


class DialogKeys(KeyLine):
    """The keys of a dialog, in line with what stands above them."""

    INDENT = 0


class Dialog(ModalScreen[Result]):
    """A box over the desk; where the screen is low it is the whole screen."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > .box {
        width: 78; max-width: 100%; height: auto; max-height: 100%;
        background: $background; border: round $border; padding: 0 1;
        border-title-color: $accent; border-title-style: bold;
    }
    Dialog > .box DialogKeys { margin-top: 1; }
    Dialog.-middling > .box DialogKeys, Dialog.-low > .box DialogKeys { margin-top: 0; }
    Dialog.-low > .box { border: none; padding: 0; width: 100%; height: 100%; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-middling"), (20, "-high"), (32, "-tall")]  # noqa: RUF012 - as Textual annotates it

    def may_quit(self) -> bool:
        """May the app quit over it? If not, it asks why."""
        return True

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is as good as the key."""
        event.stop()
        await run(self, event.command.action)
