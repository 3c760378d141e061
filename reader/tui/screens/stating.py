"""The desk's list: read and unread, starred or not, for one article or all that are selected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.tui.panes.articles import ArticlesPane
from reader.tui.screens.changing import ChangingDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.article import ArticleState, Listing
    from reader.store.history import Operation


class StatingDesk(ChangingDesk):
    """The part of the desk that keeps what was read and what is starred."""

    @dataclass
    class UnreadFound(Message):
        """Which articles of the list are unread."""

        query: str
        unread: Sequence[Listing]

    @on(ArticlesPane.ChoiceChanged)
    def _count_chosen(self, event: ArticlesPane.ChoiceChanged) -> None:
        self.say("d, r and s take all of them" if event.count else "")

    @on(ArticlesPane.ReadToggled)
    def _toggle_read(self, event: ArticlesPane.ReadToggled) -> None:
        listings = self._asked(event.listing, event.chosen)
        read = not all(listing.state.read for listing in listings)
        states = [replace(listing.state, read=read) for listing in listings]
        self._change_states(listings, states, "read" if read else "unread")

    @on(ArticlesPane.StarToggled)
    def _toggle_star(self, event: ArticlesPane.StarToggled) -> None:
        listings = self._asked(event.listing, event.chosen)
        starred = not all(listing.state.starred for listing in listings)
        states = [replace(listing.state, starred=starred) for listing in listings]
        self._change_states(listings, states, "starred" if starred else "star taken from")

    def action_all_read(self) -> None:
        """All that the list shows is to count as read."""
        self._find_unread(self.wanted)

    @work(thread=True, group="states", exclusive=True)
    def _find_unread(self, query: str) -> None:
        try:
            listings = self.library.listings(query, live=True)
        except ReaderError as error:
            self.post_message(self.LookFailed(error))
        else:
            self.post_message(self.UnreadFound(query, [each for each in listings if not each.state.read]))

    def on_stating_desk_unread_found(self, event: UnreadFound) -> None:
        """Count them as read, in one step, unless another list is shown by now."""
        if event.query != self.wanted:
            return
        unread = [listing for listing in map(self.known, event.unread) if not listing.state.read]
        if not unread:
            self.say("all that is shown is read")
            return
        states = [replace(listing.state, read=True) for listing in unread]
        operation = self._state_operation(unread, states, "read")
        self._changed |= {
            listing.article.id: replace(listing, state=state) for listing, state in zip(unread, states, strict=True)
        }
        self.articles.show_again(self.known)
        self.apply(operation)
        self.say(f"{operation.label}; u takes it back")

    def _asked(self, listing: Listing, chosen: Sequence[Listing]) -> list[Listing]:
        """What is selected and still there, as it is now; the one under the cursor where nothing is selected."""
        there = [self.known(each) for each in chosen or (listing,) if self.library.catalogue.get(each.article.id)]
        if not there:
            self.say("what was selected is gone from the disk" if chosen else "this article is gone from the disk")
        return there

    def _change_states(self, listings: Sequence[Listing], states: Sequence[ArticleState], what: str) -> None:
        if not listings:
            return
        operation = self._state_operation(listings, states, what)
        for listing, state in zip(listings, states, strict=True):
            self.show_listing(replace(listing, state=state))
        self.apply(operation)

    def _state_operation(self, listings: Sequence[Listing], states: Sequence[ArticleState], what: str) -> Operation:
        from reader.store.history import Change  # noqa: PLC0415 - not needed to start

        changes = [
            Change("state", listing.article.id, listing.article.id, listing.state, state)
            for listing, state in zip(listings, states, strict=True)
            if state != listing.state
        ]
        title = f"“{listings[0].article.title}”" if len(listings) == 1 else f"{len(listings):,} articles"
        return self.library.operation(f"{title} {what}", *changes)
