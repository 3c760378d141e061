"""How a feed is wanted, to change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from reader.errors import UsageError
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from reader.model.feed import Feed

LARGEST = 100_000
"""Minutes or days."""


class Asked(NamedTuple):
    """A line of the form."""

    name: str
    """The field of a `Feed`."""

    label: str
    hint: str
    """What stands there while nothing is typed."""


ASKED = (
    Asked("title", "Title", "as it calls itself"),
    Asked("folder", "Folder", "none; harbours/ferries nests"),
    Asked("url", "Address", "https://…"),
    Asked("interval", "Every", "as usual; else so many minutes"),
    Asked("keep", "Keep", "for ever; else the days after which what is read goes to the trash"),
    Asked("query", "Only", "all entries; else those that match: ferry OR harbour"),
)
NUMBERS = {"interval": "minutes", "keep": "days"}
WHOLE = "whole"
YES, NO = "yes: the page of each entry is fetched", "no: what the feed has of it"


class Switch(Static, can_focus=True):
    """Yes or no."""

    DEFAULT_CSS = """
    Switch { width: 1fr; height: 1; }
    Switch:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,left,right,h,l", "turn", "Turn", id="feed_data.turn"),
        Binding("enter", "screen.save", "Save", id="feed_data.save_here"),
    ]

    def __init__(self, *, is_on: bool, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(_answer(is_on), markup=False, id=id)
        self.is_on = is_on

    def action_turn(self) -> None:
        """The other one."""
        self.is_on = not self.is_on
        self.update(_answer(self.is_on))

    def on_click(self) -> None:
        """A click turns it."""
        self.focus()
        self.action_turn()


class FeedData(Dialog["Feed | None"]):
    """Asks how a feed is wanted; the feed as it is to be, or None."""

    DEFAULT_CSS = """
    FeedData > .box { width: 96; }
    FeedData .fact { height: 1; }
    FeedData .fact > .label { width: 11; color: $foreground-muted; }
    FeedData Input, FeedData Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    FeedData Input:focus { background: $panel; }
    FeedData .wrong { height: auto; color: $text-error; text-style: bold; display: none; }
    FeedData .wrong.-said { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="feed_data.save", priority=True),
        Binding("escape", "leave", "Cancel", id="feed_data.leave", priority=True),
        Binding("down", "app.focus_next", "Next", id="feed_data.next"),
        Binding("up", "app.focus_previous", "Previous", id="feed_data.previous"),
    ]

    def __init__(self, feed: Feed, folders: Sequence[str], check: Callable[[str], object], complaint: str = "") -> None:
        """Begin with `feed`; `folders` are offered, and `check` raises UsageError for a query that is wrong.

        `complaint` is why it could not be kept as it was given before.
        """
        super().__init__()
        self._complaint = complaint
        self._feed, self._folders, self._check = feed, folders, check

    def compose(self) -> ComposeResult:
        """A line for each field, what is wrong with them, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "The feed"
            for asked in ASKED:
                offered = SuggestFromList(self._folders, case_sensitive=False) if asked.name == "folder" else None
                line = Input(
                    self._shown(asked.name),
                    placeholder=asked.hint,
                    id=asked.name,
                    compact=True,
                    select_on_focus=False,
                    suggester=offered,
                )
                line.cursor_blink = False
                with Horizontal(classes="fact"):
                    yield Static(asked.label, classes="label", markup=False)
                    yield line
            with Horizontal(classes="fact"):
                yield Static("Whole text", classes="label", markup=False)
                yield Switch(is_on=self._feed.whole, id=WHOLE)
            yield Static("", classes="wrong", markup=False)
            yield DialogKeys(
                Button("save", ("enter",), "save", "Save"),
                Button("next", ("tab",), "app.focus_next", "Next"),
                Button("turn", ("space",), "turn", "Yes or no"),
                Button("leave", ("escape",), "leave", "Cancel"),
            )

    def on_mount(self) -> None:
        """Begin with the title; say what was wrong."""
        self.query_one("#title", Input).focus()
        if self._complaint:
            self._complain(self._complaint, "url")

    def _shown(self, name: str) -> str:
        value = getattr(self._feed, name)
        return str(value or "")

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    @property
    def _is_changed(self) -> bool:
        is_typed = any(self._typed(asked.name) != self._shown(asked.name) for asked in ASKED)
        return is_typed or self.query_one(Switch).is_on != self._feed.whole

    def may_quit(self) -> bool:
        """What was typed is not thrown away by quitting: say what becomes of it."""
        if self._is_changed:
            self._complain("This is not saved: enter saves it, esc leaves it.", "")
        return not self._is_changed

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Return the feed as it is to be, if it can be so."""
        numbers: dict[str, int] = {}
        for name, unit in NUMBERS.items():
            typed = self._typed(name)
            if typed and not (typed.isascii() and typed.isdigit() and int(typed[:9]) <= LARGEST):
                self._complain(f"“{typed}” is no number of {unit}.", name)
                return
            numbers[name] = int(typed or 0)
        if not self._typed("url").startswith(("http://", "https://")):
            self._complain("An address begins with http:// or https://.", "url")
            return
        try:
            self._check(self._typed("query"))
        except UsageError as error:
            self._complain(str(error), "query")
            return
        self.dismiss(
            replace(
                self._feed,
                title=self._typed("title"),
                folder=self._typed("folder"),
                url=self._typed("url"),
                query=self._typed("query"),
                interval=numbers["interval"],
                keep=numbers["keep"],
                whole=self.query_one(Switch).is_on,
            )
        )

    def action_turn(self) -> None:
        """Yes, or no."""
        self.query_one(Switch).action_turn()

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def _complain(self, message: str, name: str) -> None:
        wrong = self.query_one(".wrong", Static)
        wrong.update(Content(message))
        wrong.add_class("-said")
        if name:
            self.query_one(f"#{name}", Input).focus()


def _answer(is_on: bool) -> Content:  # noqa: FBT001 - the one thing that is asked
    return Content(YES if is_on else NO)
