"""The export screen's choosing: each field turned, chosen from what there is, or typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work

from reader.store.desk import CLIPBOARD
from reader.tui.export import choice as choices
from reader.tui.export import lessons
from reader.tui.export.choice import Field, What
from reader.tui.export.form import ExportForm
from reader.tui.export.picker import LinePicker, Picker, PlacePicker
from reader.tui.export.showing import ShowingScreen

if TYPE_CHECKING:
    from reader.export.request import Request
    from reader.store.desk import ExportChoice

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


class ChoosingScreen(ShowingScreen):
    """The part of the export screen that chooses."""

    def request(self) -> Request:
        """What is asked of the export."""
        return choices.request(self.choice, self.around)

    def show_choice(self) -> None:
        """Show what is chosen, and what the keys do then."""
        self.form.show(choices.rows(self.choice, self.around))
        self.show_keys()

    def _take(self, choice: ExportChoice) -> None:
        """Take another choice, and look what it would be."""
        if choice == self.choice or self.refuse():
            return
        self.choice, self.taken, self.edits = choice, frozenset(), ()
        self.written = replace(self.written, differences=())
        self.show_choice()
        self.say("looking …")
        self.look_anew()

    def refuse(self) -> bool:
        """While it is written nothing else is chosen."""
        if self.is_writing:
            self.say("It is being written; esc stops it.")
        return self.is_writing

    def action_turn(self, step: int) -> None:
        """The next value of the field, or the one before; in the preview, the next file."""
        field = self.form.current
        if not self.form.has_focus:
            self.action_document(step)
        elif field is not None:
            self._take(choices.turned(self.choice, field, step, self.around))

    def action_choose(self) -> None:
        """Choose a value of the field from all there are; look at the file."""
        if self.form.has_focus and self.form.current is not None:
            self.action_field(self.form.current)
        elif self.files.has_focus:
            self.look_at_file()

    @on(ExportForm.Asked)
    def _asked(self, event: ExportForm.Asked) -> None:
        self.action_field(event.field)

    def action_field(self, name: str) -> None:
        """Go to a field and choose its value."""
        field = Field(name)
        if self.refuse():
            return
        self.form.focus()
        whole = {Field.THEME: What.THEME, Field.QUERY: What.QUERY}
        if field in whole and any(option.value == whole[field] for option in choices.scopes(self.around)):
            self._take(choices.chosen(self.choice, Field.WHAT, whole[field]))
        if not self.form.select(field):
            self.say(lessons.NOT_HERE[field])
        elif len(choices.options(field, self.choice, self.around)) == 2 and field in (Field.BY, Field.FULL_TEXT):
            self._take(choices.turned(self.choice, field, 1, self.around))
        else:
            self._ask(field)

    @work
    async def _ask(self, field: Field) -> None:
        """Let a value be chosen, or typed."""
        now, options = choices.value_of(self.choice, field), choices.options(field, self.choice, self.around)
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
        self._take(choices.chosen(self.choice, field, value))
        more = {What.THEME: Field.THEME, What.QUERY: Field.QUERY}.get(What(value)) if field is Field.WHAT else None
        if more is not None and self.form.select(more):
            self._ask(more)
