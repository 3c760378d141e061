"""The desk's editing of an article's data: title, author, source, date, address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on, work

from reader.tui.panes.articles import ArticlesPane
from reader.tui.screens.trashing import TrashingDesk

if TYPE_CHECKING:
    from reader.model.article import Article
    from reader.store.history import Operation
    from reader.tui.saver import Saver


class Described(NamedTuple):
    """What became of an article's data."""

    operation: Operation | None
    """None: the file says so already."""


class DescribingDesk(TrashingDesk):
    """The part of the desk that changes what is known of an article."""

    @on(ArticlesPane.EditRequested)
    def _edit_data(self, event: ArticlesPane.EditRequested) -> None:
        self._ask_data(event.listing.article)

    @work
    async def _ask_data(self, article: Article) -> None:
        """Ask for an article's data and write what is changed into its file."""
        from reader.tui.dialogs.article_data import ArticleData  # noqa: PLC0415 - not needed to start
        from reader.tui.saver import Job  # noqa: PLC0415

        facts = await self.app.push_screen_wait(ArticleData(article))
        if facts:
            job = Job(
                lambda: Described(self.library.describing.edit(article.id, facts)),
                frozenset((article.id,)),
                can_wait=False,
            )
            self.saver.submit(job)

    def on_saver_saved(self, event: Saver.Saved) -> None:
        """Show an article with its data as it is now."""
        if not isinstance(event.result, Described):
            return
        operation = event.result.operation
        if operation is None:
            self.say("its file says so already")
            return
        self._show_data(operation)
        self.say(f"{operation.label}; u takes it back")

    def _show_turned(self, done: str, operation: Operation | None) -> None:
        super()._show_turned(done, operation)
        if operation is not None and any(change.kind == "metadata" for change in operation.changes):
            self._show_data(operation)
            self.say(f"{done}: {operation.label}")

    def _show_data(self, operation: Operation) -> None:
        for change in operation.changes:
            self.show_again(change.article)
        self.refill()
