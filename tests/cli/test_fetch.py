"""`reader fetch` takes in what lies in watched folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader


@pytest.fixture
def inbox(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setattr("reader.library.watched.REST", 0.0)
    (tmp_path / "reader.toml").write_text(f"folders = ['{folder}']\n", "utf-8")
    (tmp_path / "first.md").write_text("# The first\n", "utf-8")
    reader("add", str(tmp_path / "first.md"))
    return folder


def test_what_lies_in_a_watched_folder_comes_quietly(reader: Reader, inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.md").write_text("# The tide tables\n\nThey lie.\n", "utf-8")
    configured = ("--config", str(tmp_path / "reader.toml"))
    result = reader(*configured, "fetch")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert {each["title"] for each in reader("list", "--json").data} == {"The first", "The tide tables"}
    (inbox / "b.md").write_bytes(bytes(9))
    result = reader(*configured, "fetch")
    assert result.code == 1
    assert "b.md is no text" in result.err


def test_a_watched_folder_that_is_gone_is_named(reader: Reader, inbox: Path, tmp_path: Path) -> None:
    inbox.rmdir()
    result = reader("--config", str(tmp_path / "reader.toml"), "fetch")
    assert result.code == 1
    assert "inbox is not there. Mend `folders` in reader.toml" in result.err
