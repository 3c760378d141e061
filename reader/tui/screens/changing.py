"""The desk's changes: shown at once, saved, undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from textual import work
from textual.message import Message

from reader.errors import ReaderError, StoreError
from reader.tui.screens.opening import OpeningDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from reader.model.annotation import Annotation, Highlight
    from reader.model.theme import ThemeUse
    from reader.session import Session
    from reader.store.history import Change, Operation
    from reader.tui.saver import Job, Saver

UNSAVED = "what could not be saved"
"""What undo calls saves that failed."""

MANY = 100
"""Articles that are read again from the list's pages, and not one by one."""

RETRY = 5.0
"""Seconds after which a save that failed is tried again."""


class Turned(NamedTuple):
    """What came of undo or redo."""

    done: str
    operation: Operation | None
    """None: there was nothing to undo, or to redo."""


class ChangingDesk(OpeningDesk):
    """The part of the desk that keeps panes and disk in step with what is changed."""

    @dataclass
    class ThemesKnown(Message):
        """The codebook was read."""

        themes: tuple[ThemeUse, ...]
        request: int

    @dataclass
    class GivenUp(Message):
        """Saves that failed are not wanted any more."""

        jobs: tuple[Job, ...]

    @dataclass
    class WantedAgain(Message):
        """Saves that were given up are wanted again."""

        jobs: tuple[Job, ...]

    themes: tuple[ThemeUse, ...] = ()
    _counted: tuple[tuple[Highlight, ...], int] = ((), 0)
    """Highlights that were counted last, and how many of them mark a passage."""

    _themes_request = 0
    _on_the_way: list[Job]
    """Saves of which it was not yet told that they are done, in their order."""

    _given_up: list[tuple[Job, ...]]
    """What each undo since the last change gave up, the last save first; empty for one of what was saved."""

    _retry_timer: Timer | None = None

    # ---- the codebook

    def known_themes(self) -> None:
        """Read the codebook, in a worker; only the last one asked for counts."""
        self._themes_request += 1
        self._read_themes(self._themes_request)

    @work(thread=True, group="themes", exclusive=True)
    def _read_themes(self, request: int) -> None:
        try:
            self.post_message(self.ThemesKnown(self.library.themes(), request))
        except ReaderError as error:
            self.post_message(self.LookFailed(error))

    def on_changing_desk_themes_known(self, event: ThemesKnown) -> None:
        """Colour the highlights."""
        if event.request != self._themes_request:
            return
        self.themes = event.themes
        self.show_colors()

    @property
    def theme_colors(self) -> dict[str, str]:
        """The colour of each theme, by its name."""
        return {use.theme.name: use.theme.color for use in self.themes}

    def show_colors(self) -> None:
        """Tell the panes which theme has which colour, and what is unsaved."""
        if self.is_furnished:
            self.page.show_colors(self.theme_colors, self.saver.unsaved)
        self.show_notes()

    # ---- one change

    def change(self, session: Session, before: Highlight | None, after: Highlight | None) -> None:
        """Show a session in which one highlight differs."""
        self.page.change(session, before, after)
        self.show_notes()
        self.show_listing(replace(self.known(session.listing), highlights=self.passages_of(session)))
        self.place_changed()

    def passages_of(self, session: Session) -> int:
        """How many passages are marked; counted anew only when the highlights are others."""
        if self._counted[0] is not session.highlights:
            self._counted = session.highlights, session.passages
        return self._counted[1]

    def save(self, what: str, before: Annotation | None, after: Annotation | None, *, joined: bool = False) -> None:
        """Save `what` became of a note; None: it was not there, or is there no longer."""
        from reader.library import labels  # noqa: PLC0415 - not needed to start
        from reader.store.history import Change  # noqa: PLC0415 - as above

        annotation = after or before
        assert annotation is not None  # noqa: S101 - a change has a side
        article_id = annotation.target.article
        listing = self.library.catalogue.get(article_id)
        title = listing.article.title if listing else article_id
        change = Change("note", article_id, annotation.id, before, after)
        self.apply(self.library.operation(labels.of_note(what, annotation, title), change), joined=joined)

    def apply(self, operation: Operation, *, joined: bool = False) -> None:
        """Save an operation; until it is on the disk its notes are shown as unsaved once a save has failed."""
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        session = self.session
        articles = frozenset(change.article for change in operation.changes)
        text = session.text if session and articles == {session.listing.article.id} else None

        is_new = True

        def run() -> None:
            nonlocal is_new
            if is_new:  # tried again, it ends nothing that could be done again
                is_new = False
                self._given_up.clear()
            self.library.apply(operation, text, joined=joined)

        job = Job(run, articles, operation.changes, joined)
        self._on_the_way.append(job)
        self.saver.submit(job)

    def with_unsaved(self, session: Session) -> Session:
        """A session that was read from the disk, with what is still on its way there."""
        self.page.keep_end()
        for job in self._on_the_way:
            for change in job.changes:
                if change.article != session.listing.article.id:
                    continue
                if change.kind == "note":
                    session, _ = self._changed_by(session, change)
                elif change.kind == "conflict":
                    session = _decided(session, change)
                elif change.kind == "line":
                    session = session.saying({change.key: str(change.after or "")})
        return session

    # ---- undo

    def action_undo(self) -> None:
        """Take the last change back."""
        self._turn("undone", self._undo)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._turn("done again", self._redo)

    def _turn(self, done: str, act: Callable[[], Operation | None]) -> None:
        """Go one step back or forth, after all saves that were asked for before."""
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        self.saver.submit(Job(lambda: Turned(done, act()), frozenset(), can_wait=False))

    def _undo(self) -> Operation | None:
        """Give up the last save that failed, or take back the last one that did not; called where saves are made."""
        taken = self.saver.take_back()
        if not taken:
            undone = self.library.undo()
            if undone is not None:
                self._given_up.append(())
            return undone
        self._given_up.append(taken)
        self.post_message(self.GivenUp(taken))
        back = (replace(c, before=c.after, after=c.before) for job in taken for c in reversed(job.changes))
        return self.library.operation(UNSAVED, *back)

    def _redo(self) -> Operation | None:
        """Do again what was undone last, be it on the disk or given up; called where saves are made."""
        wanted = self._given_up.pop() if self._given_up else ()
        if not wanted:
            return self.library.redo()
        self.post_message(self.WantedAgain(wanted))
        return self.library.operation(UNSAVED, *(change for job in reversed(wanted) for change in job.changes))

    def on_changing_desk_given_up(self, event: GivenUp) -> None:
        """Forget saves that are not wanted any more."""
        self._on_the_way = [job for job in self._on_the_way if job not in event.jobs]

    def on_changing_desk_wanted_again(self, event: WantedAgain) -> None:
        """Save once more what was given up, in the order in which it was made."""
        for job in reversed(event.jobs):
            self._on_the_way.append(job)
            self.saver.submit(job)

    def _show_turned(self, done: str, operation: Operation | None) -> None:
        if operation is None:
            self.say(f"nothing {'to undo' if done == 'undone' else 'to redo'}")
            return
        is_here = {change.article: change.article == self._open_id for change in operation.changes if change.article}
        for change in operation.changes:
            if change.kind == "note" and is_here[change.article]:
                self._show_note(change)
            elif change.kind == "conflict" and is_here[change.article] and self.session is not None:
                self.page.session = _decided(self.session, change)
                self.show_notes()
        said = {c.key: str(c.after or "") for c in operation.changes if c.kind == "line" and is_here[c.article]}
        if said and self.session is not None:
            self.show_decided(self.session.saying(said))
        states_only = all(change.kind == "state" for change in operation.changes)
        others = [article_id for article_id, here in is_here.items() if states_only or not here]
        if states_only and len(others) > MANY:
            self.show_all_again(others)
        else:
            for article_id in others:
                self.show_again(article_id)
        if others and not states_only:
            self.refill()
        self.say(f"{done}: {operation.label}")

    def show_decided(self, session: Session, *, stays_open: bool = False) -> None:
        """Show a session in which other lines are promotional; `stays_open`: those that are now are not folded yet."""
        self.page.decide(session, stays_open=stays_open)
        self.show_listing(replace(self.known(session.listing), article=session.listing.article))
        self.place_changed()

    def _show_note(self, change: Change) -> None:
        session = self.session
        assert session is not None  # noqa: S101 - its article is open
        before = session.get(change.key)
        changed, after = self._changed_by(session, change)
        self.change(changed, before, after)

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


def _decided(session: Session, change: Change) -> Session:
    """A session after a wording was decided on, or waits again."""
    from reader.model.annotation import Annotation  # noqa: PLC0415 - not needed to start

    if isinstance(change.before, Annotation):
        session = session.settled(change.before)
    return session.unsettled(change.after) if isinstance(change.after, Annotation) else session
