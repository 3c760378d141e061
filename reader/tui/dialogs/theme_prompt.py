"""The theme prompt: type to filter or to create, several with a comma."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from reader.text.clean import clean_line
from reader.tui.dialogs.dialog import Dialog, DialogKeys
from reader.tui.dialogs.quote import Quote
from reader.tui.dialogs.theme_list import NOBODY, Chip, ThemeChips, ThemeList
from reader.tui.dialogs.theme_names import Known, Word, names, word_at
from reader.tui.key_line import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from reader.model.theme import ThemeUse


class ThemeInput(Input):
    """Where names are typed."""

    class ChipDropped(Message):
        """Backspace in an empty input: the last chosen theme is not wanted."""

    class SpacePressed(Message):
        """A space, while a theme was reached with the arrow keys."""

    def __init__(self) -> None:
        super().__init__(placeholder="type a theme …", compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.is_completed = False
        """Was the last word completed, so that going on begins another?"""

        self.takes_space = True
        """Is a space typed, or does it choose?"""

    def on_key(self, event: events.Key) -> None:
        """After a completed name a comma comes by itself; in the list a space chooses."""
        if event.key == "space" and not self.takes_space:
            event.stop()
            event.prevent_default()
            self.post_message(self.SpacePressed())
        elif event.is_printable and event.character and self.is_completed and self.cursor_at_end:
            self.is_completed = False
            if event.character not in ",/":
                self.insert_text_at_cursor(", ")
            if event.character == " ":
                event.stop()
                event.prevent_default()

    def action_delete_left(self) -> None:
        """Delete a character, or the last chip."""
        self.is_completed = False
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.ChipDropped())


class SpeakerInput(Input):
    """Who said the words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "leave_speaker", "Back to the themes", id="theme_prompt.speaker_done")
    ]

    class Left(Message):
        """The keys go back to the themes."""

    def __init__(self, name: str) -> None:
        super().__init__(name, placeholder="nobody is named; ↑ writes who it was", compact=True, select_on_focus=True)
        self.cursor_blink = False

    def action_leave_speaker(self) -> None:
        """Go back to the themes."""
        self.post_message(self.Left())


class ThemePrompt(Dialog["tuple[str, ...] | None"]):
    """Asks for themes; None: the person left."""

    DEFAULT_CSS = """
    ThemePrompt { align: center bottom; background: $background 40%; }
    ThemePrompt > .box { margin-bottom: 1; }
    ThemePrompt .typed { height: 1; margin-top: 1; }
    ThemePrompt .typed Static { width: 2; color: $accent; }
    ThemePrompt .said { height: 1; }
    ThemePrompt .said Static { width: 9; color: $faint; }
    ThemePrompt Input, ThemePrompt Input:focus { width: 1fr; background: $background; background-tint: 0%; }
    ThemePrompt.-tall ThemeList { height: 10; }
    ThemePrompt.-middling ThemeList { height: 3; margin-top: 0; }
    ThemePrompt.-middling .typed { margin-top: 0; }
    ThemePrompt.-middling Quote { display: none; }
    ThemePrompt.-low > .box { margin: 0; }
    ThemePrompt.-low Quote { display: none; }
    ThemePrompt.-low .typed { margin-top: 0; }
    ThemePrompt.-low ThemeChips { max-height: 1; }
    ThemePrompt.-low ThemeList { height: 1fr; margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", id="theme_prompt.leave"),
        Binding("tab", "complete", "Complete", id="theme_prompt.complete"),
        Binding("down", "step(1)", "Next theme", id="theme_prompt.next"),
        Binding("up", "step(-1)", "Previous theme", id="theme_prompt.previous"),
    ]

    def __init__(
        self,
        known: Sequence[ThemeUse],
        chosen: Sequence[str] = (),
        last: Sequence[str] = (),
        title: str = "",
        *,
        speaker: str | None = None,
    ) -> None:
        """Offer `known`; `chosen` are set already, `last` is what enter alone takes, `title` the words it is about.

        `speaker` is who is thought to have said them; None: nobody is asked for.
        """
        super().__init__()
        self._speaker = speaker
        self._known = Known(known)
        self._initial = tuple(chosen)
        self._chosen, self._last, self._quote = list(chosen), tuple(last), title

    def compose(self) -> ComposeResult:
        """The quote, what is chosen, what is typed, what is offered, the keys."""
        with Vertical(classes="box") as box:
            box.border_title = "Themes"
            if self._quote:
                yield Quote(self._quote, 2)
            if self._speaker is not None:
                with Horizontal(classes="said"):
                    yield Static("speaker", markup=False)
                    yield SpeakerInput(self._speaker)
            yield ThemeChips()
            with Horizontal(classes="typed"):
                yield Static("❯", markup=False)
                yield ThemeInput()
            yield ThemeList()
            yield DialogKeys(
                Button("take", ("enter",), "take", "Take"),
                Button("complete", ("tab",), "complete", "Complete"),
                Button("leave", ("escape",), "cancel", "Leave as it is" if self._initial else "No theme"),
                Button("next", ("down",), "step(1)", "Choose"),
                *([Button("speaker", ("up",), "step(-1)", "Speaker")] if self._speaker is not None else []),
            )

    def on_mount(self) -> None:
        """Begin to type."""
        self._input.focus()
        self._offer()

    # ---- who said it

    @property
    def speaker(self) -> str | None:
        """Who said the words, as it is written there now; None: nobody was asked for."""
        return None if self._speaker is None else clean_line(self.query_one(SpeakerInput).value)

    @on(SpeakerInput.Left)
    def _speaker_done(self) -> None:
        self._input.focus()

    # ---- what is typed and chosen

    @property
    def _input(self) -> ThemeInput:
        return self.query_one(ThemeInput)

    @property
    def _list(self) -> ThemeList:
        return self.query_one(ThemeList)

    @property
    def _word(self) -> Word:
        return word_at(self._input.value, self._input.cursor_position)

    def _names(self) -> tuple[str, ...]:
        """What enter takes: what is chosen and typed, the theme that was reached instead of the word at the caret."""
        if self._list.reached:
            return self._known.spelled((*self._settled(), self._list.reached))
        return self._known.spelled((*self._chosen, *names(self._input.value)))

    def _settled(self) -> tuple[str, ...]:
        """What is chosen and typed, without the word at the caret."""
        typed, word = self._input.value, self._word
        return self._known.spelled((*self._chosen, *names(typed[: word.start] + typed[word.end :])))

    def _offer(self, *, cursor: int = NOBODY) -> None:
        """Show what fits the word at the caret, and what enter takes."""
        word = self._word.name
        self._list.show(self._known.matching(word), self._settled(), word, cursor)
        self._show_chips()

    def _show_chips(self) -> None:
        found = [(name, self._known.get(name)) for name in self._names()]
        chips = [Chip(name, use.theme.color if use else "") for name, use in found]
        takes_last = self._last and not self._initial
        hint = f"enter alone takes {', '.join(self._last)}" if takes_last else "no theme yet"
        self.query_one(ThemeChips).show(chips, hint)
        self._input.takes_space = not self._list.reached

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._input:
            self._offer()

    # ---- choosing

    def action_step(self, step: int) -> None:
        """To the next theme of the list; up from the first one, to the speaker."""
        if step < 0 and self._list.cursor == NOBODY and self._speaker is not None:
            self.query_one(SpeakerInput).focus()
            return
        self._list.step(step)
        self._show_chips()

    def action_complete(self) -> None:
        """Complete the word; a word that is whole is followed by another."""
        typed = self._input
        word, offered = self._word, self._list.offered
        if offered and offered != word.name:
            self._write_word(offered)
            typed.is_completed = True
        elif word.name:
            typed.is_completed = False
            typed.cursor_position = len(typed.value)
            typed.insert_text_at_cursor(", ")

    def _write_word(self, name: str) -> None:
        """Put `name` in the place of the word at the caret."""
        typed, word = self._input, self._word
        space = " " if word.start and name else ""
        typed.value = typed.value[: word.start] + space + name + typed.value[word.end :]
        typed.cursor_position = word.start + len(space + name)

    @on(ThemeInput.SpacePressed)
    def _space(self) -> None:
        self._toggle(self._list.reached)

    @on(ThemeList.Toggled)
    def _clicked(self, event: ThemeList.Toggled) -> None:
        self._toggle(event.name)

    def _toggle(self, name: str) -> None:
        """Take a theme, or give it back; the word that led to it is used up."""
        cursor = self._list.cursor
        self._input.is_completed = False
        if name in self._settled():
            self._drop(name)
        else:
            self._chosen.append(name)
            self._write_word("")
        shown = self._known.matching(self._word.name)
        self._offer(
            cursor=next((i for i, use in enumerate(shown) if use.theme.name == name), 0) if cursor >= 0 else NOBODY
        )

    def _drop(self, name: str) -> None:
        """Take a theme out of what is chosen and what is typed."""
        self._chosen = [one for one in self._chosen if self._known.spelled((one,)) != (name,)]
        typed = names(self._input.value)
        kept = [one for one in typed if self._known.spelled((one,)) != (name,)]
        if kept != typed:
            self._input.value = ", ".join(kept)
            self._input.cursor_position = len(self._input.value)

    @on(ThemeInput.ChipDropped)
    def _drop_last(self) -> None:
        if self._chosen:
            self._chosen.pop()
            self._offer()

    @on(ThemeChips.Removed)
    def _removed(self, event: ThemeChips.Removed) -> None:
        self._drop(event.name)
        self._offer()

    # ---- leaving

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Return what was chosen; the last themes where there is nothing."""
        found = self._names()
        self.dismiss(found or (() if self._initial else self._last))

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
