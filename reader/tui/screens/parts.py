"""What the parts of the desk share: its panes, its library, its status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from reader.tui.key_line import KeyLine
from reader.tui.panes.articles import ArticlesPane
from reader.tui.panes.notes import NotesPane
from reader.tui.panes.reader import ReaderPane
from reader.tui.status_line import StatusLine

if TYPE_CHECKING:
    from reader.keymap import Keymap
    from reader.library import Library
    from reader.store.desk import Desk
    from reader.tui.saver import Saver


class DeskParts(Screen[None]):
    """Typed ways to the panes, and what every part of the desk may ask for."""

    library: Library
    keymap: Keymap
    saver: Saver
    desk_state: Desk

    @property
    def articles(self) -> ArticlesPane:
        """The list."""
        return self.query_one(ArticlesPane)

    @property
    def page(self) -> ReaderPane:
        """The text."""
        return self.query_one(ReaderPane)

    @property
    def notes(self) -> NotesPane:
        """The notes on the text."""
        return self.query_one(NotesPane)

    @property
    def status(self) -> StatusLine:
        """The line that says where one is."""
        return self.query_one(StatusLine)

    @property
    def key_line(self) -> KeyLine:
        """The footer."""
        return self.query_one(KeyLine)

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
