"""The desk's marking: highlights, themes, notes, copies, undo."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from reader.errors import ReaderError, StoreError
from reader.tui.screens.opening import OpeningDesk

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.model.annotation import Annotation, Highlight
    from reader.model.span import Span
    from reader.model.theme import ThemeUse
    from reader.session import Session
    from reader.store.history import Change, Operation
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane
    from reader.tui.saver import Saver

RETRY = 5.0
"""Seconds after which a save that failed is tried again."""


class MarkingDesk(OpeningDesk):
    """The part of the desk that makes and changes highlights."""

    @dataclass
    class ThemesKnown(Message):
        """The codebook was read."""

        themes: tuple[ThemeUse, ...]

    themes: tuple[ThemeUse, ...] = ()
    pen: tuple[str, ...] = ()
    """The themes that were given last."""

    _retry_timer: Timer | None = None

    # ---- the codebook

    def known_themes(self) -> None:
        """Read the codebook, in a worker."""
        self._read_themes()

    @work(thread=True, group="themes", exclusive=True)
    def _read_themes(self) -> None:
        try:
            self.post_message(self.ThemesKnown(self.library.themes()))
        except ReaderError as error:
            self.post_message(self.LookFailed(error))

    def on_marking_desk_themes_known(self, event: ThemesKnown) -> None:
        """Colour the highlights."""
        self.themes = event.themes
        self.show_colors()

    def show_colors(self) -> None:
        """Tell the panes which theme has which colour, and what is unsaved."""
        colors = {use.theme.name: use.theme.color for use in self.themes}
        if self.is_furnished:
            self.page.show_colors(colors, self.saver.unsaved)
        self.show_notes()

    # ---- making and changing

    def _change(self, session: Session, before: Highlight | None, after: Highlight | None) -> None:
        """Show a session in which one highlight differs."""
        self.page.change(session, before, after)
        self.show_notes()
        self.show_listing(replace(self.known(session.listing), highlights=len(session.highlights)))
        self.place_changed()

    def _save(self, what: str, before: Annotation | None, after: Annotation | None, *, joined: bool = False) -> None:
        session = self.session
        if session is None:
            return
        from reader.store.history import Change  # noqa: PLC0415 - not needed to start

        article = session.listing.article
        change = Change("note", article.id, (after or before or _nobody()).id, before, after)
        self.apply(self.library.operation(f"{what} in “{article.title}”", change), joined=joined)

    def apply(self, operation: Operation, *, joined: bool = False) -> None:
        """Save an operation; until it is on the disk its notes are shown as unsaved once a save has failed."""
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        session = self.session
        text = session.text if session else None
        notes = frozenset(change.key for change in operation.changes if change.kind == "note")
        articles = frozenset(change.article for change in operation.changes)
        self.saver.submit(Job(lambda: self.library.apply(operation, text, joined=joined), articles, notes))

    def on_reader_pane_mark_requested(self, event: ReaderPane.MarkRequested) -> None:
        """Highlight a passage."""
        highlight = self._make(event.span, self.pen if event.again else ())
        if highlight is not None and event.ask:
            self._ask_themes(highlight, joined=True)
        elif highlight is not None and event.with_note:
            self._write_note(highlight, joined=True)

    def _make(self, span: Span, themes: tuple[str, ...]) -> Highlight | None:
        session = self.session
        if session is None:
            return None
        made, highlight = session.highlight(
            span,
            identifier=str(uuid.uuid4()),
            now=self.library.clock(),
            themes=themes,
        )
        self._change(made, None, highlight)
        self._save("highlight made", None, highlight.annotation)
        return highlight

    @work
    async def _ask_themes(self, highlight: Highlight, *, joined: bool = False) -> None:
        """Ask for a highlight's themes and save them."""
        from reader.tui.dialogs.theme_prompt import ThemePrompt  # noqa: PLC0415 - not needed to start

        prompt = ThemePrompt(
            self.themes,
            chosen=highlight.annotation.themes,
            last=self.pen,
            title=" ".join(highlight.annotation.target.quote.exact.split()),
        )
        chosen = await self.app.push_screen_wait(prompt)
        if chosen is None or chosen == highlight.annotation.themes:
            return
        self.pen = chosen or self.pen
        self._retheme(highlight, chosen, joined=joined)

    def _retheme(self, highlight: Highlight, themes: tuple[str, ...], *, joined: bool = False) -> None:
        session = self.session
        current = session.get(highlight.id) if session else None
        if session is None or current is None:
            return
        changed, after = session.edited(current, self.library.clock(), themes=themes)
        self._change(changed, current, after)
        self._save("themes changed", current.annotation, after.annotation, joined=joined)

    def on_reader_pane_favourite_requested(self, event: ReaderPane.FavouriteRequested) -> None:
        """Give a favourite theme, or take it away."""
        if event.number > len(self.themes):
            self.say(f"there are {len(self.themes)} themes; {event.number} has none yet")
            return
        name = self.themes[event.number - 1].theme.name
        if event.highlight is None:
            self._make(event.span, (name,))
            self.say(f"highlighted: {name}")
            return
        themes = event.highlight.annotation.themes
        without = tuple(theme for theme in themes if theme != name)
        self._retheme(event.highlight, without if name in themes else (*themes, name))
        self.say(f"{name} {'taken away' if name in themes else 'added'}")

    def on_reader_pane_themes_requested(self, event: ReaderPane.ThemesRequested) -> None:
        """Choose a highlight's themes."""
        self._ask_themes(event.highlight)

    def on_notes_pane_themes_requested(self, event: NotesPane.ThemesRequested) -> None:
        """Choose a highlight's themes."""
        if highlight := self._by_id(event.id):
            self._ask_themes(highlight)

    def on_reader_pane_note_requested(self, event: ReaderPane.NoteRequested) -> None:
        """Write a highlight's note."""
        self._write_note(event.highlight, in_editor=event.in_editor)

    def on_notes_pane_note_requested(self, event: NotesPane.NoteRequested) -> None:
        """Write a highlight's note."""
        if highlight := self._by_id(event.id):
            self._write_note(highlight, in_editor=event.in_editor)

    @work
    async def _write_note(self, highlight: Highlight, *, in_editor: bool = False, joined: bool = False) -> None:
        """Let the person write a highlight's note, and save it."""
        from reader.tui.dialogs.note_editor import NoteEditor  # noqa: PLC0415 - not needed to start
        from reader.tui.external_editor import edit  # noqa: PLC0415 - not needed to start

        quote, old = highlight.annotation.target.quote.exact, highlight.annotation.note
        if in_editor:
            note = edit(self.app, old)
        else:
            note = await self.app.push_screen_wait(NoteEditor(quote, old))
        session = self.session
        current = session.get(highlight.id) if session else None
        if note is None or session is None or current is None or note.strip() == current.annotation.note:
            return
        changed, after = session.edited(current, self.library.clock(), note=note.strip())
        self._change(changed, current, after)
        self._save("note written", current.annotation, after.annotation, joined=joined)

    def on_reader_pane_delete_requested(self, event: ReaderPane.DeleteRequested) -> None:
        """Delete a highlight."""
        self._delete(event.highlight)

    def on_notes_pane_delete_requested(self, event: NotesPane.DeleteRequested) -> None:
        """Delete a highlight."""
        if highlight := self._by_id(event.id):
            self._delete(highlight)

    def _delete(self, highlight: Highlight) -> None:
        session = self.session
        if session is not None:
            self._change(session.without(highlight.id), highlight, None)
            self._save("highlight deleted", highlight.annotation, None)
            self.say("deleted; u brings it back")

    def _by_id(self, identifier: str) -> Highlight | None:
        session = self.session
        return session.get(identifier) if session else None

    def on_notes_pane_opened(self, event: NotesPane.Opened) -> None:
        """Go to a highlight's place in the text."""
        session, highlight = self.session, self._by_id(event.id)
        if session is None or highlight is None:
            return
        if highlight.span is None:
            self.say("these words are no longer in the text")
            return
        self.show_place("page")
        self.page.focus()
        self.page.take(session.selecting(None).moved(highlight.span.start))

    # ---- undo

    def action_undo(self) -> None:
        """Take the last change back."""
        job = self.saver.take_back()
        if job is None:
            self._turn("undo")
            return
        self.say("the change that could not be saved was taken back")
        if self.session is not None:
            self.open_article(self.session.listing.article.id)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._turn("redo")

    def _turn(self, way: str) -> None:
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        act = self.library.undo if way == "undo" else self.library.redo
        self.saver.submit(Job(lambda: (way, act()), frozenset(), can_wait=False))

    def _turned(self, way: str, operation: Operation | None) -> None:
        if operation is None:
            self.say(f"nothing to {way}")
            return
        for change in operation.changes:
            if change.kind == "state":
                self.show_state(change)
            elif change.kind == "note":
                self._show_note(change)
        self.say(f"{'undone' if way == 'undo' else 'done again'}: {operation.label}")

    def _show_note(self, change: Change) -> None:
        session = self.session
        if session is None or session.listing.article.id != change.article:
            self.refill()
            return
        before = session.get(change.key)
        from reader.model.annotation import Annotation  # noqa: PLC0415 - not needed to start

        if not isinstance(change.after, Annotation):
            self._change(session.without(change.key), before, None)
            return
        (after,) = self.library.place(session.listing.article, (change.after,), session.text)
        self._change(session.with_highlight(after), before, after)

    # ---- saves

    def on_saver_saved(self, event: Saver.Saved) -> None:
        """Show what is on the disk now."""
        if isinstance(event.result, tuple):
            self._turned(*event.result)
        if event.job.notes or isinstance(event.result, tuple):
            self.known_themes()
        if self._retry_timer is not None and self.saver.is_idle:
            self._retry_timer.stop()
            self._retry_timer = None
            self.say("saved")
        if self.is_furnished and self.page.unsaved:
            self.show_colors()

    def on_saver_save_failed(self, event: Saver.SaveFailed) -> None:
        """Say what could not be saved, and try again in a while."""
        waiting = len(self.saver.unsaved)
        if event.job.can_wait and isinstance(event.error, StoreError):
            self.say(f"{waiting} unsaved, will be tried again: {event.error}", alarm=True)
        else:
            self.say(str(event.error), alarm=True)
        if not self.saver.is_idle and self._retry_timer is None:
            self._retry_timer = self.set_interval(RETRY, self.saver.retry)
        self.show_colors()


def _nobody() -> Annotation:
    raise ValueError("a change of no annotation")
