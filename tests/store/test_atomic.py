"""A file is written whole or not at all, and is on the disk when a write returns."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import StoreError
from reader.store import atomic
from reader.store import stamp as stamps

if TYPE_CHECKING:
    from collections.abc import Callable


POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has neither modes nor a call to sync a folder")
STEPS = ["open", "write", "fsync", "replace"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def test_what_was_written_is_read_with_its_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    written = atomic.write(path, b"one")
    assert atomic.read(path) == (b"one", written)
    assert stamps.of(path) == written
    assert atomic.write(path, b"two") != written
    assert names(tmp_path) == ["a.json"]


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert atomic.read(tmp_path / "a.json") is None
    assert atomic.read(tmp_path / "no" / "a.json") is None


def test_what_is_there_but_no_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be read: .*Make it readable"):
        atomic.read(tmp_path)


def test_a_missing_folder_is_made_but_not_a_missing_library(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    atomic.write(tmp_path / "notes" / "a.json", b"one")
    assert names(tmp_path / "notes") == ["a.json"]
    with pytest.raises(StoreError, match=r"No such file.* Put the library's folder back"):
        atomic.write(tmp_path / "gone" / "notes" / "a.json", b"one")
    assert names(tmp_path) == ["articles", "notes"]


def test_an_empty_mount_point_is_no_library(tmp_path: Path) -> None:
    for attempt in (
        lambda: atomic.write(tmp_path / "notes" / "a.json", b"one"),
        lambda: atomic.create(tmp_path / "articles" / "a.md", b"one"),
        lambda: atomic.append(tmp_path / "history" / "2026-03.jsonl", b"one"),
        lambda: atomic.make_folder(tmp_path / ".reader"),
        lambda: atomic.make_folder(tmp_path / "trash" / "damaged"),
    ):
        with pytest.raises(StoreError, match="Put the library's folder back"):
            attempt()
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "make room"), (errno.EIO, "may be failing"), (errno.EACCES, "writable"), (errno.EROFS, "writable")],
)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_the_old_file_and_nothing_else(
    step: str, number: int, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    atomic.write(path, b"old")
    with monkeypatch.context() as broken:
        broken.setattr(os, step, failing(number))
        with pytest.raises(StoreError, match=advice) as caught:
            atomic.write(path, b"new")
    assert str(path) in str(caught.value)
    assert os.strerror(number) in str(caught.value)
    assert atomic.read(path) == (b"old", stamps.of(path))
    assert names(tmp_path) == ["a.json"]
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    atomic.write(tmp_path / "a.json", b"0123456789")
    assert (tmp_path / "a.json").read_bytes() == b"0123456789"


@POSIX
def test_the_data_is_on_the_disk_before_its_name_and_the_name_before_the_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def seen_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def seen_replace(source: str, target: str) -> None:
        steps.append("name")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_replace)
    atomic.write(tmp_path / "a.json", b"one")
    assert steps == ["file", "name", "folder"]
    steps.clear()
    (tmp_path / "articles").mkdir()
    atomic.write(tmp_path / "notes" / "a.json", b"one")
    assert steps == ["folder", "file", "name", "folder"]


@POSIX
def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    atomic.write(path, b"one")
    path.chmod(0o600)
    atomic.write(path, b"two")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_file_too_large_for_its_limit_leaves_the_old_one(tmp_path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from reader.errors import StoreError
from reader.store import atomic
path = Path(sys.argv[1])
atomic.write(path, b"old")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    atomic.write(path, b"x" * 101)
except StoreError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(path.read_bytes())
atomic.write(path, b"x" * 101)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a.json")], capture_output=True, text=True, check=True
    )
    assert "File too large. Nothing was changed: make room" in done.stdout
    assert "b'old'" in done.stdout
    assert names(tmp_path) == ["a.json"]
    assert (tmp_path / "a.json").stat().st_size == 101


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert atomic.create(path, b"one")
    assert not atomic.create(path, b"two")
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == ["a.md"]


def test_a_new_file_can_be_made_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    test_a_new_file_never_takes_the_place_of_another(tmp_path)


@pytest.mark.parametrize("step", ["open", "write", "fsync", "link"])
def test_a_new_file_that_fails_is_not_there(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(os, step, failing(errno.EIO))
        with pytest.raises(StoreError):
            atomic.create(tmp_path / "a.md", b"one")
    assert names(tmp_path) == []


def test_lines_are_appended(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    path = tmp_path / "history" / "a.jsonl"
    atomic.append(path, b"one\n")
    atomic.append(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_line_after_a_broken_one_starts_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"one\ntw")
    atomic.append(path, b"three\n")
    assert path.read_bytes() == b"one\ntw\nthree\n"


def test_a_line_that_does_not_fit_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    atomic.append(path, b"one\n")
    write, calls = os.write, iter([3])

    def full(descriptor: int, data: memoryview) -> int:
        if count := next(calls, 0):
            return write(descriptor, data[:count])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        with pytest.raises(StoreError, match="make room"):
            atomic.append(path, b"second\n")
    assert path.read_bytes() == b"one\n"
    atomic.append(path, b"second\n")
    assert path.read_bytes() == b"one\nsecond\n"


def test_what_is_no_folder_cannot_hold_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be written"):
        atomic.make_folder(tmp_path / "file" / "notes")


@POSIX
def test_a_stamp_that_cannot_be_had_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "stat", failing(errno.EACCES))
    with pytest.raises(StoreError, match="cannot be read"):
        stamps.of(tmp_path)


@POSIX
def test_a_file_system_that_cannot_sync_folders_can_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    atomic.write(tmp_path / "a.json", b"one")
    assert (tmp_path / "a.json").read_bytes() == b"one"


@POSIX
def test_a_folder_that_cannot_be_synced_is_an_error_but_the_next_write_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(atomic, "sync_folder", failing(errno.EIO))
        with pytest.raises(StoreError, match="may be failing"):
            atomic.write(tmp_path / "a.json", b"one")
    atomic.write(tmp_path / "a.json", b"one")
    assert names(tmp_path) == ["a.json"]


def test_a_file_is_moved_and_never_onto_another(tmp_path: Path) -> None:
    source, target = tmp_path / "one", tmp_path / "two"
    source.write_bytes(b"words")
    atomic.move(source, target)
    assert (source.exists(), target.read_bytes()) == (False, b"words")
    atomic.move(source, target)
    source.write_bytes(b"others")
    with pytest.raises(StoreError, match="File exists"):
        atomic.move(source, target)
    assert (source.read_bytes(), target.read_bytes()) == (b"others", b"words")
    source.write_bytes(b"words")
    atomic.move(source, target)
    assert (source.exists(), target.read_bytes()) == (False, b"words")


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM])
def test_a_file_is_moved_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    real = os.link

    def fail(source: Path, target: Path) -> None:
        if Path(source).name == "one":
            raise OSError(number, os.strerror(number))
        real(source, target)

    (tmp_path / "one").write_bytes(b"words")
    monkeypatch.setattr(os, "link", fail)
    atomic.move(tmp_path / "one", tmp_path / "two")
    assert [path.name for path in tmp_path.iterdir()] == ["two"]
    assert (tmp_path / "two").read_bytes() == b"words"
