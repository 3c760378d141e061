"""Disks that are full, read-only, forbidden, failing or gone: nothing is lost, it is said, and it is saved later."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library
from reader.store import atomic
from tests.tui.desk import Driver, desk, notes

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room on the disk",
    errno.EROFS: "make the library writable",
    errno.EACCES: "make the library writable",
    errno.EIO: "may be failing",
}


def refuse(patch: pytest.MonkeyPatch, number: int, place: str = "") -> None:
    """Let every file below the folder `place`, or everywhere, fail to be opened for writing."""
    real = atomic._open

    def fail(path: Path, flags: int) -> int:
        if not place or place in path.parts or place in path.name:
            raise OSError(number, os.strerror(number))
        return real(path, flags)

    patch.setattr(atomic, "_open", fail)


def shown(driver: Driver) -> str:
    """The screen without its line ends."""
    return " ".join(driver.screen.split())


def unsaved(driver: Driver) -> int:
    """How many highlights are drawn as unsaved."""
    return len(driver.desk.page.unsaved)


def contents(root: Path) -> dict[str, bytes]:
    """Every file that a person owns."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".reader" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def unmount(root: Path, *, is_mount_point: bool) -> None:
    """Take a library away; a mount point stays, empty."""
    root.rename(root.with_name("away"))
    if is_mount_point:
        root.mkdir()


def mount(root: Path) -> None:
    """Bring it back."""
    if root.exists():
        root.rmdir()
    root.with_name("away").rename(root)


def is_untouched(root: Path) -> bool:
    """Was nothing made where a library was?"""
    return not root.exists() or not list(root.iterdir())


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("number", FAULTS)
async def test_what_cannot_be_saved_stays_marked_says_why_and_is_saved_when_it_works_again(
    number: int, width: int, library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library, width) as driver:
        await driver.open("bridge")
        before = contents(root)
        with monkeypatch.context() as patch:
            refuse(patch, number)
            await driver.press("m", "s", "escape", "right_parenthesis", "m", "s", "escape")
            assert unsaved(driver) == 2
            assert "2 highlights unsaved, will be tried again" in shown(driver)
            assert os.strerror(number) in shown(driver)
            assert FAULTS[number] in shown(driver)
            assert contents(root) == before
        driver.desk.saver.retry()
        await driver.settle()
        assert unsaved(driver) == 0
        assert "saved" in driver.screen
        assert len(notes(root)) == 2


async def test_undo_takes_back_a_mark_that_could_not_be_saved_also_where_a_place_waits_behind_it(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library, 160) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            refuse(patch, errno.ENOSPC)
            await driver.press("m", "s", "escape", "right_parenthesis", "q", "enter")
            await driver.press("u")
            assert driver.desk.saver.unsaved == frozenset()
        driver.desk.saver.retry()
        await driver.settle()
        assert driver.desk.saver.is_idle
        assert notes(root) == []


async def test_what_undo_gave_up_is_wanted_again_by_redo_with_every_word(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library, 160) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            refuse(patch, errno.ENOSPC)
            await driver.press("m", "s", "escape", "i")
            await driver.type("written on a full disk")
            await driver.press("ctrl+s", "u", "u")
            assert unsaved(driver) == 0
            assert "no highlights" in driver.screen
            await driver.press("ctrl+r", "ctrl+r")
            assert unsaved(driver) == 1
            assert "written on a full disk" in shown(driver)
        driver.desk.saver.retry()
        await driver.settle()
        assert unsaved(driver) == 0
        assert [note["note"] for note in notes(root)] == ["written on a full disk"]
        await driver.press("u", "u")
        assert notes(root) == []


async def test_undo_takes_back_a_throwing_away_that_waits_for_a_mark(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library, 160) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            refuse(patch, errno.ENOSPC)
            await driver.press("m", "s", "escape", "q", "d", "u")
            assert len(driver.desk.saver.unsaved) == 1
        driver.desk.saver.retry()
        await driver.settle()
        assert driver.desk.saver.is_idle
        assert len(notes(root)) == 1
        assert library.count() == 2


@pytest.mark.parametrize("place", ["notes", "texts", "history", "themes.json"])
async def test_wherever_a_save_fails_it_is_made_whole_and_once(
    place: str, library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            refuse(patch, errno.ENOSPC, place)
            await driver.press("m", "s")
            await driver.type("harbour")
            await driver.press("enter")
            assert unsaved(driver) == 1
            driver.desk.saver.retry()
            await driver.settle()
            assert unsaved(driver) == 1
        driver.desk.saver.retry()
        await driver.settle()
        assert unsaved(driver) == 0
        assert [note["themes"] for note in notes(root)] == [["harbour"]]
        assert driver.desk.theme_colors.keys() == {"harbour"}
        assert len(list((root / "texts").iterdir())) == 1
        await driver.press("u")
        assert notes(root) == []


@pytest.mark.parametrize("is_mount_point", [False, True])
async def test_a_library_that_is_gone_is_not_made_anew_and_takes_what_waited_when_it_is_back(
    library: Library, root: Path, *, is_mount_point: bool
) -> None:
    async with desk(library, 160) as driver:
        await driver.open("bridge")
        await driver.press("m", "s", "escape", "right_parenthesis")
        unmount(root, is_mount_point=is_mount_point)
        await driver.press("m", "s")
        await driver.type("harbour")
        await driver.press("enter")
        assert unsaved(driver) == 1
        assert "Put the library's folder back where it was" in shown(driver)
        assert is_untouched(root)
        await driver.press("ctrl+q")
        assert "1 highlight could not be saved" in driver.screen
        await driver.press("n")
        assert driver.app.is_running
        assert is_untouched(root)
        mount(root)
        driver.desk.saver.retry()
        await driver.settle()
        assert unsaved(driver) == 0
        assert "saved" in driver.screen
        assert len(notes(root)) == 2
        await driver.press("ctrl+q")
        assert not driver.app.is_running


async def test_a_look_at_a_library_that_is_gone_says_so_and_keeps_the_list(library: Library, root: Path) -> None:
    async with desk(library) as driver:
        unmount(root, is_mount_point=True)
        driver.desk.look_at_files()
        await driver.settle()
        assert "holds no library any more" in shown(driver)
        assert "The town that counted" in driver.screen
        assert is_untouched(root)
        mount(root)
        driver.desk.look_at_files()
        await driver.settle()
        assert library.count() == 2


async def test_quitting_waits_for_saves(library: Library, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(library) as driver:
        await driver.open("bridge")
        with monkeypatch.context() as patch:
            refuse(patch, errno.ENOSPC)
            await driver.press("m", "s", "escape")
            assert notes(root) == []
        await driver.press("ctrl+q")
        assert not driver.app.is_running
    assert len(notes(root)) == 1


async def test_a_star_that_could_not_be_saved_is_saved_later(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(library) as driver:
        with monkeypatch.context() as patch:
            refuse(patch, errno.EIO)
            await driver.press("s")
            assert "1 change unsaved" in shown(driver)
        driver.desk.saver.retry()
        await driver.settle()
        assert "saved" in driver.screen
    again = Library.open(root)
    again.refresh()
    assert [listing.state.starred for listing in again.listings()].count(True) == 1
    again.close()


async def test_a_read_only_disk_is_read_and_says_so(library: Library, root: Path) -> None:
    library.mark(library.find("bridge").article.id, "the old bridge", note="which?")
    library.close()

    def forbid(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "_open", forbid)
        patch.setattr(atomic, "_make_folder", forbid)
        patch.setattr("reader.store.locks.Flock.acquire", forbid)
        (root / "trash").rmdir()
        before = contents(root)
        opened = Library.open(root)
        opened.refresh()
        assert opened.read_only
        async with desk(opened, 160) as driver:
            assert "this library cannot be written: nothing that you mark will be kept" in shown(driver)
            await driver.open("bridge")
            assert "which?" in driver.screen
            await driver.press("m", "s", "escape")
            assert unsaved(driver) == 1
            await driver.press("ctrl+q", "y")
        assert contents(root) == before
        opened.close()
