"""Paths are completed while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.adding.paths import is_path, offered

if TYPE_CHECKING:
    from pathlib import Path


def test_folders_come_first_and_only_what_can_be_taken_in_is_offered(tmp_path: Path) -> None:
    (tmp_path / "saved pages").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("story.md", "Report.PDF", "feeds.opml", "picture.png", "bad\x1bname.md", "notes"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [option.label for option in offered(f"{tmp_path}/")] == [
        "saved pages/",
        "feeds.opml",
        "Report.PDF",
        "story.md",
    ]
    assert [option.label for option in offered(f"{tmp_path}/S")] == ["saved pages/", "story.md"]
    assert [option.label for option in offered(f"{tmp_path}/.")] == [".hidden/"]
    assert [option.about for option in offered(f"{tmp_path}/r")] == ["a PDF document"]
    assert offered(f"{tmp_path}/nothing/") == []
    assert offered("/\0/") == []


def test_an_address_is_no_path() -> None:
    assert is_path("~/saved")
    assert is_path("/tmp")
    assert is_path("../x.md")
    assert not is_path("https://a.example/")
    assert not is_path("review.example/houses")
    assert not is_path("")
