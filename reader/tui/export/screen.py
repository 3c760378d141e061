"""The export screen: choose, see what it will be, write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from reader.export.written import Written
from reader.keymap import Place
from reader.store.desk import CLIPBOARD
from reader.text.clean import clean_line
from reader.tui import clipboard
from reader.tui.bindings import bindings
from reader.tui.dialogs.dialog import DialogKeys
from reader.tui.export import choice as choices
from reader.tui.export import lessons, outcome
from reader.tui.export.choice import Field, What
from reader.tui.export.form import ExportForm
from reader.tui.export.looking import LookingScreen
from reader.tui.export.outcome import OutcomeList
from reader.tui.export.picker import LinePicker, Picker, PlacePicker
from reader.tui.export.preview import Kind, ReadView, SourceView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.errors import ReaderError
    from reader.export.request import Request
    from reader.keymap import Keymap
    from reader.library import Library
    from reader.store.desk import ExportChoice
    from reader.tui.export.choice import Around
    from reader.tui.export.sample import Sample
    from reader.tui.saver import Saver

TITLES = {
    Field.WHAT: "What",
    Field.THEME: "Theme",
    Field.QUERY: "Query",
    Field.FORMAT: "Format",
    Field.BY: "Files by",
    Field.TEMPLATE: "Template",
    Field.FULL_TEXT: "Full text",
    Field.PLACE: "Into",
}


class ExportScreen(LookingScreen):
    """Chooses, shows and writes an export. What is chosen is kept, however one leaves."""

    DEFAULT_CSS = """
    ExportScreen { background: $background; }
    ExportScreen > .box { width: 100%; height: 100%; border: none; padding: 0 1; }
    ExportScreen .title { height: 1; color: $accent; text-style: bold; margin-bottom: 1; }
    ExportScreen .columns { layout: horizontal; height: 1fr; }
    ExportScreen .left { width: 50; height: 1fr; margin-right: 2; }
    ExportScreen.-wide .left { width: 66; }
    ExportScreen .right { width: 1fr; height: 1fr; border-left: solid $border; padding-left: 1; }
    ExportScreen .said { height: auto; max-height: 8; margin: 1 0; padding: 0 1; color: $foreground; }
    ExportScreen .said.-alarm { color: $text-error; text-style: bold; }
    ExportScreen .said.-done { color: $accent; text-style: bold; }
    ExportScreen .named { height: 1; color: $foreground-muted; }
    ExportScreen ReadView { display: none; height: 1fr; }
    ExportScreen .right.-read ReadView { display: block; }
    ExportScreen .right.-read SourceView { display: none; }
    ExportScreen.-narrow .columns { layout: vertical; }
    ExportScreen.-narrow .left { width: 1fr; height: auto; margin: 0; }
    ExportScreen.-narrow .right { border-left: none; border-top: solid $border; padding: 0; }
    ExportScreen.-narrow .title { margin: 0; }
    ExportScreen.-narrow .said { margin: 0; max-height: 4; }
    ExportScreen.-narrow OutcomeList { display: none; }
    ExportScreen.-narrow.at-files .left { height: 1fr; }
    ExportScreen.-narrow.at-files OutcomeList { display: block; }
    ExportScreen.-narrow.at-files .right { display: none; }
    ExportScreen > .box DialogKeys { margin-top: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (150, "-wide")]  # noqa: RUF012 - Textual's own type
    BINDINGS = bindings(Place.EXPORT)

    def __init__(
        self,
        library: Library,
        saver: Saver,
        keymap: Keymap,
        choice: ExportChoice,
        around: Around,
        *,
        keep: Callable[[ExportChoice], None],
    ) -> None:
        """Begin with `choice`; `keep` is told what is chosen when it was written, and when one leaves."""
        super().__init__()
        self.library, self.saver = library, saver
        self._keymap, self._choice, self._around, self._keep = keymap, choice, around, keep
        self._samples: tuple[Sample, ...] = ()
        self._at = 0
        self._written = Written()
        self._is_empty = self._as_source = self._at_difference = self._quits = False

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

    def on_mount(self) -> None:
        """Show what is chosen, and look what it would be."""
        self._form.focus()
        self._show_choice()
        self.look()

    # ---- parts

    @property
    def _form(self) -> ExportForm:
        return self.query_one(ExportForm)

    @property
    def _files(self) -> OutcomeList:
        return self.query_one(OutcomeList)

    @property
    def _view(self) -> ReadView | SourceView:
        """What is seen of the file."""
        is_read = self.query_one(".right").has_class("-read")
        return self.query_one(ReadView) if is_read else self.query_one(SourceView)

    def _say(self, text: str, kind: str = "") -> None:
        said = self.query_one(".said", Static)
        said.update(Content(clean_line(text)))
        said.set_class(kind == "alarm", "-alarm")
        said.set_class(kind == "done", "-done")

    def on_descendant_focus(self) -> None:
        """Where there is room for one, show what has the keys."""
        self.set_class(self._files.has_focus, "at-files")
        self._show_keys()

    def _show_keys(self) -> None:
        is_copy = choices.value_of(self._choice, Field.PLACE) == CLIPBOARD
        labels = {
            "export.write": "Copy" if is_copy else "Write",
            "export.leave": "Stop" if self.is_writing else "Leave",
            "export.choose": "Look" if self._files.has_focus else "Choose",
            "export.difference": "Preview" if self._at_difference else "Difference",
            "export.source": "As it reads" if self._as_source else "Source",
        }
        commands = [command for command in self._keymap.at(Place.EXPORT) if command.footer and command.keys]
        self.query_one(DialogKeys).show(
            [replace(command, label=labels.get(command.id, command.label)) for command in commands]
        )

    # ---- what is chosen

    def request(self) -> Request:
        """What is asked of the export."""
        return choices.request(self._choice, self._around)

    def _show_choice(self) -> None:
        self._form.show(choices.rows(self._choice, self._around))
        self._show_keys()

    def _take(self, choice: ExportChoice) -> None:
        """Take another choice, and look what it would be."""
        if choice == self._choice or self._refuse():
            return
        self._choice = choice
        self._show_choice()
        self._say("looking …")
        self.look_anew()

    def _refuse(self) -> bool:
        """While it is written nothing else is chosen."""
        if self.is_writing:
            self._say("It is being written; esc stops it.")
        return self.is_writing

    def action_turn(self, step: int) -> None:
        """The next value of the field, or the one before; in the preview, the next file."""
        field = self._form.current
        if not self._form.has_focus:
            self.action_document(step)
        elif field is not None:
            self._take(choices.turned(self._choice, field, step, self._around))

    def action_choose(self) -> None:
        """Choose a value of the field from all there are; look at the file."""
        if self._form.has_focus and self._form.current is not None:
            self.action_field(self._form.current)
        elif self._files.has_focus:
            self.action_difference()

    @on(ExportForm.Asked)
    def _asked(self, event: ExportForm.Asked) -> None:
        self.action_field(event.field)

    def action_field(self, name: str) -> None:
        """Go to a field and choose its value."""
        field = Field(name)
        if self._refuse():
            return
        self._form.focus()
        whole = {Field.THEME: What.THEME, Field.QUERY: What.QUERY}
        if field in whole and any(option.value == whole[field] for option in choices.scopes(self._around)):
            self._take(choices.chosen(self._choice, Field.WHAT, whole[field]))
        if not self._form.select(field):
            self._say(lessons.NOT_HERE[field])
        elif len(choices.options(field, self._choice, self._around)) == 2 and field in (Field.BY, Field.FULL_TEXT):
            self._take(choices.turned(self._choice, field, 1, self._around))
        else:
            self._ask(field)

    @work
    async def _ask(self, field: Field) -> None:
        """Let a value be chosen, or typed."""
        now, options = choices.value_of(self._choice, field), choices.options(field, self._choice, self._around)
        if field is Field.PLACE:
            shown = "" if now == CLIPBOARD else now
            picker: Picker = PlacePicker(TITLES[field], options, shown, "a folder, or a file: ~/Notes")
        elif field is Field.QUERY:
            picker = LinePicker(TITLES[field], options, now, "words, theme:… author:… after:7d is:starred")
        else:
            picker = Picker(TITLES[field], options, now)
        value = await self.app.push_screen_wait(picker)
        if value is None:
            return
        self._take(choices.chosen(self._choice, field, value))
        more = {What.THEME: Field.THEME, What.QUERY: Field.QUERY}.get(What(value)) if field is Field.WHAT else None
        if more is not None and self._form.select(more):
            self._ask(more)

    # ---- what it would be

    def on_looking_screen_sampled(self, event: LookingScreen.Sampled) -> None:
        """Show the first files."""
        if event.version != self.version:
            return
        name = self._samples[self._at].name if self._samples else ""
        self._samples, self._is_empty = event.samples, not event.samples
        self._at = next((at for at, each in enumerate(self._samples) if each.name == name), 0)
        self._at_difference = False
        self._show_file()

    def on_looking_screen_looked(self, event: LookingScreen.Looked) -> None:
        """Show what would become of the files; look again where something else was chosen meanwhile."""
        self.is_looking = False
        if self._quits:
            self._quit()
        elif event.version != self.version:
            self.look()
        elif event.error is not None:
            self._failed(event.error, "")
        elif event.written is not None:
            self._show_written(event.written)
            self._say(self._prospect(event.written))

    def _failed(self, error: ReaderError, before: str) -> None:
        self._say(f"{before}{error}", "alarm")
        if not self._samples or not before:
            self._samples, self._is_empty = (), False
            self._show_written(Written())
            self._show_file()

    def _prospect(self, written: Written) -> str:
        """What will be, in words."""
        place = choices.value_of(self._choice, Field.PLACE)
        if self._is_empty:
            return "There is nothing to write."
        if place == CLIPBOARD:
            return "It will be copied to the clipboard."
        if not place:
            return "Choose where it should go: i."
        return f"Will be: {outcome.counts(written)}."

    def _show_written(self, written: Written) -> None:
        self._written = written
        self._files.show(outcome.entries(written))
        self._show_file()

    def on_looking_screen_told(self, event: LookingScreen.Told) -> None:
        """Show how far it is."""
        if self.is_writing:
            self._say(f"writing {event.done:,} of {event.total:,} … esc stops")
        elif self.is_looking:
            self._say(f"looking what is there: {event.done:,} of {event.total:,} …")

    # ---- one file

    def _show_file(self) -> None:
        """Show what is looked at: a difference, a file as it reads, or as it is written."""
        right, named = self.query_one(".right"), self.query_one(".named", Static)
        difference = self._difference() if self._at_difference else ""
        sample = self._samples[self._at] if self._samples else None
        text = sample.read if sample is not None and not self._as_source and not difference else None
        right.set_class(text is not None, "-read")
        if difference:
            entry = self._files.current
            named.update(Content(clean_line(f"changes in {entry.name if entry else ''}")))
            self.query_one(SourceView).show(difference, Kind.DIFFERENCE)
        elif sample is None:
            named.update(Content(""))
            self.query_one(SourceView).show(self._lesson(), Kind.LESSON)
        else:
            count = len(self._samples)
            place = f"{self._at + 1} of {count} · " if count > 1 else ""
            more = " · its beginning" if sample.is_cut else ""
            named.update(Content(clean_line(f"{place}{sample.name}{more}")))
            if text is not None:
                self.query_one(ReadView).show(text)
            else:
                self.query_one(SourceView).show(sample.source)
        self._show_keys()

    def _lesson(self) -> str:
        if not self._is_empty:
            return ""
        return lessons.empty(What(self._choice.what), self._choice.theme, self._choice.query)

    def _difference(self) -> str:
        """What changes in the file under the cursor; empty where that is not known."""
        entry = self._files.current
        return next((said.what for said in self._written.differences if entry and said.name == entry.name), "")

    def action_document(self, step: int) -> None:
        """Preview another file."""
        if self._samples:
            self._at, self._at_difference = (self._at + step) % len(self._samples), False
            self._show_file()

    @on(OutcomeList.Moved)
    def _file_reached(self) -> None:
        entry = self._files.current
        if entry is not None and not self._at_difference:
            self._at = next((at for at, each in enumerate(self._samples) if each.name == entry.name), self._at)
        self._show_file()

    @on(OutcomeList.Chosen)
    def action_difference(self) -> None:
        """What changes in the file under the cursor, or its preview again."""
        if self._at_difference:
            self._at_difference = False
        elif self._difference():
            self._at_difference = True
        else:
            entry = self._files.current
            self._say(lessons.no_difference(entry) if entry else "It is not known yet what changes.")
        self._show_file()
        if self.has_class("-narrow") and self._at_difference:
            self._view.focus()

    def action_source(self) -> None:
        """As it reads, or as it is written."""
        self._as_source, self._at_difference = not self._as_source, False
        self._show_file()

    # ---- moving

    def action_step(self, step: int) -> None:
        """To another field or file, or a line on in the preview."""
        if self._files.has_focus:
            self._files.action_step(step)
        elif self._form.has_focus:
            self._form.action_step(step)
        else:
            self._view.scroll_to(y=self._view.scroll_offset.y + step, animate=False)

    def action_page(self, pages: int) -> None:
        """A page of the files, or of the preview."""
        if self._files.has_focus:
            self._files.action_page(pages)
            return
        view = self._view
        view.scroll_to(y=view.scroll_offset.y + pages * max(1, view.size.height - 1), animate=False)

    def action_go(self, step: int) -> None:
        """To the next field, then the files, then the preview."""
        form = self._form
        if form.has_focus and 0 <= form.cursor + step < form.count:
            form.action_step(step)
            return
        stops: list[Widget] = [form, *([self._files] if self._files.count else []), self._view]
        at = next((number for number, stop in enumerate(stops) if stop.has_focus), 0)
        stop = stops[(at + step) % len(stops)]
        if stop is form:
            form.put_cursor(0 if step > 0 else form.count - 1)
        stop.focus()

    def action_help(self) -> None:
        """The keys."""
        from reader.tui.screens.help import HelpScreen  # noqa: PLC0415 - a screen that is seldom asked for

        self.app.push_screen(HelpScreen(self._keymap, Place.EXPORT))

    # ---- writing

    def action_write(self) -> None:
        """Write what is chosen, or copy it."""
        if self._refuse():
            return
        if self._is_empty:
            self._say("There is nothing to write.")
        elif not choices.value_of(self._choice, Field.PLACE):
            self.action_field(Field.PLACE)
        else:
            self._say("writing …")
            self.begin_to_write()
            self._show_keys()

    def on_looking_screen_gathered(self, event: LookingScreen.Gathered) -> None:
        """Copy."""
        self.is_writing = False
        clipboard.copy(self.app, event.text)
        self._keep(self._choice)
        self._say(f"Copied to the clipboard: {len(event.text):,} characters.", "done")
        self._show_keys()

    def on_looking_screen_wrote(self, event: LookingScreen.Wrote) -> None:
        """Say what became of the files; what is chosen stays, so that it can be tried again."""
        self.is_writing = False
        if self._quits:
            self._quit()
            return
        if event.error is not None:
            self._failed(event.error, "Not written: ")
        else:
            self._keep(self._choice)
            self._at_difference = False
            self._show_written(event.written)
            self._say(self._report(event.written), "done" if event.written.is_whole else "")
            if self._files.count:
                self._files.focus()
        self._show_keys()

    def _report(self, written: Written) -> str:
        """What was done, in words."""
        place = choices.value_of(self._choice, Field.PLACE)
        counts = outcome.counts(written)
        if written.is_whole:
            return f"Written to {place}: {counts}."
        return f"Stopped: {counts}; the rest is as it was. {self._key_of('write')} goes on."

    def _key_of(self, name: str) -> str:
        return next(command.keys[0] for command in self._keymap.at(Place.EXPORT) if command.id == f"export.{name}")

    # ---- leaving

    def action_leave(self) -> None:
        """Stop writing; else back to the fields, and from there to the desk."""
        if self.is_writing:
            self.is_stopped = True
            self._say("stops after this file …")
        elif self._at_difference:
            self.action_difference()
        elif self.has_class("-narrow") and not self._form.has_focus:
            self._form.focus()
        else:
            self.version += 1
            self._keep(self._choice)
            self.dismiss(None)

    def may_quit(self) -> bool:
        """While files are written or looked at, only after the one that it is at."""
        if not self.is_writing and not self.is_looking:
            self._keep(self._choice)
            return True
        self._quits = self.is_stopped = True
        self.version += 1
        self._say("stops after this file, then quits …")
        return False

    def _quit(self) -> None:
        self._keep(self._choice)
        self.call_later(self.app.action_quit)
