"""Files that an export replaces as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.export.receipts import Receipts
from reader.export.whole import Outcome, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def receipts(tmp_path: Path) -> Receipts:
    """What was written where: nothing yet."""
    return Receipts(tmp_path / ".reader" / "exports.json")


def put_by(_path: Path, _data: bytes) -> None:
    """Keep nothing."""


def test_a_file_is_replaced_until_somebody_edits_it(tmp_path: Path, receipts: Receipts) -> None:
    path = tmp_path / "notes.csv"
    told = [write(path, (words,), receipts, put_by) for words in ("one", "one", "two")]
    assert told == [Outcome.NEW, Outcome.UNCHANGED, Outcome.UPDATED]
    path.write_text("mine", "utf-8")
    assert write(path, ("three",), receipts, put_by) is Outcome.LEFT
    assert path.read_text("utf-8") == "mine"


def test_what_somebody_writes_at_the_last_moment_stays(tmp_path: Path, receipts: Receipts) -> None:
    path = tmp_path / "notes.csv"
    write(path, ("one",), receipts, put_by)

    def edited(at: Path, _data: bytes) -> None:
        at.write_text("mine, at the last moment", "utf-8")

    assert write(path, ("two",), receipts, edited) is Outcome.LEFT
    assert path.read_text("utf-8") == "mine, at the last moment"


def test_of_a_link_the_file_is_written_that_it_leads_to(tmp_path: Path, receipts: Receipts) -> None:
    path, link = tmp_path / "far.csv", tmp_path / "notes.csv"
    link.symlink_to(path)
    assert [write(link, (words,), receipts, put_by) for words in ("one", "two")] == [Outcome.NEW, Outcome.UPDATED]
    assert link.is_symlink()
    assert path.read_text("utf-8") == "two"
