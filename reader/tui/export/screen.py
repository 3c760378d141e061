"""The export screen: choose, see what it will be, write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from reader.errors import ReaderError
from reader.export.formats import BY_NAME, Makes
from reader.export.written import Written
from reader.keymap import Place
from reader.store.desk import CLIPBOARD
from reader.tui import clipboard
from reader.tui.bindings import bindings, shown
from reader.tui.dialogs.confirm import Confirm
from reader.tui.export import choice as choices
from reader.tui.export import outcome
from reader.tui.export.choice import Field
from reader.tui.export.choosing import ChoosingScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.keymap import Keymap
    from reader.library import Library
    from reader.library.taking_back import Edit
    from reader.store.desk import ExportChoice
    from reader.tui.export.choice import Around
    from reader.tui.export.looking import LookingScreen
    from reader.tui.saver import Saver


class ExportScreen(ChoosingScreen):
    """Chooses, shows and writes an export. What is chosen is kept, however one leaves."""

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
        take_back: Callable[[tuple[Edit, ...], Path], None],
    ) -> None:
        """Begin with `choice`; `keep` is told what is chosen when it was written, and when one leaves.

        `take_back` is asked to take notes into the library, and answers by `told_taken`.
        """
        super().__init__()
        self.library, self.saver = library, saver
        self.keymap, self.choice, self.around, self._keep = keymap, choice, around, keep
        self._take_back = take_back
        self._is_ready = self._is_awaited = self._quits = False

    def on_mount(self) -> None:
        """Show what is chosen; look what it would be as soon as it is known which templates there are."""
        self.form.focus()
        self.show_choice()
        self.find_templates()

    def on_looking_screen_templates_known(self, event: LookingScreen.TemplatesKnown) -> None:
        """Begin, and do what was asked for meanwhile."""
        self._is_ready, self.around = True, replace(self.around, templates=event.templates)
        self.show_choice()
        if event.error is not None:
            self.say(str(event.error), "alarm")
        if self._is_awaited:
            self.action_write()
        else:
            self.look()

    # ---- what it would be

    def on_looking_screen_sampled(self, event: LookingScreen.Sampled) -> None:
        """Show the first files."""
        if event.version != self.version:
            return
        name = self.samples[self.at].name if self.samples else ""
        self.samples, self.is_empty = event.samples, not event.samples
        self.at = next((at for at, each in enumerate(self.samples) if each.name == name), 0)
        self.at_difference = False
        self.show_file()

    def look(self) -> None:
        """See what would become of it, once the templates are known."""
        if self._is_ready:
            super().look()

    def on_looking_screen_looked(self, event: LookingScreen.Looked) -> None:
        """Show what would become of the files; look again where something else was chosen meanwhile."""
        self.is_looking = False
        if self._quits:
            self._quit()
        elif event.version != self.version:
            if self.is_wanted:
                self.look()
        elif event.error is not None:
            self._failed(event.error, "")
        elif event.written is not None:
            self.edits = event.edits.notes if event.edits else ()
            self.show_written(event.written)
            self.say(self._prospect(event.written))

    def _failed(self, error: ReaderError, before: str) -> None:
        self.say(f"{before}{error}", "alarm")
        if not self.samples or not before:
            self.samples, self.is_empty = (), False
            self.show_written(Written())
            self.show_file()

    def _prospect(self, written: Written) -> str:
        """What will be, in words."""
        place = choices.value_of(self.choice, Field.PLACE)
        if self.is_empty:
            return "There is nothing to write."
        if place == CLIPBOARD:
            return "It will be copied to the clipboard."
        if not place:
            return f"Choose where it should go: {self._key_of('place')}."
        return f"Will be: {outcome.counts(written)}.{self._more(written)}"

    def _more(self, written: Written) -> str:
        """What can be done about what is left or was changed."""
        more = ""
        if self.edits:
            count, key = len(self.edits), self._key_of("take_back")
            it, notes = ("it", "1 note") if count == 1 else ("them", f"{count:,} notes")
            more += f" You changed {notes} in the files: {key} takes {it} back."
        if written.left and self._can_replace:
            more += f" {self._key_of('replace')} replaces what is left."
        return more

    def on_looking_screen_told(self, event: LookingScreen.Told) -> None:
        """Show how far it is."""
        done = f"{event.done:,} of {event.total:,}" if event.total else f"{event.done:,} gathered"
        if self.is_writing:
            self.say(f"writing {done} … {self._key_of('leave')} stops")
        elif self.is_looking:
            self.say(f"looking what is there: {done} …")

    def action_help(self) -> None:
        """The keys."""
        from reader.tui.screens.help import HelpScreen  # noqa: PLC0415 - a screen that is seldom asked for

        self.app.push_screen(HelpScreen(self.keymap, Place.EXPORT))

    # ---- notes that were changed in the files

    def action_take_back(self) -> None:
        """Take notes into the library that were changed in the files."""
        if self.refuse():
            return
        if self.edits:
            self._ask_edits()
        else:
            self.say("No note was changed in the files.")

    @work
    async def _ask_edits(self) -> None:
        from reader.tui.export.take_back import TakeBack  # noqa: PLC0415 - a question that is seldom asked

        edits, place = self.edits, self.request().place
        taken = await self.app.push_screen_wait(TakeBack(edits))
        if taken and place is not None and edits == self.edits:
            self._take_back(taken, place)

    def told_taken(self, taken: frozenset[str] | ReaderError) -> None:
        """Look again, now that the library has those notes; or say why it does not."""
        if isinstance(taken, ReaderError):
            self.say(f"Not taken back: {taken}", "alarm")
            return
        self.taken |= taken
        count = len(taken)
        self.say(f"{count:,} note{'' if count == 1 else 's'} taken back …", "done")
        self.look_anew()

    # ---- writing

    @property
    def _can_replace(self) -> bool:
        """Are files replaced as a whole, and a copy kept? Notes are always merged."""
        wanted = self.request()
        if self.library.read_only:
            return False
        return BY_NAME[wanted.format].makes is not Makes.NOTES or bool(wanted.template)

    def action_replace(self) -> None:
        """Replace what was left, if the person says so."""
        if self.refuse():
            return
        if not self.written.left or not self._can_replace:
            self.say("Nothing is left that could be replaced.")
        else:
            self._ask_to_replace(len(self.written.left))

    @work
    async def _ask_to_replace(self, count: int) -> None:
        files = "1 file that is" if count == 1 else f"{count:,} files that are"
        question = (
            f"Replace {files} no export, or edited since? What is there now is kept: `reader export --restore` has it."
        )
        if await self.app.push_screen_wait(Confirm(question, yes="Replace", no="Leave it")):
            self._write_now(replacing=True)

    def _write_now(self, *, replacing: bool = False) -> None:
        self.say("writing …")
        self.begin_to_write(replacing=replacing)
        self.show_keys()

    def action_write(self) -> None:
        """Write what is chosen, or copy it; while the templates are looked for, after that."""
        if self.refuse():
            return
        self._is_awaited = not self._is_ready
        if self._is_awaited:
            return
        if self.is_empty:
            self.say("There is nothing to write.")
        elif not choices.value_of(self.choice, Field.PLACE):
            self.action_field(Field.PLACE)
        else:
            self._write_now()

    def on_looking_screen_gathered(self, event: LookingScreen.Gathered) -> None:
        """Copy."""
        self.is_writing = False
        clipboard.copy(self.app, event.text)
        self._keep(self.choice)
        self.say(f"Copied to the clipboard: {len(event.text):,} characters.", "done")
        self.show_keys()

    def on_looking_screen_wrote(self, event: LookingScreen.Wrote) -> None:
        """Say what became of the files; what is chosen stays, so that it can be tried again."""
        self.is_writing = False
        if event.error is not None:
            self._quits = False
            self._failed(event.error, "Not written: ")
        elif self._quits:
            self._quit()
        else:
            self._keep(self.choice)
            self.at_difference, self.taken = False, frozenset()
            self.show_written(replace(event.written, differences=self.written.differences))
            self.say(self._report(event.written), "done" if event.written.is_whole else "")
            if self.files.count:
                self.files.focus()
                self.follow()
            if not self.samples:
                self.sample()
        self.show_keys()

    def _report(self, written: Written) -> str:
        """What was done, in words."""
        place = choices.value_of(self.choice, Field.PLACE)
        counts = outcome.counts(written)
        if written == Written():
            return "There is nothing to write."
        if written.is_whole:
            return f"Written to {place}: {counts}.{self._more(written)}"
        return f"Stopped: {counts}; the rest is as it was. {self._key_of('write')} goes on."

    def _key_of(self, name: str) -> str:
        command = next(each for each in self.keymap.at(Place.EXPORT) if each.id == f"export.{name}")
        return shown(command.keys[0]) if command.keys else f"“{command.label}”"

    # ---- leaving

    def action_leave(self) -> None:
        """Stop writing; else back to the fields, and from there to the desk."""
        if self.is_writing:
            self.is_stopped = True
            self.say("stops after this file …")
        elif self.at_difference:
            self.action_difference()
        elif self.has_class("-narrow") and not self.form.has_focus:
            self.form.focus()
        else:
            self.version += 1
            self._keep(self.choice)
            self.dismiss(None)

    def may_quit(self) -> bool:
        """While files are written or looked at, only after the one that it is at."""
        if not self.is_writing and not self.is_looking:
            self._keep(self.choice)
            return True
        self._quits = self.is_stopped = True
        self.version += 1
        self.say("stops after this file, then quits …")
        return False

    def _quit(self) -> None:
        self._keep(self.choice)
        self.call_later(self.app.action_quit)
