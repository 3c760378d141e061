"""The desk's marking: highlights, themes, notes, copies, undo."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from textual import work
from textual.message import Message

from reader.errors import ReaderError, StoreError
from reader.session import edited
from reader.tui.screens.opening import OpeningDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.model.annotation import Annotation, Highlight
    from reader.model.span import Span
    from reader.model.theme import ThemeUse
    from reader.session import Session
    from reader.store.history import Change, Operation
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane
    from reader.tui.saver import Job, Saver

RETRY = 5.0
"""Seconds after which a save that failed is tried again."""


class Turned(NamedTuple):
    """What came of undo or redo."""

    done: str
    operation: Operation | None
    """None: there was nothing to undo, or to redo."""


class MarkingDesk(OpeningDesk):
    """The part of the desk that makes and changes highlights."""

    @dataclass
    class ThemesKnown(Message):
        """The codebook was read."""

        themes: tuple[ThemeUse, ...]

    @dataclass
    class GivenUp(Message):
        """Saves that failed are not wanted any more."""

        jobs: tuple[Job, ...]

    themes: tuple[ThemeUse, ...] = ()
    pen: tuple[str, ...] = ()
    """The themes that were given last."""

    _on_the_way: list[Job]
    """Saves of which it was not yet told that they are done, in their order."""

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
        from reader.store.history import Change  # noqa: PLC0415 - not needed to start

        annotation = after or before
        assert annotation is not None  # noqa: S101 - a change has a side
        article_id = annotation.target.article
        listing = self.library.catalogue.get(article_id)
        title = listing.article.title if listing else article_id
        change = Change("note", article_id, annotation.id, before, after)
        self.apply(self.library.operation(f"{what} in “{title}”", change), joined=joined)

    def apply(self, operation: Operation, *, joined: bool = False) -> None:
        """Save an operation; until it is on the disk its notes are shown as unsaved once a save has failed."""
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        session = self.session
        articles = frozenset(change.article for change in operation.changes)
        text = session.text if session and articles == {session.listing.article.id} else None
        job = Job(lambda: self.library.apply(operation, text, joined=joined), articles, operation.changes, joined)
        self._on_the_way.append(job)
        self.saver.submit(job)

    def with_unsaved(self, session: Session) -> Session:
        """A session that was read from the disk, with what is still on its way there."""
        for job in self._on_the_way:
            for change in job.changes:
                if change.kind == "note" and change.article == session.listing.article.id:
                    session, _ = self._changed_by(session, change)
        return session

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
        self._edit("themes changed", highlight, joined=joined, themes=themes)

    def _edit(
        self,
        what: str,
        highlight: Highlight,
        *,
        joined: bool,
        themes: tuple[str, ...] | None = None,
        note: str | None = None,
    ) -> None:
        """Give a highlight other themes or another note; its article may have been left while they were asked for."""
        session = self.session
        if session is not None and session.listing.article.id == highlight.annotation.target.article:
            current = session.get(highlight.id)
            if current is None:
                return
            changed, after = session.edited(current, self.library.clock(), themes=themes, note=note)
            self._change(changed, current, after)
        else:
            current, after = highlight, edited(highlight, self.library.clock(), themes=themes, note=note)
        self._save(what, current.annotation, after.annotation, joined=joined)

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
        if note is not None and note.strip() != old:
            self._edit("note written", highlight, joined=joined, note=note.strip())

    def on_reader_pane_delete_requested(self, event: ReaderPane.DeleteRequested) -> None:
        """Delete a highlight."""
        self._delete(event.highlight)

    def on_notes_pane_delete_requested(self, event: NotesPane.DeleteRequested) -> None:
        """Delete a highlight."""
        if highlight := self._by_id(event.id):
            self._delete(highlight)

    def _delete(self, highlight: Highlight) -> None:
        session = self.session
        if session is not None and session.get(highlight.id) is not None:
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
        self._turn("undone", self._undo)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._turn("done again", self.library.redo)

    def _turn(self, done: str, act: Callable[[], Operation | None]) -> None:
        """Go one step back or forth, after all saves that were asked for before."""
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        self.saver.submit(Job(lambda: Turned(done, act()), frozenset(), can_wait=False))

    def _undo(self) -> Operation | None:
        """Give up the last save that failed, or take back the last one that did not; called where saves are made."""
        taken = self.saver.take_back()
        if not taken:
            return self.library.undo()
        self.post_message(self.GivenUp(taken))
        back = (replace(c, before=c.after, after=c.before) for job in taken for c in reversed(job.changes))
        return self.library.operation("what could not be saved", *back)

    def on_marking_desk_given_up(self, event: GivenUp) -> None:
        """Forget saves that are not wanted any more."""
        for job in event.jobs:
            self._on_the_way.remove(job)

    def _show_turned(self, done: str, operation: Operation | None) -> None:
        if operation is None:
            self.say(f"nothing {'to undo' if done == 'undone' else 'to redo'}")
            return
        for change in operation.changes:
            if change.kind == "state":
                self.show_state(change)
            elif change.kind == "note":
                self._show_note(change)
        self.say(f"{done}: {operation.label}")

    def _show_note(self, change: Change) -> None:
        session = self.session
        if session is None or session.listing.article.id != change.article:
            self.show_state(change)
            self.refill()
            return
        before = session.get(change.key)
        changed, after = self._changed_by(session, change)
        self._change(changed, before, after)

    def _changed_by(self, session: Session, change: Change) -> tuple[Session, Highlight | None]:
        """A session after a change of one of its notes, and that note's highlight if it is still there."""
        from reader.model.annotation import Annotation  # noqa: PLC0415 - not needed to start

        if not isinstance(change.after, Annotation):
            return session.without(change.key), None
        (after,) = self.library.place(session.listing.article, (change.after,), session.text)
        return session.with_highlight(after), after

    # ---- saves

    def on_saver_saved(self, event: Saver.Saved) -> None:
        """Show what is on the disk now."""
        turned = event.result if isinstance(event.result, Turned) else None
        if event.job in self._on_the_way:
            self._on_the_way.remove(event.job)
        articles = event.job.articles
        if turned is not None and turned.operation is not None:
            articles |= {change.article for change in turned.operation.changes}
        self.saved_in(articles)
        if self._retry_timer is not None and self.saver.is_idle:
            self._retry_timer.stop()
            self._retry_timer = None
            self.say("saved")
        if turned is not None:
            self._show_turned(turned.done, turned.operation)
        if event.job.notes or turned is not None:
            self.known_themes()
        if self.is_furnished and self.page.unsaved:
            self.show_colors()

    def on_saver_save_failed(self, event: Saver.SaveFailed) -> None:
        """Say what could not be saved, and try again in a while."""
        if event.job.can_wait and isinstance(event.error, StoreError):
            self.say(f"{self.saver.outstanding} unsaved, will be tried again: {event.error}", alarm=True)
        else:
            self.say(str(event.error), alarm=True)
        if not self.saver.is_idle and self._retry_timer is None:
            self._retry_timer = self.set_interval(RETRY, self.saver.retry)
        self.show_colors()
