"""What the desk says: the status line, and the notes in step with the text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.model.annotation import Status
from reader.text.cells import fit
from reader.text.cells import width as cells
from reader.text.pace import minutes
from reader.tui.screens.linking import LinkingDesk

if TYPE_CHECKING:
    from collections.abc import Iterator

READ_ONLY = "this library cannot be written: nothing that you mark will be kept"
SHORTEST = 16
"""Cells that a title or a theme keeps beside what else the status line says."""

SAID = 2
"""Rows for a message; a reminder has one."""

LONGEST = 28
"""Cells for the highlighter's themes."""

ALMOST = 0.995
"""From here on one has come to the end: it is shown as 100 %."""


class SayingDesk(LinkingDesk):
    """The part of the desk that says where one is and what happened."""

    _message, _alarm = "", False
    background = ""
    """What goes on while one reads, shown at the right."""

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Show a message until the next key that moves; files are named as they lie in the library."""
        message = message.replace(f"{self.library.root}{os.sep}", "")
        if self.is_furnished and self.prompt.is_open:
            self.prompt.tell(message, alarm=alarm)
            self._show_status()
            return
        self._message, self._alarm = message, alarm
        self._show_status()

    def fill(self, *, keep: str | None = None, near: int | None = None) -> None:
        """Show the articles that match, and how many they are."""
        super().fill(keep=keep, near=near)
        self._show_status()

    def place_changed(self, *, keeps_message: bool = False, is_move: bool = True) -> None:
        """The caret or the view moved; a message has been read then, unless only the focus moved.

        `is_move`: it was the person who moved, so the place is kept.
        """
        if not self._alarm and not keeps_message:
            self._message = ""
        self._show_status()
        if self.is_furnished:
            self.bar.hide()
            if is_move:
                self.place_moved()
            self.follow_in_notes()

    def on_articles_pane_moved(self) -> None:
        """Another article is under the cursor."""
        self.place_changed()

    def on_page_laying_laid_out(self) -> None:
        """How much of the text has been seen is another part of it now."""
        self._show_status()

    def _show_status(self) -> None:
        session = self.session
        if self.library.read_only and not self._message:
            self.status.show(f"  {READ_ONLY}", self._progress(), alarm=True)
            return
        if self.articles.has_focus or session is None or self.has_class("at-list"):
            # A filter may hide what is selected.
            chosen = self.articles.count_chosen
            left = f"  {f'{chosen:,} selected · ' if chosen else ''}{self._message or self._place()}"
            right = " · ".join(part for part in (self.background, self.wanted) if part)
            right = f"{right}  " if right else ""
        else:
            right = self._progress()
            # A message is read whole; of what is only a reminder, the end gives way.
            mode = self._mode()
            room = self.size.width - len(right) - cells(mode) - 4
            left = f"  {mode}{self._message or fit(self._where(), max(SHORTEST, room))}"
        is_said = bool(self._message)
        self.status.show(left, right, alarm=self._alarm and is_said, most=SAID if is_said else 1)

    def _mode(self) -> str:
        """What stays in the hand, always told first."""
        themes = self.page.highlighter
        return "" if themes is None else f"highlighter{': ' if themes else ''}{fit(', '.join(themes), LONGEST)} · "

    def _place(self) -> str:
        """Which article of how many."""
        count = self.articles.count
        return f"{min(self.articles.cursor + 1, count):,} of {count:,}" if count else "no articles"

    def _where(self) -> str:
        """What is pending, selected or under the caret."""
        page, session = self.page, self.page.session
        if page.is_hinting:
            return page.hint_status
        if not page.pending.is_empty:
            return page.pending.shown
        if page.end_status:
            return page.end_status
        if session is not None and session.selection:
            return f"{len(session.selection)} characters: m marks, y copies, esc leaves"
        parts = [*self._promotional()]
        if page.matches:
            parts.append(f"{self.match_place()} match{'' if len(page.matches) == 1 else 'es'}")
        if page.focused_highlight is not None:
            annotation = page.focused_highlight.annotation
            name = "bookmark" if annotation.is_bookmark else "highlight"
            if page.focused_highlight.status is Status.CHANGED:
                parts.append("reads otherwise: ctrl+a")
            parts += (annotation.speaker, ", ".join(annotation.themes) or name, " ".join(annotation.note.split()))
        if page.address_here:
            parts.append(f"→ {page.address_here}")
        elif page.is_on_mark:
            parts.append("a footnote: enter shows it")
        return " · ".join(part for part in parts if part) or (session.listing.article.title if session else "")

    def _promotional(self) -> Iterator[str]:
        """What there is to say of promotional lines under the caret."""
        session = self.page.session
        if session is None or not self.page.promotional_here():
            return
        is_folded = self.page.fold_at(session.caret) is not None
        yield from ("x: not this", "enter opens") if is_folded else ("promotional", "x: not this", "enter folds")

    def _progress(self) -> str:
        session = self.session
        if session is None:
            return ""
        length = max(1, len(session.text.plain))
        part = min(1.0, self.page.last_shown() / length)
        left = minutes(round((session.listing.article.words or session.text.words) * (1 - part)))
        count = self.passages_of(session)
        marks = f"{count} highlight{'' if count == 1 else 's'}" if count else "no highlights"
        time = "end" if part >= ALMOST else f"{left} min left"
        marks = f"{self.background} · {marks}" if self.background else marks
        return f"{marks} · {time} · {part:4.0%}  "

    def show_notes(self) -> None:
        """Show the notes of the open article."""
        if not self.is_furnished:
            return
        session = self.session
        torn = [version.id for version in session.conflicts] if session else ()
        self.notes.show(session.highlights if session else (), self.theme_colors, self.saver.unsaved, torn)
