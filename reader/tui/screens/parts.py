"""What the parts of the desk share: its panes, its library, its status line.

The list is what one sees first, so it is put on the screen first. Text and notes, and all that they need, are loaded
while one looks at it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual.screen import Screen

from reader.tui.key_line import KeyLine
from reader.tui.panes.articles import ArticlesPane
from reader.tui.status_line import StatusLine

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.keymap import Keymap
    from reader.library import Library
    from reader.session import Session
    from reader.settings import Settings
    from reader.store.desk import Desk
    from reader.tui.dialogs.line_prompt import LinePrompt
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane
    from reader.tui.saver import Saver
    from reader.tui.selection_bar import SelectionBar


class DeskParts(Screen[None]):
    """The panes, and what every part of the desk may ask for."""

    desk_state: Desk
    settings: Settings
    page: ReaderPane
    """The text; there as soon as the desk is furnished."""

    notes: NotesPane
    """The notes on it; as above."""

    prompt: LinePrompt
    """Where filter and search are typed; as above."""

    bar: SelectionBar
    """What can be done with what the mouse selected; as above."""

    is_furnished = False

    def __init__(self, library: Library, keymap: Keymap) -> None:
        """Make the panes; they are put on the screen by `compose`."""
        super().__init__()
        self.library, self.keymap = library, keymap
        self.articles = ArticlesPane(id="list")
        self.status = StatusLine(id="status")
        self.key_line = KeyLine(id="keys")

    @cached_property
    def saver(self) -> Saver:
        """What brings changes to the disk."""
        from reader.tui.saver import Saver  # noqa: PLC0415 - nothing is saved before the list is seen

        return Saver(self, self.library.settle)

    @property
    def session(self) -> Session | None:
        """The article that is open; None while none is."""
        return self.page.session if self.is_furnished else None

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Show a message in the status line until the next one, or until the caret moves."""
        raise NotImplementedError

    def show_place(self, place: str) -> None:
        """Bring `list`, `page` or `notes` to the front where there is no room for all."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """Fill the footer."""
        raise NotImplementedError

    def go_to(self, pane: Widget) -> None:
        """Bring a pane to the front, and the keys to it."""
        raise NotImplementedError

    def place_changed(self) -> None:
        """Show where one is, after the caret, the view or a highlight changed."""
        raise NotImplementedError

    def show_notes(self) -> None:
        """Show the notes of the open article."""
        raise NotImplementedError

    def known_themes(self) -> None:
        """Read the codebook, for colours and completion."""
        raise NotImplementedError
