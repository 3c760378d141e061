"""The desk's attaching: highlights whose words the article changed or lost are put on those that it has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from reader.model.annotation import Status
from reader.text.cells import fit
from reader.tui.screens.marking import FIRST_WORDS, MarkingDesk

if TYPE_CHECKING:
    from reader.model.annotation import Highlight
    from reader.model.span import Span
    from reader.session import Session
    from reader.tui.panes.notes import NotesPane
    from reader.tui.panes.reader import ReaderPane


class AttachingDesk(MarkingDesk):
    """The part of the desk that accepts new words and attaches what was lost."""

    _wanted_lost = ""
    """The id of the lost highlight whose text is being looked for."""

    def on_reader_pane_compare_requested(self, event: ReaderPane.CompareRequested) -> None:
        """Show what a highlight was made on and what stands there now."""
        self._compare(event.highlight)

    def on_notes_pane_attach_requested(self, event: NotesPane.AttachRequested) -> None:
        """Compare a changed highlight; ask for the text of a lost one."""
        highlight = self._by_id(event.id)
        if highlight is None:
            return
        if highlight.status is Status.CHANGED:
            self._compare(highlight)
        elif highlight.status is Status.ORPHANED:
            self._wanted_lost = highlight.id
            self.show_place("page")
            self.page.focus()
            self.say(f"select its new words, then ctrl+a: {_named(highlight)}")
        else:
            self.say("the article still says this; nothing to attach")

    @work
    async def _compare(self, highlight: Highlight) -> None:
        """Ask whether the new words are taken, and take them."""
        from reader.tui.dialogs.comparison import Comparison  # noqa: PLC0415 - not needed to start

        old, now = highlight.annotation.target.quote.exact, highlight.now
        dialog = Comparison(
            old, now, title="The article reads otherwise", heading="Now it says", take="Accept the new words"
        )
        session = self.session
        if not await self.app.push_screen_wait(dialog) or session is None or highlight.span is None:
            return
        if self._put(highlight, session, highlight.span, "new words accepted"):
            self.say("accepted; the old words are kept with it, u takes it back")

    def on_reader_pane_attach_requested(self, event: ReaderPane.AttachRequested) -> None:
        """Attach a highlight to what is selected."""
        session = self.session
        if session is None or not self.is_shown(event.text):
            return
        lost = [h for h in session.highlights if _is_to_attach(h, event.span)]
        if not lost:
            self.say("no highlight of this article has lost its passage; m marks what is selected")
            return
        self._ask_which(lost, session, event.span)

    @work
    async def _ask_which(self, lost: list[Highlight], session: Session, span: Span) -> None:
        """Ask which one, and put it there."""
        from reader.text.differences import likeness  # noqa: PLC0415 - not needed to start
        from reader.tui.dialogs.comparison import Comparison  # noqa: PLC0415
        from reader.tui.dialogs.differing_words import LONGEST  # noqa: PLC0415
        from reader.tui.dialogs.lost_chooser import LostChooser  # noqa: PLC0415

        words = span.cut(session.text.plain)[:LONGEST]
        wanted = [h for h in lost if h.id == self._wanted_lost] or lost
        if len(wanted) > 1:
            wanted.sort(key=lambda h: likeness(h.annotation.target.quote.exact, words), reverse=True)
            chosen = await self.app.push_screen_wait(LostChooser(wanted, words, self.theme_colors))
            if chosen is None:
                return
            highlight = wanted[chosen]
        else:
            highlight = wanted[0]
            old = highlight.annotation.target.quote.exact
            dialog = Comparison(old, words, title="Attach to what is selected?", heading="You selected", take="Attach")
            if not await self.app.push_screen_wait(dialog):
                return
        self._wanted_lost = ""
        if self._put(highlight, session, span, "highlight attached"):
            self.say(f"attached, u takes it back: {_named(highlight)}")

    def _put(self, highlight: Highlight, asked: Session, span: Span, what: str) -> bool:
        """Put a highlight on a place of the text that was open when it was asked for; False where another one is."""
        session = self.session
        if session is None or not self.is_shown(asked.text):
            return False
        shown = session.get(highlight.id)
        changed, after = session.selecting(None).reaching(shown or highlight, span, self.library.clock())
        self.change(changed, shown, after)
        self.save(what, (shown or highlight).annotation, after.annotation)
        return True


def _is_to_attach(highlight: Highlight, span: Span) -> bool:
    """Did it lose its passage, or part of it to other words here?"""
    if highlight.status is Status.CHANGED and highlight.span is not None:
        return highlight.span.start < span.end and span.start < highlight.span.end
    return highlight.status is Status.ORPHANED


def _named(highlight: Highlight) -> str:
    return f"“{fit(' '.join(highlight.annotation.target.quote.exact.split()), FIRST_WORDS)}”"
