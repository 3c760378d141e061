"""What was done is written down, with what was before and after."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from reader.errors import StoreError
from reader.model.article import ArticleState
from reader.model.theme import Theme
from reader.store import machine
from reader.store.history import Change, History, Operation
from tests.store.samples import NOON, annotation

if TYPE_CHECKING:
    from pathlib import Path


def operation(number: int, *changes: Change) -> Operation:
    return Operation(str(number), NOON, f"Did number {number}.", changes)


@pytest.fixture
def history(root: Path) -> History:
    return History(root)


def file(root: Path) -> Path:
    return root / "history" / f"2026-03-{machine.name(root)}.jsonl"


def test_a_new_library_has_no_history(root: Path, history: History) -> None:
    assert history.operations() == ()
    (root / "history").rmdir()
    assert history.operations() == ()


def test_an_operation_comes_back_as_it_was(root: Path, history: History) -> None:
    first = annotation(1, note="«Größe»\n\u2028 two lines", themes=("law",))
    done = operation(
        1,
        Change("note", "harbour", first.id, None, replace(first, note="one")),
        Change("note", "harbour", first.id, replace(first, note="one"), None),
        Change("state", "harbour", "harbour", ArticleState(), ArticleState(read=True, position=3)),
        Change("theme", "", "law", Theme("law", "blue"), Theme("law", "rose", "On law.", ("laws",))),
        Change("article", "harbour", "harbour", None, "articles/harbour.md"),
    )
    history.record(done)
    assert History(root).operations() == (done,)
    assert file(root).read_bytes().count(b"\n") == 1


def test_the_newest_comes_first_across_months(root: Path, history: History) -> None:
    older = replace(operation(0), at=NOON - timedelta(days=30))
    for done in (older, operation(1), operation(2)):
        history.record(done)
    assert [done.id for done in history.operations()] == ["2", "1", "0"]
    assert [done.id for done in history.operations(limit=2)] == ["2", "1"]
    assert history.operations(limit=0) == ()
    assert sorted(path.name[:7] for path in (root / "history").iterdir()) == ["2026-02", "2026-03"]


def test_a_line_that_a_crash_cut_off_is_passed_over_and_the_next_one_is_whole(root: Path, history: History) -> None:
    history.record(operation(1))
    history.record(operation(2))
    file(root).write_bytes(file(root).read_bytes()[:-9])
    assert history.operations() == (operation(1),)
    history.record(operation(3))
    assert history.operations() == (operation(3), operation(1))


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"id": "1", "at": "2026-03-14", "label": "", "changes": [1]}',
        b'{"id": "1", "at": "soon", "label": "", "changes": []}',
        b'{"id":"1","at":"2026-03-14","label":"","changes":[{"kind":"a","article":"","key":"","before":7,"after":null}]}',
        b'{"id":"1","at":"2026-03-14","label":"","changes":[{"kind":[],"article":"","key":"","before":"","after":""}]}',
        b'{"id":1,"at":"2026-03-14","label":"","changes":[]}',
    ],
)
def test_a_line_that_is_no_operation_is_passed_over(line: bytes, root: Path, history: History) -> None:
    file(root).write_bytes(line + b"\n")
    history.record(operation(1))
    assert history.operations() == (operation(1),)


def test_what_no_file_can_hold_is_replaced(history: History) -> None:
    history.record(replace(operation(1), label="Marked “\ud800”."))
    assert history.operations()[0].label == "Marked “\ufffd”."


def test_a_full_disk_leaves_the_history_as_it_was(
    root: Path, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.record(operation(1))
    before = file(root).read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", fail)
        with pytest.raises(StoreError, match="No space left"):
            history.record(operation(2))
    assert file(root).read_bytes() == before
    history.record(operation(3))
    assert history.operations() == (operation(3), operation(1))


def test_threads_that_record_at_once_lose_nothing(history: History) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: history.record(operation(number)), range(40)))
    assert sorted(int(done.id) for done in history.operations()) == list(range(40))


def test_a_folder_that_cannot_be_listed_is_an_error(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "listdir", fail)
    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(StoreError, match="Input/output error"):
        history.operations()


def test_what_is_older_than_it_is_kept_is_taken_away_and_told(root: Path, history: History) -> None:
    for days in (0, 30, 400, 800):
        history.record(replace(operation(days), at=NOON - timedelta(days=days)))
    said: list[str] = []
    history.keep(24, NOON, said.append)
    assert [done.id for done in history.operations()] == ["0", "30", "400"]
    assert said[0].startswith("The history of before 2024-03 (1 operation) was taken away")
    history.keep(24, NOON, said.append)
    assert len(said) == 1
    history.keep(6, NOON, said.append)
    assert history.pruned() == ("2025-09", 2)
    assert History(root).pruned() == ("2025-09", 2)


def test_what_was_recorded_is_made_durable_when_it_is_settled(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync

    def sync(descriptor: int) -> None:
        synced.append(descriptor)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", sync)
    history.record(operation(1))
    before = len(synced)
    history.record(operation(2))
    assert len(synced) == before
    history.settle()
    assert len(synced) == before + 1
    history.settle()
    assert len(synced) == before + 1


def test_the_last_of_many_is_read_without_the_rest(root: Path, history: History) -> None:
    history.record(operation(0))
    lines = file(root).read_bytes() + b"x" * 300_000 + b"\n" + b"".join(b"{}\n" for _ in range(50_000))
    file(root).write_bytes(lines)
    for number in range(1, 4):
        history.record(operation(number))
    assert [done.id for done in history.operations(3)] == ["3", "2", "1"]
    assert [done.id for done in history.operations()] == ["3", "2", "1", "0"]
