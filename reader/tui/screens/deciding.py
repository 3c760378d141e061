"""The desk's deciding: which wording of a note stays, where two programs wrote one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.tui.screens.keeping import KeepingDesk

if TYPE_CHECKING:
    from reader.model.annotation import Annotation, Highlight
    from reader.session import Session
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane


class DecidingDesk(KeepingDesk):
    """The part of the desk that lets a person choose between two wordings."""

    def on_reader_pane_decision_requested(self, event: ReaderPane.DecisionRequested) -> None:
        """Show both wordings of a note, that under the caret before others."""
        session = self.session
        if session is None:
            return
        here = event.highlight and session.other_wording(event.highlight.id)
        version = here or next(iter(session.conflicts), None)
        self._decide_between(session, version)

    def on_notes_pane_decision_requested(self, event: NotesPane.DecisionRequested) -> None:
        """Show both wordings of a note."""
        session = self.session
        if session is not None:
            self._decide_between(session, session.other_wording(event.id))

    def _decide_between(self, session: Session, version: Annotation | None) -> None:
        shown = session.get(version.id) if version is not None else None
        if version is None or shown is None:
            self.say("this note has one wording" if session.conflicts else "no note has two wordings here")
        else:
            self._ask_wording(shown, version)

    @work
    async def _ask_wording(self, shown: Highlight, version: Annotation) -> None:
        from reader.tui.dialogs.wordings import Wordings  # noqa: PLC0415 - two wordings are rare

        chosen = await self.app.push_screen_wait(Wordings(shown.annotation, version))
        session = self._reading_of(version.target.article)
        if chosen is None or session is None:
            return
        current = session.get(version.id)
        if current is None or version not in session.conflicts:
            self.say("this note was changed meanwhile, so it is left as it is")
            return
        self._decide(session, current, version, chosen)

    def _decide(self, session: Session, shown: Highlight, version: Annotation, chosen: str) -> None:
        """One operation: the other wording waits no longer, and the note says what was chosen."""
        from reader.session import edited  # noqa: PLC0415 - not needed to start
        from reader.store.history import Change  # noqa: PLC0415 - as above

        mine = shown.annotation
        note = {"theirs": version.note, "both": f"{mine.note}\n\n{version.note}"}.get(chosen, mine.note)
        article = mine.target.article
        changes = [Change("conflict", article, mine.id, version, None)]
        after = shown
        if note != mine.note:
            after = edited(shown, self.library.clock(), note=note)
            changes.append(Change("note", article, mine.id, mine, after.annotation))
        self.change(session.settled(version).with_highlight(after), shown, after)
        label = f"decided between two wordings in “{session.listing.article.title}”"
        self.apply(self.library.operation(label, *changes))
        left = len(session.conflicts) - 1
        self.say(f"kept: {chosen}; u shows both again{f'; {left} more, = shows them' if left else ''}")
