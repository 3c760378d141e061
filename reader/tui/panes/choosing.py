"""What is asked for one article of the list, or for several that are selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.tui.cursor_list import CursorList

if TYPE_CHECKING:
    from reader.model.article import Listing


class ChoosingList(CursorList):
    """A list of articles of which several can be selected."""

    _chosen: dict[str, Listing]

    @dataclass
    class ChoiceChanged(Message):
        """So many are selected."""

        count: int

    @dataclass
    class ReadToggled(Message):
        """An article is to count as read, or as unread."""

        listing: Listing
        chosen: tuple[Listing, ...] = ()
        """Those that are selected: then it is about all of them."""

    @dataclass
    class StarToggled(Message):
        """An article is to be starred, or not."""

        listing: Listing
        chosen: tuple[Listing, ...] = ()
        """Those that are selected: then it is about all of them."""

    @dataclass
    class EditRequested(Message):
        """An article's data is to be edited."""

        listing: Listing

    @dataclass
    class TrashRequested(Message):
        """An article is to be thrown away."""

        listing: Listing
        chosen: tuple[Listing, ...] = ()
        """Those that are selected: then it is about all of them."""

    def at(self, index: int) -> Listing | None:
        """One article of the list; None where there is none."""
        raise NotImplementedError

    @property
    def current(self) -> Listing | None:
        """The article under the cursor; None in an empty list."""
        return self.at(self.cursor)

    @property
    def count_chosen(self) -> int:
        """How many are selected."""
        return len(self._chosen)

    @property
    def chosen_ids(self) -> tuple[str, ...]:
        """Ids of the articles that are selected."""
        return tuple(self._chosen)

    def is_chosen(self, listing: Listing) -> bool:
        """Is it one of those that are selected?"""
        return listing.article.id in self._chosen

    def action_choose(self) -> None:
        """Select the article under the cursor, or no longer; then on to the next."""
        listing = self.at(self.cursor)
        if listing is None:
            return
        if self._chosen.pop(listing.article.id, None) is None:
            self._chosen[listing.article.id] = listing
        self.repaint(self.cursor)
        self.action_step(1)
        self.post_message(self.ChoiceChanged(len(self._chosen)))

    def clear_choice(self) -> bool:
        """Select none; False when none was."""
        had_any = bool(self._chosen)
        self._chosen.clear()
        if had_any:
            self.refresh()
        return had_any

    def take_choice(self) -> tuple[Listing, ...]:
        """What is selected, and is no longer from now on."""
        chosen = tuple(self._chosen.values())
        self.clear_choice()
        return chosen

    def action_toggle_read(self) -> None:
        """Read, or unread."""
        if self.current is not None:
            self.post_message(self.ReadToggled(self.current, self.take_choice()))

    def action_toggle_star(self) -> None:
        """Starred, or not."""
        if self.current is not None:
            self.post_message(self.StarToggled(self.current, self.take_choice()))

    def action_edit(self) -> None:
        """Its data."""
        if self.current is not None:
            self.post_message(self.EditRequested(self.current))

    def action_trash(self) -> None:
        """To the trash."""
        if self.current is not None:
            self.post_message(self.TrashRequested(self.current, self.take_choice()))
