"""The desk's deciding: which wording of a note stays, where two programs wrote one each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work

from reader.tui.screens.keeping import KeepingDesk

if TYPE_CHECKING:
    from reader.model.annotation import Annotation, Highlight
    from reader.session import Session
    from reader.store.history import Operation
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane


class DecidingDesk(KeepingDesk):
    """The part of the desk that lets a person choose between two wordings."""

    @cached_property
    def _written(self) -> dict[str, str]:
        """The notes that were written here in this run, by the ids of their highlights."""
        return {}

    def apply(self, operation: Operation, *, joined: bool = False) -> None:
        """Save an operation, and remember which notes it wrote; what it decided was written before."""
        from reader.model.annotation import Annotation  # noqa: PLC0415 - not needed to start

        decided = {change.key for change in operation.changes if change.kind == "conflict"}
        for change in operation.changes:
            if isinstance(change.after, Annotation) and change.key not in decided:
                self._written[change.key] = change.after.note
        super().apply(operation, joined=joined)

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

        mine, theirs = shown.annotation, version
        written = self._written.get(version.id)
        if written == version.note:
            mine, theirs = version, shown.annotation
        is_known = written == mine.note
        dialog = Wordings(mine, theirs, shown=shown.annotation, is_known=is_known)
        chosen = await self.app.push_screen_wait(dialog)
        session = self._reading_of(version.target.article)
        if chosen is None or session is None:
            return
        current = session.get(version.id)
        if current is None or version not in session.conflicts:
            self.say("this note was changed meanwhile, so it is left as it is")
            return
        note = {"mine": mine.note, "theirs": theirs.note}.get(chosen, f"{mine.note}\n\n{theirs.note}")
        self._decide(session, current, version, note)
        left = len(session.conflicts) - 1
        kept = chosen if is_known else {"mine": "what was shown", "theirs": "the other"}.get(chosen, chosen)
        self.say(f"kept: {kept}; u shows both again{f'; {left} more, = shows them' if left else ''}")

    def _decide(self, session: Session, shown: Highlight, version: Annotation, note: str) -> None:
        """One operation: the other wording waits no longer, and the note says what was chosen."""
        from reader.library import labels  # noqa: PLC0415 - not needed to start
        from reader.session import edited  # noqa: PLC0415 - as above
        from reader.store.history import Change  # noqa: PLC0415 - as above

        mine = shown.annotation
        article = mine.target.article
        changes = [Change("conflict", article, mine.id, version, None)]
        after = shown
        if note != mine.note:
            after = edited(shown, self.library.clock(), note=note)
            changes.append(Change("note", article, mine.id, mine, after.annotation))
        self.change(session.settled(version).with_highlight(after), shown, after)
        label = labels.of_note("decided between two wordings", mine, session.listing.article.title)
        self.apply(self.library.operation(label, *changes))
