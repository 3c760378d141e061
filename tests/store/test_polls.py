"""How a feed is, is kept beside the library, and written only when it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reader.model.feed import FeedState
from reader.store.polls import FOLDER, Polls

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
STATE = FeedState(etag='W/"ä b"', modified="Tue, 10 Mar 2026 09:30:00 GMT", least=600, skip_hours=(1, 2), failures=1)


@pytest.fixture
def polls(root: Path) -> Polls:
    return Polls(root)


def test_a_state_comes_back_as_it_was(polls: Polls) -> None:
    assert polls.load("paper") == FeedState()
    polls.save("paper", STATE, NOW, FeedState())
    assert polls.load("paper") == replace(STATE, checked="2026-03-14T09:00:00.000Z")


def test_when_it_was_asked_is_the_file_s_time_and_changes_no_byte(polls: Polls, root: Path) -> None:
    polls.save("paper", STATE, NOW, FeedState())
    path = root / FOLDER / "paper.json"
    before, written = polls.load("paper"), path.read_bytes()
    inode = path.stat().st_ino
    polls.save("paper", before, NOW + timedelta(hours=1), before)
    assert polls.load("paper").checked == "2026-03-14T10:00:00.000Z"
    assert (path.read_bytes(), path.stat().st_ino) == (written, inode)


def test_a_look_right_after_another_leaves_even_the_time(polls: Polls, root: Path) -> None:
    polls.save("paper", STATE, NOW, FeedState())
    path = root / FOLDER / "paper.json"
    before, stat = polls.load("paper"), path.stat()
    polls.save("paper", before, NOW + timedelta(minutes=1), before)
    assert path.stat() == stat


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"failures": "x"}', b'{"skip_hours": 5}', b'{"etag": 5}', b"\xff"]
)
def test_what_cannot_be_read_is_as_if_it_were_not_there(polls: Polls, root: Path, data: bytes) -> None:
    polls.save("paper", STATE, NOW, FeedState())
    (root / FOLDER / "paper.json").write_bytes(data)
    assert polls.load("paper") == FeedState()
    polls.forget("paper")
    polls.forget("paper")
    assert not (root / FOLDER / "paper.json").exists()
