"""What all dialogs have in common: a box over the desk, with its keys in its last row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.screen import ModalScreen

from reader.tui.bindings import run
from reader.tui.key_line import KeyLine

if TYPE_CHECKING:
    from textual.screen import ScreenResultType  # noqa: F401 - what a dialog returns

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A box in the middle; on a small screen it is the screen."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 70%; }
    Dialog > .box {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        background: $background; border: round $faint; padding: 0 1;
        border-title-color: $accent; border-title-style: bold; border-subtitle-color: $faint;
    }
    Dialog.-low > .box { border: none; padding: 0; }
    """
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-low"), (12, "-middling"), (20, "-high")]

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is as good as the key."""
        event.stop()
        await run(self, event.command.action)
