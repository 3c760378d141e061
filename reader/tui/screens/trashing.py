"""The desk's trash: articles are thrown away, articles and notes brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.text.cells import fit
from reader.tui.panes.articles import ArticlesPane
from reader.tui.screens.stating import StatingDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library.trashing import DeletedNote
    from reader.store.history import Operation
    from reader.store.trash import Trashed
    from reader.tui.saver import Saver

TITLE = 32
"""Cells that a title keeps where it is said what became of the article."""


class Moved(NamedTuple):
    """What went into the trash, or came out of it."""

    operation: Operation
    title: str
    then: str
    """What else is to be said."""


class TrashingDesk(StatingDesk):
    """The part of the desk that throws away and brings back."""

    @dataclass
    class TrashRead(Message):
        """What was thrown away is known."""

        thrown: Sequence[Trashed | DeletedNote]

    @on(ArticlesPane.TrashRequested)
    def _throw(self, event: ArticlesPane.TrashRequested) -> None:
        articles = [listing.article for listing in self._asked(event.listing, event.chosen)]
        if not articles:
            return
        ids = tuple(article.id for article in articles)
        for article_id in ids:
            self._close(article_id)
        self._move(ids, lambda: self.library.trash.put(ids), articles[0].title, "; u brings it back")

    def _move(self, ids: tuple[str, ...], act: Callable[[], Operation], title: str, then: str) -> None:
        """Do it after all saves that were asked for before."""
        from reader.tui.saver import Job  # noqa: PLC0415 - not needed to start

        self.saver.submit(Job(lambda: Moved(act(), title, then), frozenset(ids), can_wait=False))

    def on_saver_saved(self, event: Saver.Saved) -> None:
        """Show the list as it is now."""
        if isinstance(event.result, Moved):
            operation, title, then = event.result
            self._show_moved(operation)
            words = operation.label.replace(f"“{title}”", f"“{fit(title, TITLE)}”")
            self.say(f"{words}{then}")

    def _show_turned(self, done: str, operation: Operation | None) -> None:
        super()._show_turned(done, operation)
        if operation is not None and any(change.kind in {"file", "text"} for change in operation.changes):
            self._show_moved(operation)
            self.say(f"{done}: {operation.label}")

    def _show_moved(self, operation: Operation) -> None:
        for change in operation.changes:
            if change.kind == "note" and change.article == self._open_id:
                self._show_note(change)
        for article_id in {change.article for change in operation.changes if change.kind in {"file", "text"}}:
            if self.library.catalogue.get(article_id) is None:
                self._close(article_id)
            self.show_again(article_id)
        self.refill()
        self.known_themes()

    def _close(self, article_id: str) -> None:
        """Put an article away that is open, and keep where reading was."""
        if self._open_id != article_id:
            return
        self.keep_position()
        self.page.open(None)
        self.seen = None
        self.show_notes()
        self.show_place("list")
        self.articles.focus()

    # ---- back

    @work(thread=True, group="trash", exclusive=True)
    def action_show_trash(self) -> None:
        """Look what was thrown away, and show it."""
        trash = self.library.trash
        try:
            thrown: list[Trashed | DeletedNote] = [*trash.articles(), *trash.notes()]
        except ReaderError as error:
            self.post_message(self.LookFailed(error))
        else:
            self.post_message(self.TrashRead(sorted(thrown, key=lambda each: each.at, reverse=True)))

    def on_trashing_desk_trash_read(self, event: TrashRead) -> None:
        """Show it, unless a dialog was opened meanwhile."""
        if self.app.screen is self:
            self._bring_back(event.thrown)

    @work
    async def _bring_back(self, thrown: Sequence[Trashed | DeletedNote]) -> None:
        """Let the person choose what comes back."""
        from reader.store.trash import Trashed  # noqa: PLC0415 - not needed to start
        from reader.tui.dialogs.trash import TrashDialog  # noqa: PLC0415

        chosen = await self.app.push_screen_wait(TrashDialog(thrown))
        if isinstance(chosen, Trashed):
            about = chosen.about
            self._move((about.id,), lambda: self.library.trash.restore(chosen), about.title, "")
        elif chosen is not None:
            article_id = chosen.annotation.target.article
            self._move((article_id,), lambda: self.library.trash.restore_note(chosen), chosen.title, "")
