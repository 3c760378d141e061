"""The last frame is shown only where everything is as it was."""

from __future__ import annotations

import os
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader import snapshot
from reader.snapshot import NAME, Frame

if TYPE_CHECKING:
    from collections.abc import Callable


pytest.importorskip("termios", reason="there is no last frame on Windows")

ANSI = "\x1b[1;1H\x1b[38;2;1;2;3mThe bridge 港\x1b[0m"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one article, and a terminal of a known size."""
    (tmp_path / ".reader").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.md").write_text("The bridge.")
    for name in ("themes.json", ".reader/desk.json", ".reader/index.sqlite"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(os, "get_terminal_size", lambda _=1: os.terminal_size((100, 30)))
    return tmp_path


def keep(place: Path, ansi: str = ANSI) -> None:
    snapshot.keep(place, Frame(ansi, ("articles/bridge.md",)), place / "reader.toml")


def shown(place: Path) -> str | None:
    return snapshot._valid(str(place))


def test_a_frame_is_kept_for_this_person_alone(place: Path) -> None:
    keep(place)
    assert shown(place) == ANSI
    assert (place / NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (place / ".reader").iterdir() if path.name.endswith(".tmp")] == []


def _touch(name: str) -> Callable[[Path, pytest.MonkeyPatch], object]:
    return lambda place, _: (place / name).write_text("changed")


CHANGES: dict[str, Callable[[Path, pytest.MonkeyPatch], object]] = {
    "another size": lambda _, m: m.setattr(os, "get_terminal_size", lambda _=1: os.terminal_size((100, 31))),
    "another terminal": lambda _, m: m.setenv("TERM", "vt100"),
    "no colours": lambda _, m: m.setenv("NO_COLOR", "1"),
    "fewer colours": lambda _, m: m.setenv("COLORTERM", "none"),
    "another version": lambda _, m: m.setattr(snapshot, "__version__", "9"),
    "another configuration": _touch("reader.toml"),
    "other themes": _touch("themes.json"),
    "another desk": _touch(".reader/desk.json"),
    "another catalogue": _touch(".reader/index.sqlite"),
    "a catalogue that is being written": _touch(".reader/index.sqlite-wal"),
    "an article that was edited": _touch("articles/bridge.md"),
    "an article that is gone": lambda place, _: (place / "articles/bridge.md").unlink(),
    "an article that was moved": lambda place, _: (place / "articles/bridge.md").rename(place / "articles/b.md"),
    "an article that must not be read": lambda place, m: m.setattr(os, "access", lambda *_: False),
    "a file that others may read": lambda place, _: (place / NAME).chmod(0o644),
    "a file of somebody else": lambda _, m: m.setattr(os, "getuid", lambda: 12345),
    "a file that was cut off": lambda place, _: (place / NAME).write_bytes((place / NAME).read_bytes()[:-4]),
    "another day": lambda _, m: m.setattr(time, "strftime", lambda *_: "2031-01-01"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_not_shown_after(place: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    keep(place)
    CHANGES[change](place, monkeypatch)
    assert shown(place) is None


def test_it_is_not_shown_for_another_library(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    keep(place)
    other = tmp_path_factory.mktemp("other")
    (other / ".reader").mkdir()
    (place / NAME).rename(other / NAME)
    assert shown(other) is None


HOSTILE = (
    "\x1b]0;owned\x07",
    "\x1b[2J",
    "\x1b[6n",
    "words first",
    "\x1b[1mno\x9b31m",
    "\x1b[1m\u202eback",
    "\x1b[1ma\nb",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_but_characters_colours_and_places_is_kept_or_shown(place: Path, hostile: str) -> None:
    keep(place, hostile)
    assert not (place / NAME).exists()
    keep(place)
    body = (place / NAME).read_bytes().partition(b"\n")[2].replace(ANSI.encode(), hostile.encode())
    (place / NAME).write_bytes(b"%08x\n%b" % (zlib.crc32(body), body))
    assert shown(place) is None


def test_a_link_in_its_place_is_not_followed(place: Path, tmp_path: Path) -> None:
    keep(place)
    (place / NAME).rename(place / "elsewhere")
    (place / NAME).symlink_to(place / "elsewhere")
    assert shown(place) is None


def test_no_frame_takes_the_last_one_away(place: Path) -> None:
    keep(place)
    snapshot.keep(place, None, place / "reader.toml")
    assert not (place / NAME).exists()


def test_only_a_start_on_the_list_has_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path))
    assert snapshot._root([]) == str(tmp_path)
    assert snapshot._root(["--library", str(tmp_path / "a")]) == str(tmp_path / "a")
    assert snapshot._root(["--library=~/x"]) == str(Path("~/x").expanduser())
    assert snapshot._root(["list"]) is None
    assert snapshot._root(["bridge.md"]) is None


def test_without_a_terminal_nothing_is_shown() -> None:
    assert snapshot.show([]) is None
