"""What the parts of the desk share: its panes, its library, its status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from reader.tui.dialogs.line_prompt import LinePrompt
from reader.tui.key_line import KeyLine
from reader.tui.panes.articles import ArticlesPane
from reader.tui.panes.notes import NotesPane
from reader.tui.panes.reader import ReaderPane
from reader.tui.saver import Saver
from reader.tui.selection_bar import SelectionBar
from reader.tui.status_line import StatusLine

if TYPE_CHECKING:
    from reader.keymap import Keymap
    from reader.library import Library
    from reader.store.desk import Desk


class DeskParts(Screen[None]):
    """The panes, and what every part of the desk may ask for."""

    desk_state: Desk

    def __init__(self, library: Library, keymap: Keymap) -> None:
        """Make the panes; they are put on the screen by `compose`."""
        super().__init__()
        self.library, self.keymap = library, keymap
        self.articles = ArticlesPane(id="list")
        self.page = ReaderPane(keymap, id="page")
        self.notes = NotesPane(id="notes")
        self.status = StatusLine(id="status")
        self.key_line = KeyLine(id="keys")
        self.prompt = LinePrompt()
        self.bar = SelectionBar()
        self.saver = Saver(self)

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Show a message in the status line until the next one, or until the caret moves."""
        raise NotImplementedError

    def show_place(self, place: str) -> None:
        """Bring `list`, `page` or `notes` to the front where there is no room for all."""
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
