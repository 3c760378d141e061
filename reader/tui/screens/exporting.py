"""The desk's export: what is at hand goes to the export screen, and what was chosen there is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual import work

from reader.errors import ReaderError
from reader.store import desk as desks
from reader.text.cells import fit
from reader.tui.screens.noticing import NoticingDesk

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.taking_back import Edit, TakenBack
    from reader.model.annotation import Highlight
    from reader.model.article import Article
    from reader.store.desk import ExportChoice
    from reader.tui.export.choice import Around
    from reader.tui.export.screen import ExportScreen
    from reader.tui.saver import Saver

QUOTE = 60
"""Cells that a highlight keeps where it is named."""

NOT_AT_HAND = {
    "article": "there is no article",
    "chosen": "nothing is selected",
    "highlight": "there is no highlight under the caret",
}
"""What is said where something was to be exported by name and is not there: nothing else takes its place."""


class Taken(NamedTuple):
    """What came of taking back."""

    outcome: TakenBack | ReaderError
    """What is in the library now, or why nothing is."""


class ExportingDesk(NoticingDesk):
    """The part of the desk that hands over."""

    _exporting: ExportScreen | None = None

    def action_export(self, what: str = "") -> None:
        """Choose what is exported and write it; `what` is chosen already."""
        if self.is_furnished:
            self.page.keep_end()
        self._export(what)

    @work
    async def _export(self, what: str) -> None:
        from reader.export.template_files import Templates  # noqa: PLC0415 - as below
        from reader.tui.export.choice import begun, scopes  # noqa: PLC0415 - a screen that is not needed to start
        from reader.tui.export.screen import ExportScreen  # noqa: PLC0415 - as above

        around = self._at_hand()
        if what and what not in {option.value for option in scopes(around)}:
            self.say(NOT_AT_HAND[what])
            return
        choice = begun(self.desk_state.export, around, what)
        self.library.exporting.templates = Templates(self.templates_folder)
        self._exporting = ExportScreen(
            self.library, self.saver, self.keymap, choice, around, keep=self._keep_export, take_back=self._take_back
        )
        await self.app.push_screen_wait(self._exporting)
        self._exporting = None

    def _take_back(self, edits: tuple[Edit, ...], place: Path) -> None:
        """Take notes into the library that were changed in exported files, after all saves asked for before."""
        from reader.library.taking_back import Edits  # noqa: PLC0415 - seldom asked for
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        def run() -> Taken:
            try:
                return Taken(self.library.exporting.take_back(Edits(edits), place))
            except ReaderError as error:
                return Taken(error)

        articles = frozenset(edit.annotation.target.article for edit in edits)
        self.saver.submit(Job(run, articles, can_wait=False))

    def on_saver_saved(self, event: Saver.Saved) -> None:
        """Show what was taken back, and tell the export."""
        if not isinstance(event.result, Taken):
            return
        outcome = event.result.outcome
        if isinstance(outcome, ReaderError):
            told: frozenset[str] | ReaderError = outcome
        else:
            told = outcome.blocks
            for change in outcome.changes:
                if change.article == self._open_id:
                    self._show_note(change)
        if self._exporting is not None:
            self._exporting.told_taken(told)

    def _at_hand(self) -> Around:
        from reader.tui.export.choice import Around  # noqa: PLC0415 - a screen that is not needed to start

        article, highlight = self._article_at_hand(), self._highlight_at_hand()
        quote = " ".join(highlight.annotation.target.quote.exact.split()) if highlight else ""
        return Around(
            article=article.id if article else "",
            title=article.title if article else "",
            chosen=self.articles.chosen_ids if self.articles.has_focus else (),
            highlight=highlight.id if highlight else "",
            quote=fit(quote, QUOTE),
            query=self.wanted if self.articles.has_focus else "",
            themes=self.themes,
        )

    def _article_at_hand(self) -> Article | None:
        """What is read, or what is under the list's cursor; None in an empty list."""
        session, current = self.session, self.articles.current
        if session is not None and not self.articles.has_focus:
            return session.listing.article
        return current.article if current else None

    def _highlight_at_hand(self) -> Highlight | None:
        """The highlight under the caret, or under the cursor of the notes; None where there is none."""
        if self.session is None or self.articles.has_focus:
            return None
        return self.notes.current if self.notes.has_focus else self.page.focused_highlight

    def _keep_export(self, choice: ExportChoice) -> None:
        """Remember what was chosen, now and for the next run."""
        if choice != self.desk_state.export:
            self.desk_state = replace(self.desk_state, export=choice)
            # Whatever is known of the desk by then: a save that comes late says nothing older.
            self.run_worker(lambda: desks.save(self.library.root, self.desk_state), thread=True, group="finish")
