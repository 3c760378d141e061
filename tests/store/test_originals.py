from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import StoreError
from reader.store.originals import LONGEST, Original, Originals

if TYPE_CHECKING:
    from pathlib import Path

PAGE = Original(
    b"<p>The ferry sails at nine.</p>", "ferry.html", "html", "https://quay.example/ferry", "text/html", "f00"
)


def folder(root: Path) -> Path:
    return root / ".reader" / "originals"


def test_what_was_kept_comes_back_as_it_came(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    assert originals.get("ferry-1") is None
    assert list(originals.ids()) == []
    originals.keep("ferry-1", PAGE)
    assert originals.get("ferry-1") == PAGE
    assert list(originals.ids()) == ["ferry-1"]


@given(st.binary(max_size=2000), st.text(max_size=40), st.text(max_size=40))
def test_any_bytes_and_any_names_come_back(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str, url: str
) -> None:
    originals = Originals(tmp_path_factory.getbasetemp() / "any")
    original = Original(data, name, "html", url)
    originals.keep("any", original)
    assert originals.get("any") == original


def test_a_later_one_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep("ferry-1", PAGE)
    originals.keep("ferry-1", Original(b"%PDF-", "ferry.pdf", "pdf"))
    kept = originals.get("ferry-1")
    assert kept is not None
    assert kept.format == "pdf"
    assert len(list(folder(tmp_path).iterdir())) == 1


def test_the_oldest_go_when_there_are_too_many_bytes(tmp_path: Path) -> None:
    originals = Originals(tmp_path, most=50_000)
    noise = random.Random(1)
    for number in range(12):
        originals.keep(f"story-{number}", Original(noise.randbytes(9_000), "story.html", "html"))
        os.utime(folder(tmp_path) / f"story-{number}.gz", (number, number))
    kept = list(originals.ids())
    assert sum(path.stat().st_size for path in folder(tmp_path).iterdir()) <= 50_000
    assert "story-11" in kept
    assert "story-0" not in kept
    assert len(kept) >= 4


def test_one_that_is_too_long_is_not_kept(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep("book", Original(bytes(LONGEST + 1), "book.pdf", "pdf"))
    assert originals.get("book") is None


def test_a_damaged_one_is_named(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep("ferry-1", PAGE)
    path = folder(tmp_path) / "ferry-1.gz"
    for damaged in (path.read_bytes()[:-12], b"", b"no gzip", path.read_bytes()[:30] + bytes(40)):
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match=r"ferry-1\.gz cannot be read: .* Add the article’s source again\."):
            originals.get("ferry-1")


def test_a_disk_that_refuses_costs_only_the_second_reading(tmp_path: Path) -> None:
    (tmp_path / ".reader").write_text("a file where the folder should be", "utf-8")
    originals = Originals(tmp_path)
    originals.keep("ferry-1", PAGE)
    assert list(originals.ids()) == []
