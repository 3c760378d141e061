"""The help: every key of the table, this place's first, searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Input, Static

from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.key_line import Button
from reader.tui.lines import LineView
from reader.tui.screens.help_text import Line, Role, lines, sections
from reader.tui.tones import Piece, Tones, fitted

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult

    from reader.keymap import Keymap, Place


class HelpText(LineView, can_focus=True):
    """Keys and what they do, in two columns."""

    DEFAULT_CSS = "HelpText { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_rows(1)", "Down", id="help.down"),
        Binding("k,up", "scroll_rows(-1)", "Up", id="help.up"),
        Binding("space,pagedown,ctrl+d", "scroll_pages(1)", "Page down", id="help.page_down"),
        Binding("b,pageup,ctrl+u", "scroll_pages(-1)", "Page up", id="help.page_up"),
        Binding("g,home", "scroll_rows(-100000)", "Top", id="help.top"),
        Binding("G,end", "scroll_rows(100000)", "Bottom", id="help.bottom"),
    ]

    def __init__(self, keymap: Keymap, place: Place) -> None:
        super().__init__()
        self._sections = sections(keymap, place)
        self._words = ""
        self._lines: tuple[Line, ...] = ()

    def recolor(self) -> None:
        """Make the styles anew from the app's theme."""
        super().recolor()
        self._tones = Tones(self.skin, self.skin.page)

    def search(self, words: str) -> None:
        """Show what has all of `words`."""
        self._words = words
        self._lines = lines(self._sections, words, self.size.width - 1)
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.scroll_to(y=0, animate=False)
        self.forget()

    def on_resize(self) -> None:
        """Fold the help in the new width."""
        self.search(self._words)

    def key_of(self, y: int) -> Hashable:
        """The row, and whether there is more below it."""
        return (self.scroll_offset.y + y, self._is_last(y))

    def _is_last(self, y: int) -> bool:
        return y == self.size.height - 1 and self.scroll_offset.y + y < len(self._lines) - 1

    def pieces(self, y: int) -> list[Piece]:
        """One row."""
        tones, row = self._tones, self.scroll_offset.y + y
        if row >= len(self._lines):
            return fitted((), self.size.width, tones.ink)
        styles = {Role.HEADING: tones.strong, Role.KEYS: tones.accent, Role.TEXT: tones.ink, Role.FAINT: tones.faint}
        shown = [(text, styles[role]) for role, text in self._lines[row]]
        found = fitted(shown, self.size.width - 1, tones.ink)
        return [*found, ("↓" if self._is_last(y) else " ", tones.faint)]

    def action_scroll_rows(self, rows: int) -> None:
        """Scroll some rows."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll some pages."""
        self.action_scroll_rows(pages * max(1, self.size.height - 1))


class HelpScreen(Dialog[None]):
    """Shows the help; `/` searches in it."""

    DEFAULT_CSS = """
    HelpScreen > .box { width: 92; height: 100%; max-height: 44; }
    HelpScreen .search { height: 1; margin-bottom: 1; }
    HelpScreen .search Static { width: 2; color: $accent; }
    HelpScreen Input, HelpScreen Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    HelpScreen.-low .search { margin-bottom: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", id="help.leave"),
        Binding("q,?", "close", "Close", id="help.close"),
        Binding("/", "search", "Search", id="help.search"),
    ]

    def __init__(self, keymap: Keymap, place: Place) -> None:
        """Show the help of `keymap`, that of `place` first."""
        super().__init__()
        self._keymap, self._place = keymap, place

    def compose(self) -> ComposeResult:
        """What is searched for, the keys, how to leave."""
        line = Input(compact=True, select_on_focus=False, placeholder="/ searches keys and words")
        line.cursor_blink = False
        with Vertical(classes="box") as box:
            box.border_title = "Help"
            with Horizontal(classes="search"):
                yield Static("❯", markup=False)
                yield line
            yield HelpText(self._keymap, self._place)
            yield DialogKeys(
                Button("search", ("/",), "search", "Search"),
                Button("leave", ("escape",), "close", "Close"),
                Button("down", ("space",), "page(1)", "Page down"),
                Button("up", ("b",), "page(-1)", "Page up"),
            )

    def on_mount(self) -> None:
        """Begin to read."""
        self._text.focus()

    @property
    def _text(self) -> HelpText:
        return self.query_one(HelpText)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._text.search(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._text.focus()

    def action_search(self) -> None:
        """Type what to look for."""
        self.query_one(Input).focus()

    def action_page(self, pages: int) -> None:
        """Scroll, for the mouse."""
        self._text.action_scroll_pages(pages)

    def action_leave(self) -> None:
        """Leave the search, then the help."""
        line = self.query_one(Input)
        if line.has_focus or line.value:
            line.value = ""
            self._text.focus()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)
