"""What the export screen shows: the fields, what becomes of the files, and one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from reader.export.written import Written
from reader.keymap import Place
from reader.store.desk import CLIPBOARD
from reader.text.clean import clean_line
from reader.tui.dialogs.dialog import DialogKeys
from reader.tui.export import choice as choices
from reader.tui.export import lessons, outcome
from reader.tui.export.choice import Field, What
from reader.tui.export.form import ExportForm
from reader.tui.export.looking import LookingScreen
from reader.tui.export.outcome import OutcomeList
from reader.tui.export.preview import Kind, ReadView, SourceView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.keymap import Keymap
    from reader.library.taking_back import Edit
    from reader.store.desk import ExportChoice
    from reader.tui.export.choice import Around
    from reader.tui.export.sample import Sample


class ShowingScreen(LookingScreen):
    """The part of the export screen that shows."""

    DEFAULT_CSS = """
    ShowingScreen { background: $background; }
    ShowingScreen > .box { width: 100%; height: 100%; border: none; padding: 0 1; }
    ShowingScreen .title { height: 1; color: $accent; text-style: bold; margin-bottom: 1; }
    ShowingScreen .columns { layout: horizontal; height: 1fr; }
    ShowingScreen .left { width: 50; height: 1fr; margin-right: 2; }
    ShowingScreen.-wide .left { width: 66; }
    ShowingScreen .right { width: 1fr; height: 1fr; border-left: solid $border; padding-left: 1; }
    ShowingScreen .said { height: auto; max-height: 8; margin: 1 0; padding: 0 1; color: $foreground; }
    ShowingScreen .said.-alarm { color: $text-error; text-style: bold; }
    ShowingScreen .said.-done { color: $accent; text-style: bold; }
    ShowingScreen .named { height: 1; color: $foreground-muted; }
    ShowingScreen ReadView { display: none; height: 1fr; }
    ShowingScreen .right.-read ReadView { display: block; }
    ShowingScreen .right.-read SourceView { display: none; }
    ShowingScreen.-narrow .columns { layout: vertical; }
    ShowingScreen.-narrow .left { width: 1fr; height: auto; margin: 0; }
    ShowingScreen.-narrow .right { border-left: none; border-top: solid $border; padding: 0; }
    ShowingScreen.-narrow .title { margin: 0; }
    ShowingScreen.-narrow .said { margin: 0; max-height: 4; }
    ShowingScreen.-narrow OutcomeList { display: none; }
    ShowingScreen.-narrow.at-files .left { height: 1fr; }
    ShowingScreen.-narrow.at-files OutcomeList { display: block; }
    ShowingScreen.-narrow.at-files .right { display: none; }
    ShowingScreen > .box DialogKeys { margin-top: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (150, "-wide")]  # noqa: RUF012 - Textual's own type

    keymap: Keymap
    choice: ExportChoice
    """What is chosen."""

    around: Around
    samples: tuple[Sample, ...] = ()
    """The first files."""

    at = 0
    """Which of them is seen."""

    written = Written()
    """What will become of the files, or did."""

    edits: tuple[Edit, ...] = ()
    """Notes that were changed in the files."""

    is_empty = as_source = at_difference = False

    def compose(self) -> ComposeResult:
        """The fields and the files; the preview; the keys."""
        with Vertical(classes="box"):
            yield Static("Export", classes="title", markup=False)
            with Horizontal(classes="columns"):
                with Vertical(classes="left"):
                    yield ExportForm()
                    yield Static("", classes="said", markup=False)
                    yield OutcomeList()
                with Vertical(classes="right"):
                    yield Static("", classes="named", markup=False)
                    yield ReadView()
                    yield SourceView()
            yield DialogKeys()

    # ---- parts

    @property
    def form(self) -> ExportForm:
        """The fields."""
        return self.query_one(ExportForm)

    @property
    def files(self) -> OutcomeList:
        """The files."""
        return self.query_one(OutcomeList)

    @property
    def view(self) -> ReadView | SourceView:
        """What is seen of the file."""
        is_read = self.query_one(".right").has_class("-read")
        return self.query_one(ReadView) if is_read else self.query_one(SourceView)

    def say(self, text: str, kind: str = "") -> None:
        """Say how it stands; `kind` is `alarm` for what is bad, `done` for what is done."""
        said = self.query_one(".said", Static)
        said.update(Content(clean_line(text)))
        said.set_class(kind == "alarm", "-alarm")
        said.set_class(kind == "done", "-done")

    def on_descendant_focus(self) -> None:
        """Where there is room for one, show what has the keys."""
        self.set_class(self.files.has_focus, "at-files")
        self.show_keys()

    def show_keys(self) -> None:
        """Show what the keys do now."""
        is_copy = choices.value_of(self.choice, Field.PLACE) == CLIPBOARD
        labels = {
            "export.write": "Copy" if is_copy else "Write",
            "export.leave": "Stop" if self.is_writing else "Leave",
            "export.choose": "Look" if self.files.has_focus else "Choose",
            "export.difference": "Preview" if self.at_difference else "Difference",
            "export.source": "As it reads" if self.as_source else "Source",
        }
        commands = [command for command in self.keymap.at(Place.EXPORT) if command.footer and command.keys]
        self.query_one(DialogKeys).show(
            [replace(command, label=labels.get(command.id, command.label)) for command in commands]
        )

    # ---- the files

    def show_written(self, written: Written) -> None:
        """Show what becomes of the files."""
        self.written = written
        self.files.show(outcome.entries(written, self.edits))
        self.show_file()

    # ---- one file

    def show_file(self) -> None:
        """Show what is looked at: a difference, a file as it reads, or as it is written."""
        right, named = self.query_one(".right"), self.query_one(".named", Static)
        difference = self._difference() if self.at_difference else ""
        sample = self.samples[self.at] if self.samples else None
        text = sample.read if sample is not None and not self.as_source and not difference else None
        right.set_class(text is not None, "-read")
        if difference:
            entry = self.files.current
            named.update(Content(clean_line(f"changes in {entry.name if entry else ''}")))
            self.query_one(SourceView).show(difference, Kind.DIFFERENCE)
        elif sample is None:
            named.update(Content(""))
            self.query_one(SourceView).show(self._lesson(), Kind.LESSON)
        else:
            count = len(self.samples)
            place = f"{self.at + 1} of {count} · " if count > 1 else ""
            more = " · its beginning" if sample.is_cut else ""
            named.update(Content(clean_line(f"{place}{sample.name}{more}")))
            if text is not None:
                self.query_one(ReadView).show(text)
            else:
                self.query_one(SourceView).show(sample.source)
        self.show_keys()

    def _lesson(self) -> str:
        if not self.is_empty:
            return ""
        return lessons.empty(What(self.choice.what), self.choice.theme, self.choice.query)

    def _difference(self) -> str:
        """What changes in the file under the cursor; empty where that is not known."""
        entry = self.files.current
        return next((said.what for said in self.written.differences if entry and said.name == entry.name), "")

    def action_document(self, step: int) -> None:
        """Preview another file."""
        if self.samples:
            self.at, self.at_difference = (self.at + step) % len(self.samples), False
            self.show_file()

    @on(OutcomeList.Moved)
    def follow(self) -> None:
        """Preview the file under the cursor, if it is among those that are seen."""
        entry = self.files.current
        if entry is not None and not self.at_difference:
            self.at = next((at for at, each in enumerate(self.samples) if each.name == entry.name), self.at)
        self.show_file()

    @on(OutcomeList.Chosen)
    def look_at_file(self) -> None:
        """Look what changes in a file; at a note that was changed there, whether it comes back."""
        entry = self.files.current
        if entry is not None and entry.sign == outcome.EDITED:
            self.action_take_back()
        else:
            self.action_difference()

    def action_difference(self) -> None:
        """What changes in the file under the cursor, or its preview again."""
        if self.at_difference:
            self.at_difference = False
        elif self._difference():
            self.at_difference = True
        else:
            entry = self.files.current
            self.say(lessons.no_difference(entry) if entry else "It is not known yet what changes.")
        self.show_file()
        if self.has_class("-narrow") and self.at_difference:
            self.view.focus()

    def action_take_back(self) -> None:
        """Take notes into the library that were changed in the files."""
        raise NotImplementedError

    def action_source(self) -> None:
        """As it reads, or as it is written."""
        if self.samples and self.samples[self.at].read is None and not self.at_difference:
            self.say(lessons.NO_READING)
            return
        self.as_source, self.at_difference = not self.as_source, False
        self.show_file()

    # ---- moving

    def action_step(self, step: int) -> None:
        """To another field or file, or a line on in the preview."""
        if self.files.has_focus:
            self.files.action_step(step)
        elif self.form.has_focus:
            self.form.action_step(step)
        else:
            self.view.scroll_to(y=self.view.scroll_offset.y + step, animate=False)

    def action_page(self, pages: int) -> None:
        """A page of the files, or of the preview."""
        if self.files.has_focus:
            self.files.action_page(pages)
            return
        view = self.view
        view.scroll_to(y=view.scroll_offset.y + pages * max(1, view.size.height - 1), animate=False)

    def action_go(self, step: int) -> None:
        """To the next field, then the files, then the preview."""
        form = self.form
        if form.has_focus and 0 <= form.cursor + step < form.count:
            form.action_step(step)
            return
        stops: list[Widget] = [form, *([self.files] if self.files.count else []), self.view]
        at = next((number for number, stop in enumerate(stops) if stop.has_focus), 0)
        stop = stops[(at + step) % len(stops)]
        if stop is form:
            form.put_cursor(0 if step > 0 else form.count - 1)
        stop.focus()
