"""The desk: list, text and notes side by side, as many as there is room for."""

from __future__ import annotations

import gc
from asyncio import to_thread
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal

from reader.keymap import Place
from reader.settings import AUTO
from reader.store import desk as desks
from reader.tui.bindings import bindings, run
from reader.tui.divider import Divider
from reader.tui.ground import ground_colors
from reader.tui.key_line import KeyLine
from reader.tui.painting.palette import PALETTES
from reader.tui.screens import next_start
from reader.tui.screens.taking import TakingDesk
from reader.tui.screens.typography import own_language

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.keymap import Keymap
    from reader.library import Library
    from reader.settings import Settings
    from reader.store.desk import Desk
    from reader.tui.last_frame import Frames
    from reader.tui.selection_bar import SelectionBar

PLACES = ("list", "page", "notes")


class DeskScreen(TakingDesk):
    """Joins the panes; everything it can do is in its parts."""

    BINDINGS = bindings(Place.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (140, "-wide")]  # noqa: RUF012 - Textual's own type
    BLANK = True

    def __init__(
        self,
        library: Library,
        keymap: Keymap,
        settings: Settings,
        desk_state: Desk,
        frames: Frames,
        *,
        opening: str = "",
    ) -> None:
        """Show `library` as it was left; `opening` is the id of an article to open at once."""
        super().__init__(library, keymap)
        self.settings, self.desk_state, self.frames = settings, desk_state, frames
        self.pen, self.sort = desk_state.themes, desk_state.sort
        self._changed, self._on_the_way, self._given_up = {}, [], []
        self._opening = opening

    def compose(self) -> ComposeResult:
        """The list; below it the lines that say where one is and what one can do."""
        with Horizontal(id="panes"):
            yield self.articles
            yield Divider(id="list-divider")
        yield self.status
        yield self.key_line

    def on_mount(self) -> None:
        """Show the last state at once, then look at the files."""
        self.library.tell = self.hear
        self.show_place("list")
        self.articles.focus()
        self.articles.watch_place = self.place_changed
        self.fill(keep=self._opening or self.desk_state.article, near=self.desk_state.row)
        if self.frames.are_held:
            # The last frame is looked at meanwhile.
            self.furnish()
        else:
            self.call_after_refresh(self.furnish)

    @work(group="furnish")
    async def furnish(self) -> None:
        """Put text and notes on the desk, then look at the files."""
        await to_thread(_load)
        from reader.tui.dialogs.line_prompt import LinePrompt  # noqa: PLC0415 - loaded a moment ago
        from reader.tui.panes.notes import NotesPane  # noqa: PLC0415
        from reader.tui.panes.reader import ReaderPane  # noqa: PLC0415
        from reader.tui.selection_bar import SelectionBar  # noqa: PLC0415

        self.page, self.notes = ReaderPane(self.keymap, id="page"), NotesPane(id="notes")
        self.prompt, self.bar = LinePrompt(), SelectionBar()
        self.page.typesetting = self.typesetting()
        self.page.is_folding = self.desk_state.fold
        self.page.language = own_language()
        self.page.watch_place = self.place_changed
        self.page.before_jump = self.remember_spot
        self.page.end_moved = self.keep_end
        await self.query_one("#panes").mount(self.page, Divider(id="notes-divider"), self.notes)
        await self.mount(self.prompt, self.bar)
        self.is_furnished = True
        if not gc.isenabled():
            # Nothing that was loaded to start with goes away again: it need not be looked through.
            gc.freeze()
            gc.enable()
        if self.frames.are_held:
            await next_start.laid_out(self)
            await next_start.laid_out(self)  # the panes may scroll when they know their size
            self.frames.release(self)
        self._begin()
        # A short text is compiled anew each time it is opened, and loading what does it takes longer than that.
        await to_thread(import_module, "reader.text.compile")

    def _begin(self) -> None:
        self.known_themes()
        self.notice_files()
        self.look_at_files()
        self.watch_folders()
        complaints = getattr(self.app, "complaints", ())
        if complaints:
            self.say("; ".join(complaints), alarm=True)
        if self._opening:
            self.open_article(self._opening)
        if self.arrived is not None:
            self.post_message(self.arrived)
        self.tell_news()

    # ---- places

    def show_place(self, place: str) -> None:
        """Bring a pane to the front where there is no room for all."""
        for name in PLACES:
            self.set_class(name == place, f"at-{name}")

    def _panes(self) -> list[Widget]:
        panes: list[Widget] = [self.articles]
        if self.session is not None:
            panes += [self.page, self.notes]
        return panes if self.fetch_list is None else [*panes, self.fetch_list]

    def action_focus_pane(self, step: int) -> None:
        """To the next pane."""
        panes = self._panes()
        at = next((index for index, pane in enumerate(panes) if pane.has_focus), 0)
        self.go_to(panes[(at + step) % len(panes)])

    def leave_zen(self) -> None:
        """The text with its list and notes."""
        self.remove_class("zen")
        if self.is_furnished:
            self.page.show_marginalia(shown=True)

    def go_to(self, pane: Widget) -> None:
        """Bring a pane to the front, and the keys to it."""
        self.leave_zen()
        if pane is self.notes:
            self.remove_class("no-notes")
        if pane.id in PLACES:
            self.show_place(pane.id)
        pane.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the keys of the pane that has them."""
        if event.widget.id in PLACES:
            self.show_place(event.widget.id)
        self.show_keys()
        self.place_changed(keeps_message=True)

    def show_keys(self) -> None:
        """Fill the footer."""
        places = {
            "page": (Place.MARKING, Place.MOVING),
            "notes": (Place.NOTES,),
            "fetching": (Place.FETCHING,),
        }.get(self.focused.id or "" if self.focused else "", (Place.LIST,))
        named = {"everywhere.search": "Filter", "everywhere.back": "Quit"} if Place.LIST in places else {}
        self.key_line.show(
            [
                replace(command, label=named.get(command.id, command.label))
                for command in self.keymap.at(*places, Place.EVERYWHERE)
                if command.footer and (self.is_fetching or command.id != "fetching.stop")
            ]
        )

    # ---- everywhere

    @on(KeyLine.Pressed)
    async def _pressed(self, event: KeyLine.Pressed) -> None:
        if self.is_furnished:
            self.page.keep_end()
        await run(self.focused or self, event.command.action)

    async def on_selection_bar_chosen(self, event: SelectionBar.Chosen) -> None:
        """Do what was chosen with the mouse."""
        self.page.focus()
        await run(self.page, event.action)

    def action_help(self) -> None:
        """Help for this place."""
        from reader.tui.screens.help import HelpScreen  # noqa: PLC0415 - a screen that is seldom asked for

        place = {"page": Place.MOVING, "notes": Place.NOTES, "fetching": Place.FETCHING}.get(
            self.focused.id or "" if self.focused else "", Place.LIST
        )
        self.app.push_screen(HelpScreen(self.keymap, place))

    def action_command_palette(self) -> None:
        """Every action and every article."""
        from reader.tui.commands import Palette  # noqa: PLC0415 - not needed to start

        self.app.push_screen(Palette())

    def action_zen(self) -> None:
        """The text alone."""
        if self.session is not None:
            self.toggle_class("zen")
            self.page.show_marginalia(shown=not self.has_class("zen"))
            self.show_place("page")
            self.page.focus()

    def action_toggle_notes(self) -> None:
        """Show or hide the notes."""
        if self.session is None:
            return
        if self.has_class("-wide"):
            if self.notes.has_focus:
                self.go_to(self.page)
            self.toggle_class("no-notes")
        else:
            self.go_to(self.page if self.notes.has_focus else self.notes)

    def action_next_colors(self) -> None:
        """The next of our colour themes; after the last, the one for the terminal's ground."""
        names = list(PALETTES)
        chosen = self.desk_state.colors or self.settings.colors
        if chosen in names:
            wanted = next(iter(names[names.index(chosen) + 1 :]), "")
        else:
            wanted = next(name for name in names if name != self.app.theme)
        self.desk_state = replace(self.desk_state, colors=wanted or AUTO)
        self.app.theme = wanted or ground_colors(self.desk_state)
        self.say(f"colours: {wanted or 'as the terminal’s ground is'}")

    def know_ground(self, ground: str) -> None:
        """Take the palette for the terminal's ground, `light` or `dark`, unless another was chosen."""
        self.desk_state = replace(self.desk_state, ground=ground)
        if (self.desk_state.colors or self.settings.colors) == AUTO:
            self.app.theme = ground_colors(self.desk_state)

    def action_escape(self) -> None:
        """Leave the mode, the overlay, the pane; never quit."""
        self._alarm = False
        if self.is_furnished and self.page.has_focus and self.page.leave():
            pass
        elif self.has_class("zen"):
            self.leave_zen()
        elif self.is_furnished and self.notes.has_focus:
            self.go_to(self.page)
        elif self.is_furnished and self.page.has_focus:
            self.go_to(self.articles)
        elif self.articles.clear_choice():
            pass
        elif self.wanted:
            self.filter_list("")
        self.place_changed()

    async def action_leave(self) -> None:
        """Back; from the list, quit."""
        if self.has_class("zen"):
            self.leave_zen()
        elif self.is_furnished and self.notes.has_focus:
            self.go_to(self.page)
        elif self.is_furnished and self.page.has_focus:
            self.go_to(self.articles)
        else:
            self.quit_when_saved()

    async def action_quit(self) -> None:
        """Quit anywhere."""
        await self.app.action_quit()

    def action_suspend_process(self) -> None:
        """To the shell."""
        self.app.action_suspend_process()

    @work(exclusive=True, group="quit")
    async def quit_when_saved(self) -> None:
        """Quit as soon as everything is on the disk; ask when it cannot be."""
        self.keep_position()
        if not await self._may_go():
            return
        await self.end_fetching()
        await self.end_taking()
        # One may have gone on marking until what was landing had landed.
        if not self.saver.is_idle and not await self._may_go():
            return
        if self.hide_panel():
            await next_start.laid_out(self)
        self.stop_noticing()
        current = self.articles.current
        self.desk_state = state = replace(
            self.desk_state,
            article=current.article.id if current else "",
            row=self.articles.cursor,
            sort=self.sort,
            themes=self.pen,
        )
        desks.save(self.library.root, state)
        self.frames.last = await next_start.frame(self, state)
        self.app.exit(0)

    async def _may_go(self) -> bool:
        """Wait until everything is on the disk; where it cannot be, ask."""
        if not self.saver.is_idle:
            self.say("saving …")
        if await self.run_worker(self.saver.finish, thread=True, group="finish").wait():
            return True
        from reader.tui.dialogs.confirm import Confirm  # noqa: PLC0415 - a question that is seldom asked

        question = f"{self.saver.outstanding} could not be saved. Quit and lose what is not on the disk?"
        may_go = await self.app.push_screen_wait(Confirm(question, yes="Quit", no="Stay"))
        return bool(may_go)


def _load() -> None:
    """Load what reading needs."""
    for name in (
        "reader.session",
        "reader.tui.panes.reader",
        "reader.tui.panes.notes",
        "reader.tui.dialogs.line_prompt",
        "reader.tui.selection_bar",
        "reader.library.changing",
    ):
        import_module(name)
