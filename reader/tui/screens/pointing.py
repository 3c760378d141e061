"""The desk's searching, copying and pointing with the mouse."""

from __future__ import annotations

from textual import on

from reader.text.search import matches
from reader.tui.clipboard import copy
from reader.tui.dialogs.line_prompt import LinePrompt
from reader.tui.panes.articles import ArticlesPane
from reader.tui.panes.page_mouse import PageMouse
from reader.tui.panes.reader import ReaderPane
from reader.tui.screens.marking import MarkingDesk


class PointingDesk(MarkingDesk):
    """The part of the desk that finds and copies, and that follows the mouse."""

    _searched_from = 0

    # ---- search

    def action_search(self) -> None:
        """Filter the list, or search in the article."""
        if self.page.session is not None and not self.articles.has_focus:
            self._searched_from = self.page.session.caret
            self.prompt.ask("search", "", place="page")
        else:
            self.prompt.ask("filter", self.wanted, place="list")

    @on(LinePrompt.Changed)
    def _typed(self, event: LinePrompt.Changed) -> None:
        if event.place == "page":
            self._search(event.text)
        else:
            self.filter_list(event.text)

    @on(LinePrompt.Stepped)
    def _stepped(self, event: LinePrompt.Stepped) -> None:
        if event.place == "page":
            self.page.action_match(event.step)
        else:
            self.articles.action_step(event.step)

    def _search(self, wanted: str) -> None:
        session = self.page.session
        if session is None:
            return
        found = matches(session.text.plain, wanted)
        self.page.show_matches(found)
        if not found:
            self.say(f"nothing says {wanted}" if wanted.strip() else "")
            return
        start = next((start for start, _ in found if start >= self._searched_from), found[0][0])
        self.page.take(session.moved(start))

    @on(LinePrompt.Submitted)
    def _submitted(self, event: LinePrompt.Submitted) -> None:
        (self.page if event.place == "page" else self.articles).focus()

    @on(LinePrompt.Cancelled)
    def _cancelled(self, event: LinePrompt.Cancelled) -> None:
        session = self.page.session
        if event.place == "page" and session is not None:
            self.page.show_matches(())
            self.page.take(session.moved(self._searched_from))
            self.page.focus()
        else:
            self.filter_list("")
            self.articles.focus()

    # ---- copies

    @on(ReaderPane.CopyRequested)
    def _copy(self, event: ReaderPane.CopyRequested) -> None:
        session = self.page.session
        if session is None:
            return
        words = event.span.cut(session.text.plain)
        if event.as_quotation:
            from reader.export.quotation import quotation  # noqa: PLC0415 - only when one is copied

            highlight = session.at(event.span.start)
            copy(self.app, quotation(session.listing.article, words, highlight.annotation.speaker if highlight else ""))
            self.say("copied as a Markdown quotation")
        else:
            copy(self.app, words)
            self.say(f"copied {len(words):,} characters")

    # ---- the mouse

    @on(PageMouse.Pointed)
    def _pointed(self, event: PageMouse.Pointed) -> None:
        region = self.page.region
        self.bar.show_at(region.x + event.x, region.y + event.y, on_highlight=event.highlight is not None)

    @on(ReaderPane.Refused)
    @on(ArticlesPane.Refused)
    def _refused(self, event: ReaderPane.Refused | ArticlesPane.Refused) -> None:
        self.say(event.reason)
