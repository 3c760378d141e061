"""What the next start will show: the desk, put as it is then, without anybody seeing it."""

from __future__ import annotations

from asyncio import Event
from typing import TYPE_CHECKING

from reader.snapshot import Frame
from reader.tui.last_frame import painted

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.store.desk import Desk
    from reader.tui.screens.desk import DeskScreen


async def laid_out(screen: Screen[None]) -> None:
    """Wait until every pane of `screen` has its place."""
    done = Event()
    screen.call_after_refresh(done.set)
    await done.wait()


async def frame(desk: DeskScreen, state: Desk) -> Frame | None:
    """What a start shows of a desk that was left in this `state`; None when nobody can say.

    A start shows the list, its cursor where it was, and an empty page beside it: so that is what is painted, wherever
    one quits. It cannot be told where something is in the way, or where a start would complain of something.
    """
    complaints = getattr(desk.app, "complaints", ())
    is_settled = desk.is_current and desk.is_furnished and desk.is_looked_at
    if not is_settled or desk.library.read_only or complaints or desk.prompt.is_open or not desk.articles.count:
        return None
    desk.frames.hold()
    if desk.status.rows > 1:
        desk.say("")
        await laid_out(desk)
    # Where there is room for one pane only, the list must first be laid out; elsewhere it stands where it will stand.
    is_moved = any(map(desk.has_class, ("zen", "no-notes", "at-notes"))) or desk.has_class("-narrow")
    desk.page.open(None)
    desk.show_notes()
    desk.wanted = ""
    desk.set_focus(desk.articles)
    if is_moved and not desk.articles.has_focus:
        desk.remove_class("zen", "no-notes")
        desk.show_place("list")
        await laid_out(desk)
    desk.page.has_focus, desk.articles.has_focus = False, True
    desk.show_keys()
    desk.articles.put_cursor(0)
    desk.articles.scroll_to(y=0, animate=False)
    desk.fill(keep=state.article, near=state.row)
    desk.say("")
    ansi = painted(desk)
    return None if ansi is None else Frame(ansi, desk.articles.paths_shown())
