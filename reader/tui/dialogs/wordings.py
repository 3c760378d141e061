"""Two wordings of a note, side by side, to choose between."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.quote import Quote
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.model.annotation import Annotation


class Wordings(Dialog["str | None"]):
    """Asks which wording stays: `mine`, `theirs` or `both`; None when the person left."""

    DEFAULT_CSS = """
    Wordings > .box { width: 96; }
    Wordings Horizontal { height: auto; max-height: 1fr; }
    Wordings VerticalScroll { width: 1fr; height: auto; max-height: 18; margin-right: 3; }
    Wordings VerticalScroll Static { width: 1fr; height: auto; }
    Wordings .whose { color: $accent; text-style: bold; }
    Wordings.-high VerticalScroll { max-height: 8; }
    Wordings.-middling VerticalScroll { max-height: 5; }
    Wordings.-low VerticalScroll { max-height: 3; }
    Wordings.-middling Quote, Wordings.-low Quote { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,1", "choose('mine')", "Mine", id="wordings.mine"),
        Binding("t,2", "choose('theirs')", "Theirs", id="wordings.theirs"),
        Binding("b,3", "choose('both')", "Both", id="wordings.both"),
        Binding("escape,q", "leave", "Decide later", id="wordings.leave"),
        Binding("down,j", "scroll(1)", "Down", id="wordings.down", show=False),
        Binding("up,k", "scroll(-1)", "Up", id="wordings.up", show=False),
    ]

    def __init__(self, mine: Annotation, theirs: Annotation, *, shown: Annotation, is_known: bool) -> None:
        """Show two versions of a note, of which one is `shown` now and the other waits.

        `is_known`: it is known which one was written here; else they are told apart by what is shown.
        """
        super().__init__()
        self._mine, self._theirs, self._shown = mine, theirs, shown
        self._names = ("Mine", "Theirs") if is_known else ("Shown now", "The other")

    def compose(self) -> ComposeResult:
        """The words that both are about, both, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "Two wordings of one note"
            quote = " ".join(self._mine.target.quote.exact.split())
            if quote:
                yield Quote(quote, 2)
            with Horizontal():
                for whose, version in zip(self._names, (self._mine, self._theirs), strict=True):
                    with VerticalScroll(can_focus=False):
                        written = f"{version.modified.astimezone():%Y-%m-%d %H:%M}"
                        now = ", shown now" if version is self._shown and whose != "Shown now" else ""
                        yield Static(f"{whose}{now} · {written}", markup=False, classes="whose")
                        yield Static(version.note, markup=False)
            yield DialogKeys(
                Button("mine", ("m",), "choose('mine')", self._names[0]),
                Button("theirs", ("t",), "choose('theirs')", self._names[1]),
                Button("both", ("b",), "choose('both')", "Both"),
                Button("leave", ("escape",), "leave", "Decide later"),
            )

    def action_choose(self, which: str) -> None:
        """Keep a wording."""
        self.dismiss(which)

    def action_scroll(self, step: int) -> None:
        """Read on, in both."""
        for column in self.query(VerticalScroll):
            column.scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        """Leave both as they are."""
        self.dismiss(None)
