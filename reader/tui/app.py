"""The app: one library on one desk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.filter import Monochrome, NoColor

from reader.keymap import build
from reader.settings import AUTO
from reader.store import desk as desks
from reader.tui.bindings import rebound
from reader.tui.ground import ground_colors, may_ask
from reader.tui.last_frame import Frames
from reader.tui.painting.gate import Gate
from reader.tui.painting.palette import PALETTES
from reader.tui.screens.desk import DeskScreen
from reader.tui.typeahead import Typeahead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen

    from reader.library import Library
    from reader.settings import Settings
    from reader.snapshot import Shown
    from reader.tui.ground import GroundKnown


class ReaderApp(App[int]):
    """Reader in a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "Reader"
    ENABLE_COMMAND_PALETTE = False
    """The desk has a palette of its own."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Library,
        settings: Settings,
        *,
        opening: str = "",
        shown: Shown | None = None,
        templates: Path | None = None,
    ) -> None:
        """Show `library`; `opening` is the article to open at once, `shown` a frame that stands there already.

        `templates` is the folder with a person's own.
        """
        self._gate: LineFilter = Gate()
        super().__init__()
        self.library, self.settings, self._opening, self._templates = library, settings, opening, templates
        self.frames = Frames(shown)
        self._typeahead = Typeahead(self, super().on_event, self._is_busy)
        self.keymap, problems = build(settings.keys)
        self.complaints = (*settings.problems, *problems)
        """What is wrong with the configuration."""
        self.desk_state = desks.load(library.root)
        has_few = self.no_color or self.console.color_system in {None, "standard", "windows"}
        for palette in PALETTES.values():
            self.register_theme(palette.theme(is_native=has_few))
        if settings.colors not in {AUTO, *self.available_themes}:
            self.complaints += (f"reader.toml: there are no colours called {settings.colors!r}",)
        wanted = self.desk_state.colors or settings.colors
        self.theme = wanted if wanted in self.available_themes else ground_colors(self.desk_state)
        self.asks_ground = may_ask(os.environ) and wanted not in self.available_themes
        """Is the terminal to be asked whether its ground is light or dark?"""
        self.set_keymap(rebound(self.keymap))

    def on_ground_known(self, message: GroundKnown) -> None:
        """Take the palette for the terminal's ground, unless another was chosen."""
        desk = self.screen_stack[0]
        if isinstance(desk, DeskScreen):
            desk.know_ground("dark" if message.is_dark else "light")

    def get_default_screen(self) -> Screen[Any]:
        """The desk."""
        desk = DeskScreen(self.library, self.keymap, self.settings, self.desk_state, self.frames, opening=self._opening)
        desk.templates_folder = self._templates
        return desk

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on one after the other, also when they come faster than the screen can change."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._typeahead.take(event)
        else:
            await super().on_event(event)

    def _is_busy(self) -> bool:
        """Is what the last key asked for still on its way?"""
        desk = self.screen_stack[0]
        return isinstance(desk, DeskScreen) and desk.is_busy

    async def action_quit(self) -> None:
        """Quit as soon as everything is saved, from wherever one is; a dialog may have to ask something first."""
        from reader.tui.dialogs.dialog import Dialog  # noqa: PLC0415 - not needed to start

        desk, top = self.screen_stack[0], self.screen
        if isinstance(desk, DeskScreen) and (not isinstance(top, Dialog) or top.may_quit()):
            desk.quit_when_saved()

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, or one that does the same and sleeps meanwhile."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        try:
            from reader.tui.driver import quiet  # noqa: PLC0415 - there is no such driver on Windows
        except ImportError:  # a Textual that keeps its parser elsewhere: its own driver does as well, only later
            return chosen
        return quiet(chosen)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, no colour at all where it is off, and the gate that lets no control character through."""
        found = (NoColor() if isinstance(one, Monochrome) else one for one in super().get_line_filters())
        return (*found, self._gate)
