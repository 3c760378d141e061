"""What is known of an article, to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.errors import UsageError
from reader.library.describing import FACTS, NAMES, checked
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model.article import Article


class ArticleData(Dialog["dict[str, str] | None"]):
    """Asks for an article's data; those that were changed, or None."""

    DEFAULT_CSS = """
    ArticleData .fact { height: 1; }
    ArticleData .fact Static { width: 9; color: $foreground-muted; }
    ArticleData Input, ArticleData Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    ArticleData Input:focus { background: $panel; }
    ArticleData .wrong { height: auto; color: $text-error; text-style: bold; display: none; }
    ArticleData .wrong.-said { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="article_data.save", priority=True),
        Binding("escape", "leave", "Cancel", id="article_data.leave", priority=True),
        Binding("down", "app.focus_next", "Next", id="article_data.next"),
        Binding("up", "app.focus_previous", "Previous", id="article_data.previous"),
    ]

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._known = {fact: getattr(article, fact) for fact in FACTS}

    def compose(self) -> ComposeResult:
        """A line for each fact, what is wrong with them, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "The article’s data"
            for fact in FACTS:
                line = Input(self._known[fact], id=fact, compact=True, select_on_focus=False)
                line.cursor_blink = False
                with Horizontal(classes="fact"):
                    yield Static(NAMES.get(fact, fact).capitalize(), markup=False)
                    yield line
            yield Static("", classes="wrong", markup=False)
            yield DialogKeys(
                Button("save", ("enter",), "save", "Save"),
                Button("next", ("tab",), "app.focus_next", "Next"),
                Button("leave", ("escape",), "leave", "Cancel"),
            )

    def on_mount(self) -> None:
        """Begin with the title."""
        self.query_one("#title", Input).focus()

    @property
    def _changed(self) -> dict[str, str]:
        """What was changed, as it was typed."""
        typed = {fact: self.query_one(f"#{fact}", Input).value for fact in FACTS}
        return {fact: value for fact, value in typed.items() if value.strip() != self._known[fact]}

    def may_quit(self) -> bool:
        """What was typed is not thrown away by quitting: say what becomes of it."""
        if self._changed:
            self._complain("This is not saved: enter saves it, esc leaves it.")
        return not self._changed

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Return what was changed, if it can be kept."""
        facts: dict[str, str] = {}
        for fact, value in self._changed.items():
            try:
                facts[fact] = checked(fact, value)
            except UsageError as error:
                self._complain(str(error))
                self.query_one(f"#{fact}", Input).focus()
                return
        self.dismiss(facts)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def _complain(self, message: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(message))
        wrong.add_class("-said")
