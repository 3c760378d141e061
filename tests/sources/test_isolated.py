from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import SourceError
from reader.sources.isolated import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE = 1024 * 1024
POSIX = sys.platform != "win32"


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    with Workers(count=1, memory=512 * MEGABYTE, tasks={"test": "tests.sources.tasks"}) as made:
        yield made


def ask(workers: Workers, what: str, data: bytes = b"", seconds: float = 20, **header: Any) -> dict[str, Any]:
    return workers.call("test", {"what": what, "name": "story.html", **header}, data, "story.html", seconds)


def test_a_task_gets_bytes_and_gives_an_answer_and_its_process_stays_for_the_next(workers: Workers) -> None:
    first = ask(workers, "count", b"x" * 3 * MEGABYTE)
    assert first["size"] == 3 * MEGABYTE
    assert ask(workers, "print") == {"size": 0, "process": first["process"]}


def test_what_a_parser_refuses_is_told_in_its_own_words(workers: Workers) -> None:
    with pytest.raises(SourceError, match=r"^No story here\.$"):
        ask(workers, "refuse")


def test_what_takes_too_long_is_given_up_and_the_next_is_read(workers: Workers) -> None:
    with pytest.raises(SourceError, match=r"story\.html took more than"):
        ask(workers, "loop", seconds=0.3)
    assert ask(workers, "count", b"four")["size"] == 4


def test_what_brings_its_process_down_is_named_and_the_next_is_read(workers: Workers) -> None:
    with pytest.raises(SourceError, match=r"story\.html brought down"):
        ask(workers, "die")
    assert ask(workers, "count", b"four")["size"] == 4


def test_what_is_nested_too_deep_is_said(workers: Workers) -> None:
    with pytest.raises(SourceError, match=r"story\.html is nested too deep"):
        ask(workers, "dive")


@pytest.mark.skipif(not POSIX, reason="the system limits no memory")
def test_what_needs_too_much_memory_is_said(workers: Workers) -> None:
    with pytest.raises(SourceError, match=r"story\.html needs more memory"):
        ask(workers, "eat", bytes=600 * MEGABYTE)
    assert ask(workers, "eat", bytes=MEGABYTE)["eaten"] == MEGABYTE


@pytest.mark.skipif(not POSIX, reason="the system limits no files")
def test_a_parser_writes_no_file(workers: Workers, tmp_path: Path) -> None:
    path = tmp_path / "left.txt"
    with pytest.raises(SourceError):
        ask(workers, "write", path=str(path))
    assert not path.exists() or not path.read_bytes()


def test_closing_ends_what_is_at_work(workers: Workers) -> None:
    told = []

    def wait() -> None:
        try:
            ask(workers, "loop")
        except SourceError as error:
            told.append(str(error))

    ask(workers, "count")
    thread = Thread(target=wait)
    thread.start()
    workers.close()
    thread.join(20)
    assert told
    assert told[0].startswith("story.html ")
    with pytest.raises(SourceError, match="the program is ending"):
        ask(workers, "count")
