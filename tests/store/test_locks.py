"""One writer at a time, among threads and among processes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from reader.errors import StoreError
from reader.store import locks
from reader.store.locks import Filelock, Lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = [Filelock] if sys.platform == "win32" else [locks.Flock, Filelock]
HOLDER = """
import sys
from pathlib import Path
from reader.store.locks import Lock
with Lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(root: Path) -> Path:
    return root / ".reader" / "locks" / "test.lock"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_thread_that_holds_it_may_enter_again(path: Path) -> None:
    lock = Lock(path)
    with lock, lock:
        pass
    with lock:
        pass


def test_two_threads_never_hold_it_at_once(path: Path) -> None:
    lock, inside, most = Lock(path), [0], [0]

    def work(_: int) -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(200)))
    assert most == [1]


def test_two_locks_on_one_file_never_hold_it_at_once(path: Path) -> None:
    with Lock(path), pytest.raises(StoreError, match="Another program"), Lock(path, timeout=0.01):
        pass


def test_another_thread_waits_no_longer_than_it_is_told(path: Path) -> None:
    lock, errors = Lock(path, timeout=0.01), []

    def work() -> None:
        try:
            with lock:
                pass
        except StoreError as error:
            errors.append(str(error))

    with lock:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert len(errors) == 1
    assert "0.01 seconds" in errors[0]


def test_another_process_keeps_it(path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(StoreError, match="Another program"), Lock(path, timeout=0.02):
        pass
    holder.communicate("go\n")
    with Lock(path, timeout=0.02):
        pass


def test_a_process_that_dies_frees_it(path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with Lock(path, timeout=0.02):
        pass


def test_the_error_inside_comes_out_and_the_lock_is_free(path: Path) -> None:
    lock = Lock(path, timeout=0.01)
    with pytest.raises(KeyError), lock:
        raise KeyError
    with Lock(path, timeout=0.01):
        pass


def test_its_folder_is_made_when_it_is_missing(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with Lock(tmp_path / ".reader" / "locks" / "test.lock"):
        assert (tmp_path / ".reader" / "locks").is_dir()


def test_a_library_that_is_gone_cannot_be_locked(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "gone" / ".reader" / "locks" / "test.lock")
    with pytest.raises(StoreError, match="Put the library's folder back"), lock:
        pass
    (tmp_path / "gone").mkdir()
    with pytest.raises(StoreError, match="Put the library's folder back"), lock:
        pass
    (tmp_path / "gone" / "articles").mkdir()
    with lock:
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete an open file")
def test_a_lock_file_that_was_deleted_is_no_lock(path: Path) -> None:
    with Lock(path):
        path.unlink()
        with Lock(path, timeout=0.01):
            assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete an open file")
def test_a_lock_on_a_file_that_was_deleted_meanwhile_is_taken_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = locks._wait

    def deleting(descriptor: int, deadline: float) -> bool:
        monkeypatch.setattr(locks, "_wait", waited)
        path.unlink()
        return waited(descriptor, deadline)

    monkeypatch.setattr(locks, "_wait", deleting)
    with Lock(path), pytest.raises(StoreError), Lock(path, timeout=0.01):
        pass


@pytest.mark.parametrize("kind", KINDS)
def test_both_kinds_keep_others_out_and_let_them_in_again(kind: type[Filelock], path: Path) -> None:
    ours, theirs = kind(path), kind(path)
    assert ours.acquire(time.monotonic() + 1)
    assert not theirs.acquire(time.monotonic())
    ours.release()
    assert theirs.acquire(time.monotonic() + 1)
    theirs.release()


def test_a_lock_that_cannot_be_made_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as broken:
        broken.setattr(os, "open", refuse)
        with pytest.raises(StoreError, match=r"Read-only file system\. Nothing was changed"), Lock(path):
            pass
    with Lock(path):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows has no flock")
def test_a_file_system_without_locks_says_what_to_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(StoreError, match="move the library to one of this computer's own disks"), Lock(path):
        pass
