"""What other programs do to the library while the app is open: it is on the screen within a second."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library
from reader.settings import Settings
from tests.conftest import STORY
from tests.tui.desk import Driver, desk, notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

SOON = 1.0
"""Seconds within which it is to be seen."""


@pytest.fixture(params=["auto", "poll"])
def watching(request: pytest.FixtureRequest) -> Callable[..., AbstractAsyncContextManager[Driver]]:
    """The app, watching the files in one way or the other."""

    def opened(library: Library, *size: int, **options: Any) -> AbstractAsyncContextManager[Driver]:
        return desk(library, *(size or (160, 40)), settings=Settings(watch=request.param), **options)

    return opened


def move(path: Path, other: Path) -> None:
    path.rename(other)


async def ready(driver: Driver, root: Path) -> None:
    """Wait until the watcher has told of something."""
    title, number = "The watcher is ready", 0
    while title not in driver.screen:
        number += 1
        path = root / "articles" / f"zz-ready-{number}.md"
        path.write_text(f"# {title}\n\nNow.\n", "utf-8")
        began = monotonic()
        while title not in driver.screen and monotonic() < began + SOON:
            await driver.pilot.pause(0.02)
    for path in (root / "articles").glob("zz-ready-*.md"):
        path.unlink()
    await driver.until(lambda: title not in driver.screen)


async def soon(driver: Driver, is_so: Callable[[], object]) -> None:
    began = monotonic()
    await driver.until(is_so)
    assert monotonic() - began < SOON + 1.5  # the machine that runs the tests may be busy


async def test_articles_that_come_change_and_go_are_in_the_list_and_the_cursor_stays(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    articles = root / "articles"
    async with watching(library) as driver:
        await ready(driver, root)
        await driver.press("G")
        current = driver.desk.articles.current
        assert current is not None
        (articles / "below").mkdir()
        (articles / "below" / "new.md").write_text("# A new one\n\nWords.\n", "utf-8")
        await soon(driver, lambda: "A new one" in driver.screen)
        here = driver.desk.articles.current
        assert here is not None
        assert here.article.id == current.article.id
        (articles / "below" / "new.md").write_text("# Another title\n\nWords.\n", "utf-8")
        await soon(driver, lambda: "Another title" in driver.screen)
        (articles / "below" / "new.md").unlink()
        await soon(driver, lambda: "Another title" not in driver.screen)
        here = driver.desk.articles.current
        assert here is not None
        assert here.article.id == current.article.id


async def test_a_filter_stays_and_shows_what_matches_now(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    async with watching(library) as driver:
        await ready(driver, root)
        await driver.press("slash")
        await driver.type("ferry")
        await driver.press("enter")
        assert driver.desk.articles.count == 1
        (root / "articles" / "new.md").write_text("# The ferry again\n\nWords.\n", "utf-8")
        (root / "articles" / "other.md").write_text("# Nothing of it\n\nWords.\n", "utf-8")
        await soon(driver, lambda: driver.desk.articles.count == 2)
        assert "Nothing of it" not in driver.screen
        assert driver.desk.wanted == "ferry"


async def test_marks_stars_and_themes_of_a_script_are_seen(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    houses = library.find("houses").article.id
    async with watching(library) as driver:
        await ready(driver, root)
        other = Library.open(root)
        other.mark(houses, "fewer than two hundred homes", themes=["counting"])
        other.set_state(houses, type(other.listing(houses).state)(starred=True))
        other.close()
        await soon(driver, lambda: library.listing(houses).highlights == 1)
        await driver.until(lambda: any(use.theme.name == "counting" for use in driver.desk.themes))
        listed = next(
            one for at in range(2) if (one := driver.desk.articles.at(at)) is not None and one.article.id == houses
        )
        assert (listed.state.starred, listed.highlights) == (True, 1)


async def test_our_own_saves_are_read_by_nobody(
    library: Library,
    root: Path,
    watching: Callable[..., AbstractAsyncContextManager[Driver]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with watching(library) as driver:
        await ready(driver, root)
        read: list[Any] = []
        taken = library.refresh_paths

        def take(paths: frozenset[str] | None, *more: Any) -> Any:
            read.append(paths)
            return taken(paths, *more)

        monkeypatch.setattr(library, "refresh_paths", take)
        await driver.open("bridge")
        await driver.press("m", "m", "escape", "j", "m", "m", "escape")
        (root / "articles" / "last.md").write_text("# The last one\n\nWords.\n", "utf-8")
        await driver.until(lambda: any("articles/last.md" in (paths or ()) for paths in read))
        assert {path for paths in read for path in paths or ()} <= {"articles/last.md", "themes.json"}
    assert len(notes(root)) == 2


async def test_an_open_article_that_is_moved_is_followed(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    bridge = library.find("bridge").article.id
    async with watching(library) as driver:
        await ready(driver, root)
        await driver.open("bridge")
        await driver.press("m", "m", "escape")
        (root / "articles" / "2026").mkdir()
        (root / "articles" / "bridge.txt").rename(root / "articles" / "2026" / "harbour.txt")
        await soon(driver, lambda: "moved to articles/2026/harbour.txt" in driver.screen)
        (root / "articles" / "2026" / "harbour.txt").write_text("Before. " + STORY, "utf-8")
        await soon(driver, lambda: "Before. The harbour" in driver.screen)
        await driver.press("G", "m", "m", "escape")
        assert "is gone" not in driver.screen
    assert len(notes(root)) == 2
    assert library.find("articles/2026/harbour.txt").article.id == bridge
    assert [highlight.span is not None for highlight in library.read(bridge).highlights] == [True, True]


async def test_an_open_article_that_is_moved_is_followed_also_where_nothing_is_watched(
    library: Library, root: Path
) -> None:
    async with desk(library, 160, 40) as driver:
        await driver.open("bridge")
        (root / "articles" / "bridge.txt").rename(root / "articles" / "harbour.txt")
        await driver.until(lambda: "moved to articles/harbour.txt" in driver.screen)
        await driver.press("m", "m", "escape")
    assert len(notes(root)) == 1


async def test_a_thousand_files_at_once_are_one_look_or_two(
    library: Library,
    root: Path,
    watching: Callable[..., AbstractAsyncContextManager[Driver]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with watching(library) as driver:
        await ready(driver, root)
        looks: list[Any] = []
        taken = library.refresh_paths

        def take(paths: frozenset[str] | None, *more: Any) -> Any:
            looks.append(paths)
            return taken(paths, *more)

        monkeypatch.setattr(library, "refresh_paths", take)
        for number in range(1000):
            (root / "articles" / f"many-{number}.md").write_text(f"# Many {number}\n\nWords.\n", "utf-8")
        await driver.until(lambda: driver.desk.articles.count == 1002)
        assert len(looks) <= 6
        assert "articles changed on the disk" in driver.screen or "reading articles" in driver.screen


async def test_two_apps_side_by_side_mark_the_same_article_and_both_show_both(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    second = Library.open(root)
    async with watching(library) as one, watching(second) as two:
        await ready(one, root)
        await one.open("bridge")
        await two.open("bridge")
        await one.press("m", "m")
        await one.type("law")
        await one.press("enter")
        await two.press("G", "m", "m")
        await two.type("sea")
        await two.press("enter")
        for driver in (one, two):
            await soon(driver, lambda driver=driver: len(driver.desk.page.session.highlights) == 2)  # type: ignore[misc]
            await soon(driver, lambda driver=driver: {"law", "sea"} <= set(driver.screen.split()))  # type: ignore[misc]
        await one.press("d", "d")
        await soon(two, lambda: len(two.desk.page.session.highlights) == 1)  # type: ignore[union-attr]
        await one.press("u")
        await soon(two, lambda: len(two.desk.page.session.highlights) == 2)  # type: ignore[union-attr]
    second.close()
    assert sorted(note["themes"] for note in notes(root)) == [["law"], ["sea"]]


async def test_both_write_the_same_note_and_neither_is_lost(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    library.mark(library.find("bridge").article.id, "The harbour board", note="first")
    second = Library.open(root)
    async with watching(library) as one, watching(second) as two:
        await ready(one, root)
        await one.open("bridge")
        await two.open("bridge")
        await one.press("i")
        await one.type(" one")
        await two.press("i")
        await two.type(" two")
        await one.press("ctrl+s")
        await two.press("ctrl+s")
        for driver in (one, two):
            await soon(driver, lambda driver=driver: driver.desk.page.session.conflicts)  # type: ignore[misc]
            await driver.until(lambda driver=driver: "two wordings" in driver.screen)  # type: ignore[misc]
        await two.press("equals_sign", "b")
        await soon(one, lambda: not one.desk.page.session.conflicts)  # type: ignore[union-attr]
    second.close()
    (note,) = notes(root)
    assert sorted(note["note"].split("\n\n")) == ["first one", "first two"]


async def test_a_copy_of_syncthing_is_merged_into_what_is_open_and_told(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board", note="first")
    path = root / "notes" / f"{bridge}.json"
    before = path.read_bytes()
    library.mark(bridge, "runs the ferry", note="from the laptop")
    copy = path.read_bytes()
    path.write_bytes(before)
    async with watching(library) as driver:
        await ready(driver, root)
        await driver.open("bridge")
        path.with_name(f"{bridge}.sync-conflict-20260314-101530-ABCDEFG.json").write_bytes(copy)
        await soon(driver, lambda: "from the laptop" in driver.screen)
        await driver.until(lambda: "was merged in, 1 came or changed" in driver.screen)
        await driver.press("escape")
    assert [note["note"] for note in notes(root)] == ["first", "from the laptop"]
    assert len(list((root / "trash" / "copies").iterdir())) == 1


async def test_a_library_that_is_pulled_out_keeps_its_list_and_is_read_when_it_is_back(
    library: Library, root: Path, watching: Callable[..., AbstractAsyncContextManager[Driver]]
) -> None:
    away = root.with_name("away")
    async with watching(library) as driver:
        await ready(driver, root)
        move(root, away)
        await driver.until(lambda: "Put the library’s folder back" in driver.screen.replace("'", "’"))
        assert driver.desk.articles.count == 2
        (away / "articles" / "new.md").write_text("# Written meanwhile\n\nWords.\n", "utf-8")
        move(away, root)
        await driver.until(lambda: "Written meanwhile" in driver.screen)
