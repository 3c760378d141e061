"""The dialog that adds: it asks, finds, takes in, can be stopped, and keeps what was typed."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual.widgets import Input

from reader.errors import FetchError, SourceError
from reader.library.values import Added, Found
from reader.tui.adding.dialog import AddDialog
from reader.tui.adding.outcome import Outcome
from tests.tui.hosting import Host, hit, screen_text, write
from tests.tui.samples import listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.tui.adding.offers import Offer

ADDRESS = "review.example/houses"
PAGE = Found("page", "https://review.example/houses", "The town [/] that counted", "The Review · 1,204 words")
LOOKS = """\



╭─ Add ────────────────────────────────────────────────────────────────────────╮
│ ❯ review.example/a                                                           │
│                                                                              │
│ The bridge                                                                   │
│ a page · by Ada · 120 words · https://review.example/a                       │
│                                                                              │
│ ▌Add it and read it                                                          │
│  Subscribe to “The Review”  https://review.example/feed                      │
│                                                                              │
│ enter Add  ↓ Next  esc Leave                                                 │
╰──────────────────────────────────────────────────────────────────────────────╯









"""


class Scripted:
    """Gives one answer after the other."""

    def __init__(self, *answers: Found | Exception, results: tuple[Added | SourceError, ...] = ()) -> None:
        self.answers, self.results = list(answers), results
        self.looked: list[str] = []
        self.taken: list[Offer] = []
        self.waits = Event()
        """Is set when somebody waits to be stopped."""

        self.hangs = False

    def look(self, typed: str, stop: Event) -> Found:
        self.looked.append(typed)
        if self.hangs:
            self.waits.set()
            assert stop.wait(10)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def take(self, offer: Offer, stop: Event, tell: Callable[[Outcome], None]) -> Outcome:
        self.taken.append(offer)
        outcome = Outcome(total=len(self.results))
        for result in self.results:
            outcome = outcome.with_result(result)
            tell(outcome)
        if self.hangs:
            self.waits.set()
            assert stop.wait(10)
        return outcome


def _added(index: int, *, is_new: bool = True) -> Added:
    return Added(listing(index), is_new)


async def _done(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def _typed(pilot: Pilot[None], text: str) -> None:
    await write(pilot, text)
    await hit(pilot, "enter")
    await _done(pilot)


async def test_at_80_columns_the_dialog_looks_so() -> None:
    feeds = (("https://review.example/feed", "The Review"),)
    worker = Scripted(Found("page", "https://review.example/a", "The bridge", "by Ada · 120 words", feeds))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, "review.example/a")
        assert screen_text(host) == LOOKS
        await hit(pilot, "down")
        assert "enter Subscribe" in screen_text(host)


async def test_a_page_is_found_added_and_returned() -> None:
    worker = Scripted(PAGE, results=(_added(3),))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        assert "a page to read, or a feed" in screen_text(host)
        await _typed(pilot, ADDRESS)
        assert "The town [/] that counted" in screen_text(host)
        assert "a page · The Review · 1,204 words" in screen_text(host)
        assert "Add it and read it" in screen_text(host)
        await hit(pilot, "enter")
        await _done(pilot)
    assert host.results == [Outcome(("article-3",), new=1, total=1)]
    assert worker.looked == [ADDRESS]


async def test_an_error_is_read_in_the_dialog_and_enter_tries_again_with_what_was_typed() -> None:
    worker = Scripted(FetchError("review.example could not be found. Check the name.", "name"), PAGE)
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, ADDRESS)
        assert "review.example could not be found. Check the name." in screen_text(host)
        assert host.screen.query_one(Input).value == ADDRESS
        await hit(pilot, "enter")
        await _done(pilot)
        assert "could not be found" not in screen_text(host)
        assert "Add it and read it" in screen_text(host)
        await write(pilot, "x")
        assert "Add it and read it" not in screen_text(host)
    assert worker.looked == [ADDRESS, ADDRESS]


async def test_a_look_is_stopped_by_esc_and_what_it_finds_later_is_not_shown() -> None:
    worker = Scripted(PAGE)
    worker.hangs = True
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await write(pilot, ADDRESS)
        await hit(pilot, "enter")
        assert worker.waits.wait(10)
        assert f"looking at {ADDRESS} …" in screen_text(host)
        await hit(pilot, "escape")
        await _done(pilot)
        assert "stopped; enter looks again" in screen_text(host)
        assert host.screen.query_one(Input).value == ADDRESS
        await hit(pilot, "escape")
    assert host.results == [None]


async def test_a_page_that_names_feeds_offers_to_subscribe_first() -> None:
    feeds = (("https://review.example/feed", "The Review"),)
    worker = Scripted(Found("feeds", "https://review.example/", "The Review", feeds=feeds), results=(_added(0),))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, "review.example")
        assert "Subscribe to “The Review”  https://review.example/feed" in screen_text(host)
        await hit(pilot, "down", "enter")
        await _done(pilot)
    assert [offer.label for offer in worker.taken] == ["Add this page alone"]


async def test_what_could_not_be_taken_is_read_before_one_goes_on() -> None:
    broken = SourceError("broken.pdf is no PDF. Open it in another program, and save it again.")
    worker = Scripted(Found("folder", "/saved", count=2), results=(_added(1), broken))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, "saved")
        assert "Add 2 articles" in screen_text(host)
        await hit(pilot, "enter")
        await _done(pilot)
        assert "1 article added; 1 could not be taken" in screen_text(host)
        assert "! broken.pdf is no PDF." in screen_text(host)
        assert host.results == []
        await hit(pilot, "enter")
    assert host.results == [Outcome(("article-1",), 1, troubles=(str(broken),), trouble_count=1, total=2)]


async def test_what_could_not_be_taken_is_tried_again() -> None:
    offline = SourceError("This computer seems to be offline.")
    worker = Scripted(Found("list", "/pocket.csv", "pocket.csv", count=2), results=(offline, offline))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, "pocket.csv")
        await hit(pilot, "enter")
        await _done(pilot)
        assert "nothing was added; 2 could not be taken" in screen_text(host)
        assert "enter Try again" in screen_text(host)
        worker.results = (_added(1), offline)
        await hit(pilot, "enter")
        await _done(pilot)
        assert "1 article added; 1 could not be taken" in screen_text(host)
        assert "tab Try again" in screen_text(host)
        worker.results = (_added(1, is_new=False), _added(2))
        await hit(pilot, "tab")
        await _done(pilot)
    assert [type(result) for result in host.results] == [Outcome]
    assert len(worker.taken) == 3


async def test_taking_in_is_stopped_by_esc_and_what_came_stays() -> None:
    worker = Scripted(Found("folder", "/saved", count=2), results=(_added(1), _added(2)))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, "saved")
        worker.hangs = True
        await hit(pilot, "enter")
        assert worker.waits.wait(10)
        await pilot.pause()
        assert "of 2 looked at … esc stops" in screen_text(host)
        await hit(pilot, "escape")
        await _done(pilot)
    assert [type(result) for result in host.results] == [Outcome]


async def test_what_is_here_already_is_opened() -> None:
    worker = Scripted(Found("here", "https://a.example/", "A", listing=listing(2)))
    host = Host(dialog=AddDialog(worker))
    async with host.driven() as pilot:
        await _typed(pilot, "a.example")
        assert "you have it already" in screen_text(host)
        await hit(pilot, "enter")
    assert host.results == [Outcome(("article-2",), known=1)]


async def test_a_path_is_completed_by_tab(tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "story.md").write_text("x", "utf-8")
    worker = Scripted(Found("file", "x", "Story"))
    host = Host(dialog=AddDialog(worker))
    async with host.driven(120, 30) as pilot:
        await write(pilot, f"{tmp_path}/sa")
        await _done(pilot)
        await hit(pilot, "tab")
        await _done(pilot)
        assert "story.md" in screen_text(host)
        await hit(pilot, "tab", "enter")
        await _done(pilot)
    assert worker.looked == [f"{tmp_path}/saved/story.md"]


async def test_quitting_waits_for_what_is_taken_in_and_asks_for_nothing_else() -> None:
    worker = Scripted(PAGE, results=(_added(1),))
    dialog = AddDialog(worker)
    host = Host(dialog=dialog)
    async with host.driven() as pilot:
        assert dialog.may_quit()
        await _typed(pilot, ADDRESS)
        worker.hangs = True
        await hit(pilot, "enter")
        assert worker.waits.wait(10)
        assert not dialog.may_quit()
        await _done(pilot)
    assert len(host.results) == 1
