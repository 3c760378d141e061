from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from reader.tui.commands import Palette
from reader.tui.panes.articles import ArticlesPane
from tests.tui.hosting import Host, screen_text, write
from tests.tui.samples import TODAY, listing, pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.model.article import Listing


class _Desk(Screen[None]):
    opened = ""

    def compose(self) -> ComposeResult:
        yield ArticlesPane(clock=lambda: TODAY)

    def find_articles(self, words: str, limit: int) -> Sequence[Listing]:
        found = (listing(index) for index in range(6))
        return [one for one in found if words.casefold() in one.article.title.casefold()][:limit]

    def open_article(self, article_id: str) -> None:
        self.opened = article_id


async def test_actions_and_articles_are_found_by_their_words_and_run() -> None:
    desk = _Desk()
    host = Host(dialog=desk)
    async with host.driven() as pilot:
        pane = desk.query_one(ArticlesPane)
        pane.show(10, pages(10))
        pane.focus()
        host.push_screen(Palette())
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Read/unread  r  read or unread" in screen_text(pilot.app)
        await write(pilot, "star")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Read/unread" not in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert [message.listing.article.id for message in host.posted(ArticlesPane.StarToggled)] == ["article-0"]

        host.push_screen(Palette())
        await pilot.pause()
        await write(pilot, "[red]")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Budget cut [/] now, says [red]minister[/red]  The Wire" in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.opened == "article-1"
