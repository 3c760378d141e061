"""The highlights of the open article, with their themes and notes, beside the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, count
from typing import TYPE_CHECKING

from textual.message import Message

from reader.keymap import Place
from reader.model.annotation import Status
from reader.tui.bindings import bindings
from reader.tui.cursor_list import CursorList
from reader.tui.painting.placed import color_of
from reader.tui.panes.note_entries import Entry, Role, entry

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from reader.model.annotation import Highlight
    from reader.tui.tones import Piece, Tones


class NotesPane(CursorList):
    """Highlights in the order of the text; what is no longer in the text comes last."""

    PLACES = (Place.NOTES,)
    BINDINGS = bindings(Place.NOTES)

    @dataclass
    class Opened(Message):
        """The reader wants to see a highlight in its place."""

        id: str

    @dataclass
    class Moved(Message):
        """The cursor came to another highlight."""

        id: str

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor is now matters."""
            return isinstance(message, NotesPane.Moved)

    @dataclass
    class ThemesRequested(Message):
        """A highlight's themes are to be chosen."""

        id: str

    @dataclass
    class NoteRequested(Message):
        """A highlight's note is to be written."""

        id: str
        in_editor: bool = False

    @dataclass
    class DecisionRequested(Message):
        """It is to be decided between two wordings of a highlight's note."""

        id: str

    @dataclass
    class AttachRequested(Message):
        """A highlight's old words are to be compared with the new ones, or put on others."""

        id: str

    @dataclass
    class DeleteRequested(Message):
        """A highlight is to be deleted."""

        id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._highlights: tuple[Highlight, ...] = ()
        self._colors: Mapping[str, str] = {}
        self._unsaved: frozenset[str] = frozenset()
        self._torn: frozenset[str] = frozenset()
        self._entries: list[Entry] = []
        self._tops: list[int] = [0]
        self._places: dict[str, int] = {}
        self._serials = count()

    # ---- what is shown

    def show(
        self,
        highlights: Sequence[Highlight],
        colors: Mapping[str, str],
        unsaved: Iterable[str] = (),
        torn: Iterable[str] = (),
    ) -> None:
        """Show highlights (orphans last), themes in their `colors`, a mark at those whose ids are `unsaved`.

        Those whose ids are `torn` have a note with two wordings. The cursor stays on its highlight.
        """
        current = self.current
        if dict(colors) != self._colors or frozenset(unsaved) != self._unsaved:
            self._colors, self._unsaved = dict(colors), frozenset(unsaved)
            self.forget()
        if frozenset(torn) != self._torn:
            self._torn, self._entries = frozenset(torn), []
        self._highlights = tuple(highlights)
        self._places = {highlight.annotation.id: index for index, highlight in enumerate(self._highlights)}
        self._lay_out()
        if current is not None:
            self.cursor = self._places.get(current.id, self.cursor)
        self.cursor = max(0, min(self.cursor, len(self._highlights) - 1))
        self.measure()
        self.refresh()

    def _lay_out(self) -> None:
        """Fold what differs from what is shown; nothing while the pane is not on the screen."""
        cells = self.size.width - 3
        old, new = self._entries, self._highlights
        if cells <= 0:
            self._entries, self._tops = [], [0]
            return
        before = _shared(old, new)
        after = _shared(old[before:][::-1], new[before:][::-1])
        fresh = [self._entry(one, cells) for one in new[before : len(new) - after]]
        self._entries = [*old[:before], *fresh, *old[len(old) - after :]]
        self._head_orphans(cells)
        self._tops = [0, *accumulate(len(one.lines) for one in self._entries)]

    def _head_orphans(self, cells: int) -> None:
        """Put the heading before the first orphan, and nowhere else."""
        entries, index = self._entries, len(self._entries)
        while index and entries[index - 1].highlight.status is Status.ORPHANED:
            index -= 1
        for at in range(index, len(entries)):
            if entries[at].is_headed != (at == index):
                entries[at] = self._entry(entries[at].highlight, cells, is_headed=at == index)

    def _entry(self, highlight: Highlight, cells: int, *, is_headed: bool = False) -> Entry:
        is_torn = highlight.id in self._torn
        return entry(highlight, cells, next(self._serials), is_headed=is_headed, is_torn=is_torn)

    def on_resize(self) -> None:
        """Fold everything anew."""
        self._entries = []
        self._lay_out()
        super().on_resize()

    @property
    def current(self) -> Highlight | None:
        """The highlight under the cursor; None where nothing is marked."""
        return self._highlights[self.cursor] if self.cursor < len(self._highlights) else None

    def follow(self, identifier: str | None) -> None:
        """Put the cursor on a highlight without a word; None, or one that is not here, leaves it where it is."""
        index = self._places.get(identifier or "")
        if index is None or index == self.cursor:
            return
        if self._entries:
            self.put_cursor(index)
        else:
            self.cursor = index

    # ---- rows

    @property
    def count(self) -> int:
        """How many highlights are shown."""
        return len(self._entries)

    def top_of(self, index: int) -> int:
        """The first row of a highlight."""
        return self._tops[max(0, min(index, len(self._tops) - 1))]

    def entry_at(self, row: int) -> int:
        """The highlight that holds `row`."""
        return max(0, min(bisect_right(self._tops, row) - 1, self.count - 1))

    def stamp(self, index: int) -> Hashable:
        """Another for every folding of a highlight."""
        return self._entries[index].serial

    def has_ground(self, index: int, number: int) -> bool:
        """Headings and gaps stand on the page."""
        return self._entries[index].lines[number][0] not in (Role.GAP, Role.HEADING)

    def line(self, index: int, number: int, cells: int, tones: Tones) -> Iterable[Piece]:
        """One line of a highlight, behind its coloured bar."""
        del cells
        one = self._entries[index]
        highlight, (role, text) = one.highlight, one.lines[number]
        if role is Role.GAP:
            return ()
        if role is Role.HEADING:
            return [(text, tones.strong)]
        color = color_of(highlight, self._colors, "")
        is_unsaved = role is Role.QUOTE and highlight.id in self._unsaved and not number
        bar: Piece = ("▎", tones.bar(color))
        space: Piece = ("!", tones.failure) if is_unsaved else (" ", tones.ink)
        return [bar, space, *self._words(highlight, role, text, tones)]

    def _words(self, highlight: Highlight, role: Role, text: str, tones: Tones) -> Iterable[Piece]:
        """What a line says, behind its bar."""
        if role is Role.QUOTE:
            return [(text, tones.faint if highlight.status is Status.ORPHANED else tones.ink)]
        if role is Role.THEMES:
            return self._themes(text, tones)
        if role is Role.SPEAKER:
            return [(text, tones.faint_italic)]
        if role in (Role.NOW, Role.NOW_ON):
            return [("≠ " if role is Role.NOW else "  ", tones.strong), (text, tones.faint_italic)]
        if role is Role.TORN:
            return [(text, tones.failure)]
        color = color_of(highlight, self._colors, "")
        return [("● " if role is Role.NOTE else "  ", tones.bar(color)), (text, tones.italic)]

    def _themes(self, text: str, tones: Tones) -> Iterable[Piece]:
        """Names, each in its own colour."""
        for number, name in enumerate(text.split(" · ")):
            if number:
                yield (" · ", tones.faint)
            yield (name, tones.label(self._colors.get(name, "")))

    def empty(self) -> tuple[str, ...]:
        """How to mark something."""
        return (
            "Nothing marked yet",
            "mm marks the sentence under the caret, mq the quotation; v selects.",
            "Or drag over the words with the mouse.",
            "i writes a note on what is marked.",
        )

    # ---- what keys and mouse ask for

    def moved(self) -> None:
        """Tell where the cursor is."""
        self._post(self.Moved)

    def clicked(self) -> None:
        """A click goes to the place."""
        self.action_open()

    def _post(
        self,
        kind: type[
            Opened | Moved | ThemesRequested | NoteRequested | DecisionRequested | AttachRequested | DeleteRequested
        ],
    ) -> None:
        if self.current is not None:
            self.post_message(kind(self.current.id))

    def action_open(self) -> None:
        """Go to the place in the text."""
        self._post(self.Opened)

    def action_themes(self) -> None:
        """Choose its themes."""
        self._post(self.ThemesRequested)

    def action_note(self) -> None:
        """Write its note."""
        self._post(self.NoteRequested)

    def action_note_in_editor(self) -> None:
        """Write its note in the person's own editor."""
        if self.current is not None:
            self.post_message(self.NoteRequested(self.current.id, in_editor=True))

    def action_decide(self) -> None:
        """Decide between the two wordings of its note."""
        self._post(self.DecisionRequested)

    def action_attach(self) -> None:
        """Compare its old words with the new ones, or attach it to others."""
        self._post(self.AttachRequested)

    def action_delete(self) -> None:
        """Delete it."""
        self._post(self.DeleteRequested)


def _shared(entries: Sequence[Entry], highlights: Sequence[Highlight]) -> int:
    """How many of `highlights`, from the first on, are folded already."""
    pairs = zip(entries, highlights, strict=False)
    return next(
        (number for number, (one, new) in enumerate(pairs) if one.highlight is not new),
        min(len(entries), len(highlights)),
    )
