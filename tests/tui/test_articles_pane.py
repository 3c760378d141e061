from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from reader.tui.panes.articles import ArticlesPane
from tests.tui.hosting import Host, hit, screen_text, write
from tests.tui.samples import TODAY, listing, pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.article import Listing


def _pane() -> ArticlesPane:
    return ArticlesPane(clock=lambda: TODAY)


def _current(pane: ArticlesPane) -> str:
    return pane.current.article.id if pane.current else ""


async def test_a_wide_list_has_one_line_for_an_article() -> None:
    pane = _pane()
    async with Host(pane).driven(100, 10) as pilot:
        pane.show(3, pages(3))
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[:3] == [
            "▌  ●  14 Mar    Harbour Review       The town that counted its empty houses           4 min  ▎3",
            "      20 Sep    The Wire             Budget cut [/] now, says [red]minister[/red]     5 min",
            " ★ ●  Nov 2025                       They was [sic] there                             7 min  ▎1",
        ]


async def test_a_narrow_list_has_two_lines_for_an_article() -> None:
    pane = _pane()
    async with Host(pane).driven(40, 10) as pilot:
        pane.show(3, pages(3))
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[:6] == [
            "▌● The town that counted its empty ho…",
            "▌  14 Mar · Harbour Review       ▎3",
            "   Budget cut [/] now, says [red]mini…",
            "   20 Sep · The Wire",
            " ● They was [sic] there",
            " ★ Nov 2025                      ▎1",
        ]


async def test_keys_move_the_cursor_and_tell_of_it() -> None:
    pane = _pane()
    host = Host(pane)
    async with host.driven() as pilot:
        pane.show(100, pages(100))
        pane.focus()
        await hit(pilot, "j", "down", "k")
        assert _current(pane) == "article-1"
        await hit(pilot, "G")
        assert _current(pane) == "article-99"
        await hit(pilot, "g")
        assert _current(pane) == "article-0"
        await hit(pilot, "k")
        assert _current(pane) == "article-0"
        await hit(pilot, "space")
        assert _current(pane) == "article-23"
        await hit(pilot, "ctrl+u")
        assert _current(pane) == "article-12"
        await hit(pilot, "b")
        assert _current(pane) == "article-0"
        assert [message.listing.article.id for message in host.posted(ArticlesPane.Moved)][-1] == "article-0"


async def test_the_cursor_stays_in_view() -> None:
    pane = _pane()
    async with Host(pane).driven(80, 10) as pilot:
        pane.show(100, pages(100))
        pane.focus()
        await hit(pilot, "G")
        await pilot.pause()
        assert "99: " in screen_text(pilot.app).splitlines()[-1]
        await write(pilot, "kkkkkkkkkkkk")
        await pilot.pause()
        assert any(line.startswith("▌") for line in screen_text(pilot.app).splitlines())
        assert pane.cursor == 87


async def test_a_list_that_must_scroll_scrolls_half_a_page_so_that_few_keys_repaint_it_all() -> None:
    pane = _pane()
    async with Host(pane).driven(80, 10) as pilot:
        pane.show(100, pages(100))
        pane.focus()
        shifts = []
        for _ in range(30):
            await hit(pilot, "j")
            shifts.append(pane.scroll_offset.y)
        assert sum(before != after for before, after in pairwise(shifts)) <= 6


async def test_a_cursor_that_was_scrolled_away_comes_back_where_one_looks() -> None:
    pane = _pane()
    async with Host(pane).driven(80, 10) as pilot:
        pane.show(100, pages(100))
        pane.focus()
        pane.scroll_to(y=50, animate=False)
        await hit(pilot, "j")
        assert pane.cursor == 50
        pane.scroll_to(y=0, animate=False)
        await hit(pilot, "k")
        assert pane.cursor == 9


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("enter", ArticlesPane.Opened),
        ("l", ArticlesPane.Opened),
        ("r", ArticlesPane.ReadToggled),
        ("s", ArticlesPane.StarToggled),
        ("o", ArticlesPane.SourceRequested),
    ],
)
async def test_a_key_asks_for_what_it_says(key: str, kind: type[ArticlesPane.Opened]) -> None:
    pane = _pane()
    host = Host(pane)
    async with host.driven() as pilot:
        pane.show(3, pages(3))
        pane.focus()
        await hit(pilot, "j", key)
        (message,) = host.posted(kind)
        assert message.listing.article.id == "article-1"


async def test_an_empty_list_asks_for_nothing() -> None:
    pane = _pane()
    host = Host(pane)
    async with host.driven() as pilot:
        pane.show(0, pages(0))
        pane.focus()
        await hit(pilot, "j", "k", "G", "g", "space", "enter", "r", "s", "o", "]", "b")
        assert pane.current is None
        assert not host.posted(ArticlesPane.Opened)
        assert "No articles yet" in screen_text(pilot.app)
        assert "a adds one" in screen_text(pilot.app)


async def test_a_filter_that_matches_nothing_says_how_to_leave_it() -> None:
    pane = _pane()
    async with Host(pane).driven() as pilot:
        pane.show(0, pages(0), query="[red]ferry")
        await pilot.pause()
        assert "Nothing matches [red]ferry" in screen_text(pilot.app)
        assert "esc shows all" in screen_text(pilot.app)


async def test_a_click_opens_the_article_under_the_mouse() -> None:
    pane = _pane()
    host = Host(pane)
    async with host.driven(40, 12) as pilot:
        pane.show(30, pages(30))
        await pilot.click(pane, offset=(10, 5))
        assert [message.listing.article.id for message in host.posted(ArticlesPane.Opened)] == ["article-2"]
        assert _current(pane) == "article-2"
        assert pane.has_focus


async def test_a_click_below_the_last_article_does_nothing() -> None:
    pane = _pane()
    host = Host(pane)
    async with host.driven() as pilot:
        pane.show(3, pages(3))
        await pilot.click(pane, offset=(10, 15))
        assert not host.posted(ArticlesPane.Opened)


async def test_the_thumb_can_be_dragged() -> None:
    pane = _pane()
    host = Host(pane)
    async with host.driven(80, 20) as pilot:
        pane.show(200, pages(200))
        await pilot.pause()
        await pilot.mouse_down(pane, offset=(79, 0))
        await pilot.hover(pane, offset=(79, 19))
        await pilot.mouse_up(pane, offset=(79, 19))
        assert pane.scroll_offset.y == 180
        assert pane.cursor == 0
        assert not host.posted(ArticlesPane.Opened)


async def test_a_changed_article_is_shown_at_once() -> None:
    pane = _pane()
    async with Host(pane).driven() as pilot:
        pane.show(3, pages(3))
        await pilot.pause()
        pane.replace(listing(1, read=False, starred=True))
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[1].startswith(" ★ ●  20 Sep")


async def test_the_cursor_stays_on_its_article_when_the_list_changes() -> None:
    pane = _pane()
    async with Host(pane).driven(80, 10) as pilot:
        pane.show(1000, pages(1000))
        pane.focus()
        pane.put_cursor(33)
        await hit(pilot, "k", "k", "k")
        place = pane.cursor - pane.scroll_offset.y

        def later(offset: int, limit: int) -> Sequence[Listing]:
            return [listing(i - 300) for i in range(offset, min(1300, offset + limit))]

        pane.show(1300, later, keep="article-30")
        assert pane.cursor == 330
        assert pane.cursor - pane.scroll_offset.y == place


async def test_an_article_that_is_gone_leaves_the_cursor_where_it_was() -> None:
    pane = _pane()
    async with Host(pane).driven():
        pane.show(100, pages(100))
        assert pane.select("article-40")
        pane.show(20, pages(20), keep="article-40")
        assert pane.cursor == 19
        pane.show(20, pages(20))
        assert pane.cursor == 0
        assert not pane.select("article-40")


async def test_a_list_can_begin_far_down() -> None:
    pane = _pane()
    async with Host(pane).driven() as pilot:
        pane.show(100_000, pages(100_000), keep="article-77777", near=77_000)
        await pilot.pause()
        assert _current(pane) == "article-77777"
        assert "77777: " in screen_text(pilot.app)


async def test_neighbours_are_those_of_the_list() -> None:
    pane = _pane()
    async with Host(pane).driven():
        pane.show(3, pages(3))
        following = pane.neighbour(1)
        assert following is not None
        assert following.article.id == _current(pane) == "article-1"
        assert pane.neighbour(-1) is not None
        assert pane.neighbour(-1) is None
        assert _current(pane) == "article-0"


async def test_unread_articles_are_found_however_far_they_are() -> None:
    pane = _pane()
    host = Host(pane)

    def all_but(offset: int, limit: int) -> Sequence[Listing]:
        return [listing(i, read=i != 4321) for i in range(offset, min(9000, offset + limit))]

    async with host.driven() as pilot:
        pane.show(9000, all_but)
        pane.focus()
        await hit(pilot, "right_square_bracket")
        await pilot.app.workers.wait_for_complete()
        assert pane.cursor == 4321
        await hit(pilot, "right_square_bracket")
        await pilot.app.workers.wait_for_complete()
        assert pane.cursor == 4321
        assert host.posted(ArticlesPane.Refused)
        pane.put_cursor(8000)
        await hit(pilot, "left_square_bracket")
        await pilot.app.workers.wait_for_complete()
        assert pane.cursor == 4321


async def test_only_the_pages_that_are_looked_at_are_asked_for() -> None:
    pane = _pane()
    asked: list[int] = []

    def page(offset: int, limit: int) -> Sequence[Listing]:
        asked.append(offset)
        return pages(100_000)(offset, limit)

    async with Host(pane).driven() as pilot:
        pane.show(100_000, page)
        await pilot.pause()
        assert asked == [0]
        pane.focus()
        await hit(pilot, "j", "j")
        assert asked == [0]
        await hit(pilot, "G")
        await pilot.pause()
        assert asked == [0, 99_800]


@pytest.mark.parametrize("size", [(20, 5), (5, 2), (1, 1), (66, 3), (65, 3)])
async def test_it_lives_on_any_screen(size: tuple[int, int]) -> None:
    pane = _pane()
    async with Host(pane).driven(*size) as pilot:
        pane.show(50, pages(50))
        pane.focus()
        await hit(pilot, "j", "G", "space", "k", "g")
        await pilot.pause()
        assert all(len(line) <= size[0] for line in screen_text(pilot.app).splitlines())


async def test_the_cursor_is_in_view_after_the_screen_has_changed() -> None:
    pane = _pane()
    async with Host(pane).driven(80, 24) as pilot:
        pane.show(50, pages(50))
        pane.focus()
        await hit(pilot, "G")
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert "49: " in screen_text(pilot.app)


async def test_without_colours_the_same_is_said() -> None:
    pane = _pane()
    host = Host(pane)
    host.no_color = True
    async with host.driven(40, 6) as pilot:
        pane.show(3, pages(3))
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[0] == "▌● The town that counted its empty ho…"
