"""The desk's searching, copying and pointing with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.screens.marking import MarkingDesk

if TYPE_CHECKING:
    from reader.tui.dialogs.line_prompt import LinePrompt
    from reader.tui.panes.articles import ArticlesPane
    from reader.tui.panes.page_mouse import PageMouse
    from reader.tui.panes.reader import ReaderPane


class PointingDesk(MarkingDesk):
    """The part of the desk that finds and copies, and that follows the mouse."""

    _searched_from = 0

    # ---- search

    def action_search(self) -> None:
        """Filter the list, or search in the article."""
        if self.session is not None and not self.articles.has_focus:
            self._searched_from = self.session.caret
            self.prompt.ask("search", "", place="page")
        else:
            self.prompt.ask("filter", self.wanted, place="list")

    def on_line_prompt_changed(self, event: LinePrompt.Changed) -> None:
        """Filter or search while one types."""
        if event.place == "page":
            self._search(event.text)
        else:
            self.filter_list(event.text)

    def on_line_prompt_stepped(self, event: LinePrompt.Stepped) -> None:
        """Go through what was found."""
        if event.place == "page":
            self.page.action_match(event.step)
        else:
            self.articles.action_step(event.step)

    def _search(self, wanted: str) -> None:
        from reader.text.search import matches  # noqa: PLC0415 - not needed to start

        session = self.session
        if session is None:
            return
        found = matches(session.text.plain, wanted)
        self.page.show_matches(found)
        if not found:
            self.say(f"nothing says {wanted}" if wanted.strip() else "")
            return
        start = next((start for start, _ in found if start >= self._searched_from), found[0][0])
        self.page.take(session.moved(start))

    def on_line_prompt_submitted(self, event: LinePrompt.Submitted) -> None:
        """Stay with what was found."""
        (self.page if event.place == "page" else self.articles).focus()

    def on_line_prompt_cancelled(self, event: LinePrompt.Cancelled) -> None:
        """Back to where one was."""
        session = self.session
        if event.place == "page" and session is not None:
            self.page.show_matches(())
            self.page.take(session.moved(self._searched_from))
            self.page.focus()
        else:
            self.filter_list("")
            self.articles.focus()

    # ---- copies

    def on_reader_pane_copy_requested(self, event: ReaderPane.CopyRequested) -> None:
        """Copy a passage."""
        from reader.tui.clipboard import copy  # noqa: PLC0415 - not needed to start

        session = self.session
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

    def on_page_mouse_pointed(self, event: PageMouse.Pointed) -> None:
        """Show what can be done with what the mouse selected."""
        region = self.page.region
        self.bar.show_at(region.x + event.x, region.y + event.y, on_highlight=event.highlight is not None)

    def on_reader_pane_refused(self, event: ReaderPane.Refused) -> None:
        """Say why a key did nothing."""
        self.say(event.reason)

    def on_articles_pane_refused(self, event: ArticlesPane.Refused) -> None:
        """Say why a key did nothing."""
        self.say(event.reason)
