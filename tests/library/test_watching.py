"""What other programs do to the files of a library is noticed, and what the library itself does is not told."""

from __future__ import annotations

import shutil
from queue import Empty, Queue
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.library.polling import Poller
from reader.library.watching import MANY, Watcher, is_remote
from tests.conftest import STORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 10


class Told:
    """What a watcher tells."""

    def __init__(self, watcher: Watcher, queue: Queue[frozenset[str] | None]) -> None:
        self.watcher, self.queue = watcher, queue
        self.paths: set[str] = set()

    def until(self, path: str, *folders: str) -> None:
        """Wait until `path` is told, or one of the folders in which it came."""
        while not self.paths & {path, *folders}:
            told = self.queue.get(timeout=PATIENCE)
            assert told is not None
            self.paths |= told


@pytest.fixture(params=["auto", "poll"])
def told(request: pytest.FixtureRequest, library: Library, root: Path) -> Iterator[Told]:
    queue: Queue[frozenset[str] | None] = Queue()
    watcher = Watcher(library, queue.put, mode=request.param)
    watcher.start()
    found = Told(watcher, queue)
    # It is ready when it tells of the first file.
    number = 0
    while not found.paths:
        number += 1
        (root / "articles" / f"ready-{number}.md").write_text("ready", "utf-8")
        try:
            found.paths |= queue.get(timeout=0.5) or set()
        except Empty:
            continue
    yield found
    watcher.stop()
    watcher.join()


def test_what_comes_changes_and_goes_is_told(told: Told, root: Path) -> None:
    articles = root / "articles"
    (articles / "new.md").write_text("# New\n\nWords.\n", "utf-8")
    told.until("articles/new.md")
    (articles / "bridge.txt").write_text(STORY + "More.\n", "utf-8")
    told.until("articles/bridge.txt")
    (articles / "houses.md").unlink()
    told.until("articles/houses.md")
    (articles / "below" / "deep").mkdir(parents=True)
    (articles / "below" / "deep" / "deep.md").write_text("# Deep\n\nWords.\n", "utf-8")
    told.until("articles/below/deep/deep.md", "articles/below", "articles/below/deep")
    (articles / "new.md").rename(articles / "renamed.md")
    told.until("articles/renamed.md")
    (root / "notes" / "harbour.json").write_text("{}", "utf-8")
    told.until("notes/harbour.json")
    (root / "themes.json").write_text("{}", "utf-8")
    told.until("themes.json")


def test_our_own_saves_are_no_news_and_those_of_others_are(told: Told, library: Library, root: Path) -> None:
    library.refresh()
    bridge = library.find("bridge").article.id
    library.mark(bridge, "The harbour board")
    other = Library.open(root)
    other.mark(other.find("houses").article.id, "fewer than two hundred homes")
    other.close()
    told.until(f"notes/{library.find('houses').article.id}.json")
    assert f"notes/{bridge}.json" not in told.paths


def test_folders_that_are_moved_away_and_back_are_watched_again(told: Told, root: Path) -> None:
    (root / "articles").rename(root / "away")
    (root / "articles").mkdir()
    number = 0
    while "articles/again" not in " ".join(told.paths):
        number += 1
        (root / "articles" / f"again-{number}.md").write_text("again", "utf-8")
        try:
            told.paths |= told.queue.get(timeout=0.5) or set()
        except Empty:
            continue


def test_a_look_at_the_folders_alone_sees_what_came_and_went(root: Path, library: Library) -> None:
    poller = Poller(root)
    first = poller.look(whole=True)
    assert first == {"articles/bridge.txt", "articles/houses.md"}
    assert poller.look(whole=False) == poller.look(whole=True) == set()
    (root / "articles" / "sub").mkdir()
    (root / "articles" / "sub" / "new.md").write_text("new", "utf-8")
    (root / "articles" / "houses.md").unlink()
    assert poller.look(whole=False) == {"articles/sub/new.md", "articles/houses.md"}
    with (root / "articles" / "bridge.txt").open("a") as file:
        file.write("in place")
    assert poller.look(whole=True) == {"articles/bridge.txt"}
    shutil.rmtree(root / "articles" / "sub")
    assert poller.look(whole=False) == {"articles/sub/new.md"}
    shutil.rmtree(root / "articles")
    assert poller.look(whole=False) == {"articles/bridge.txt"}


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/anna/My\\040Stick vfat rw 0 0
anna@host: /home/anna/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/srv/x", False),
        ("/home/x", True),
        ("/home/anna/My Stick/x", False),
        ("/home/anna/far/x", True),
        ("/homes", False),
    ],
)
def test_file_systems_of_other_machines_are_known(tmp_path: Path, path: str, expected: bool) -> None:  # noqa: FBT001
    assert is_remote(type(tmp_path)(path), MOUNTS) is expected


def test_a_package_that_cannot_be_loaded_is_done_without(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    queue: Queue[frozenset[str] | None] = Queue()
    watcher = Watcher(library, queue.put)
    watcher.start()
    number, seen = 0, set[str]()
    while not seen:
        number += 1
        (root / "articles" / f"new-{number}.md").write_text("new", "utf-8")
        try:
            seen |= queue.get(timeout=1) or set()
        except Empty:
            continue
    watcher.stop()
    watcher.join()
    assert all(path.startswith("articles/new-") for path in seen)


def test_very_much_at_once_is_told_as_everything(library: Library, root: Path) -> None:
    queue: Queue[frozenset[str] | None] = Queue()
    Watcher(library, queue.put)._tell(f"articles/{number}.md" for number in range(MANY + 1))
    assert queue.get_nowait() is None
