"""The editor of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TextArea

from reader.text.clean import clean, clean_line
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.quote import Quote
from reader.tui.external_editor import edit
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from textual.app import ComposeResult

WRITING = (
    Button("save", ("ctrl+s",), "save", "Save"),
    Button("leave", ("escape",), "leave", "Cancel"),
    Button("editor", ("ctrl+e",), "edit", "In your editor"),
)
ASKING = (
    Button("keep", ("y",), "save", "Keep"),
    Button("discard", ("n",), "discard", "Discard"),
    Button("back", ("escape",), "leave", "Go on writing"),
)


class NoteEditor(Dialog["str | None"]):
    """Asks for a note; None: it is to stay as it was."""

    DEFAULT_CSS = """
    NoteEditor TextArea { height: 8; padding: 0; scrollbar-size-vertical: 1; }
    NoteEditor TextArea, NoteEditor TextArea:focus { background: $background; }
    NoteEditor.-tall TextArea { height: 14; }
    NoteEditor.-middling TextArea { height: 4; }
    NoteEditor.-middling Quote { margin-bottom: 0; }
    NoteEditor.-low TextArea { height: 1fr; }
    NoteEditor.-low Quote { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter", "save", "Save", id="note_editor.save", priority=True),
        Binding("ctrl+e", "edit", "In your editor", id="note_editor.editor", priority=True),
        Binding("escape", "leave", "Cancel", id="note_editor.leave", priority=True),
        Binding("y", "save", "Keep", id="note_editor.keep"),
        Binding("n", "discard", "Discard", id="note_editor.discard"),
    ]

    def __init__(self, quote: str, note: str, title: str = "Note") -> None:
        """Edit `note`, which is on the words `quote`."""
        super().__init__()
        self._quote, self._note, self._title = quote, note, title
        self._is_asking = False

    def compose(self) -> ComposeResult:
        """The quote, the note, the keys."""
        area = TextArea(self._note, soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False)
        area.cursor_blink = False
        with Vertical(classes="box") as box:
            box.border_title = Content(clean_line(self._title))
            yield Quote(self._quote, 3)
            yield area
            yield DialogKeys(*WRITING)

    def on_mount(self) -> None:
        """Go on writing at the end."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def _text(self) -> str:
        return clean(self._area.text)

    def _ask(self, *, asking: bool) -> None:
        """Ask what becomes of the note, or go on writing."""
        self._is_asking = self._area.read_only = asking
        self.query_one(DialogKeys).show(ASKING if asking else WRITING, "Keep the note?" if asking else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What answers the question means nothing before it is asked, and the other way round."""
        del parameters
        return not (action == "edit" and self._is_asking) and not (action == "discard" and not self._is_asking)

    def action_save(self) -> None:
        """Return the note."""
        self.dismiss(self._text)

    def action_discard(self) -> None:
        """Leave the note as it was."""
        self.dismiss(None)

    @property
    def _is_changed(self) -> bool:
        return self._text.strip() != self._note.strip()

    def action_leave(self) -> None:
        """Leave; a changed note is not thrown away unasked."""
        if self._is_asking:
            self._ask(asking=False)
        elif self._is_changed:
            self._ask(asking=True)
        else:
            self.dismiss(None)

    def may_quit(self) -> bool:
        """Ask first what becomes of a changed note."""
        if self._is_changed:
            self._ask(asking=True)
        return not self._is_changed

    def action_edit(self) -> None:
        """Go on in the person's own editor, and come back."""
        edited = edit(self.app, self._area.text)
        if edited is not None:
            self._area.text = clean(edited)
            self._area.move_cursor(self._area.document.end)
