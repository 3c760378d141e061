"""The desk's searching: the list's filter, and words in the article."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.tui.jumps import Spot
from reader.tui.screens.jumping import JumpingDesk

if TYPE_CHECKING:
    from reader.session import Session
    from reader.text.document import Text
    from reader.text.search import Finder, Matches
    from reader.tui.dialogs.line_prompt import LinePrompt
    from reader.tui.panes.page_caret import Sight
    from reader.tui.panes.reader import ReaderPane


@dataclass(frozen=True, slots=True)
class _Search:
    """A search in the article that is being typed."""

    finder: Finder
    text: Text
    """What it looks through."""

    article: str
    sight: Sight
    """Where one was."""

    earlier: Matches
    """What was found before."""


class SearchingDesk(JumpingDesk):
    """The part of the desk that finds."""

    whole_words = False
    """Does a search in the article find whole words only?"""

    _searching: _Search | None = None

    def action_search(self) -> None:
        """Filter the list, or search in the article."""
        session = self.session
        if session is None or self.articles.has_focus:
            self.prompt.ask("filter", self.wanted, place="list")
            return
        self._searching = self._begun(session)
        self.prompt.ask(self._label, place="page")

    def _begun(self, session: Session) -> _Search:
        from reader.text.search import Finder  # noqa: PLC0415 - not needed to start

        finder, page = Finder(session.text.plain), self.page
        return _Search(finder, session.text, session.listing.article.id, page.sight, page.matches)

    def _ended(self) -> _Search | None:
        """The search that was typed; None where another article came under it meanwhile."""
        search, self._searching = self._searching, None
        session = self.session
        is_its_own = search is not None and session is not None and session.listing.article.id == search.article
        return search if is_its_own else None

    @property
    def _label(self) -> str:
        return "search whole words" if self.whole_words else "search"

    def on_line_prompt_changed(self, event: LinePrompt.Changed) -> None:
        """Filter or search while one types."""
        if event.place == "page":
            self._search(event.text)
        else:
            self.filter_list(event.text)

    def on_line_prompt_toggled(self, event: LinePrompt.Toggled) -> None:
        """Find whole words only, or parts of words too."""
        if event.place == "page":
            self.whole_words = not self.whole_words
            self.prompt.label(self._label)
            self._search(event.text)

    def on_line_prompt_stepped(self, event: LinePrompt.Stepped) -> None:
        """Go through what was found."""
        if event.place == "page":
            self.page.action_match(event.step)
            self.prompt.tell(self.match_place())
        else:
            self.articles.action_step(event.step)

    def _search(self, wanted: str) -> None:
        from reader.text.search import Finder  # noqa: PLC0415 - not needed to start

        session, search = self.session, self._searching
        if session is None or search is None:
            return
        if session.listing.article.id != search.article:
            search = self._searching = self._begun(session)
        elif session.text is not search.text:  # its file was changed meanwhile
            search = self._searching = replace(search, finder=Finder(session.text.plain), text=session.text)
        found = search.finder.find(wanted, whole_words=self.whole_words)
        self.page.show_matches(found)
        if not found:
            self.page.return_to(search.sight)
            self.say(f"nothing says {wanted}" if wanted.strip() else "")
            return
        at = bisect_left(found, (search.sight.caret, 0))
        self.page.take(session.moved(found.starts[at if at < len(found) else 0]))
        self.say(f"{self.match_place()} · tab: {'parts of words' if self.whole_words else 'whole words'}")

    def match_place(self) -> str:
        """Which match the caret is on, of how many: `3 of 17`."""
        matches, session = self.page.matches, self.session
        if not matches or session is None:
            return ""
        at = bisect_left(matches, (session.caret, 0))
        is_here = at < len(matches) and matches[at][0] == session.caret
        return f"{f'{at + 1:,}' if is_here else '–'} of {matches.shown}"

    def on_line_prompt_submitted(self, event: LinePrompt.Submitted) -> None:
        """Stay with what was found."""
        if event.place != "page":
            self.articles.focus()
            return
        search = self._ended()
        self.page.focus()
        if search is None or self.session is None:
            return
        if not self.page.matches:
            self.page.show_matches(search.earlier)
            self.say(f"nothing says {event.text}" if event.text.strip() else "")
        elif self.session.caret != search.sight.caret:
            self.jumps.leave(Spot(search.article, search.sight.caret))

    def on_line_prompt_cancelled(self, event: LinePrompt.Cancelled) -> None:
        """Back to where one was."""
        if event.place != "page":
            self.filter_list("")
            self.articles.focus()
            return
        search = self._ended()
        if search is not None:
            self.page.show_matches(search.earlier)
            self.page.return_to(search.sight)
        self.page.focus()

    def on_reader_pane_wrapped(self, event: ReaderPane.Wrapped) -> None:
        """Say that the search began again."""
        edge = "the start" if event.step > 0 else "the end"
        self.say(f"{self.match_place()} matches: on from {edge}" if len(self.page.matches) > 1 else "the only match")
