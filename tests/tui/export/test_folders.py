"""Folders that a path may go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.tui.export.folders import offered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("Notes/.obsidian", "notebooks", "Pictures", ".hidden", "evil\x1b[2J"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "Notes.txt").write_text("a file", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["~/notebooks", "~/Notes", "~/Pictures"]),
        ("no", ["~/notebooks", "~/Notes"]),
        ("~/NO", ["~/notebooks", "~/Notes"]),
        ("~/.", ["~/.hidden"]),
        ("~/Notes/", []),
        ("~/nowhere/", []),
        ("~nobody-here/", []),
        ("\0", []),
    ],
)
def test_folders_are_offered_that_begin_so(typed: str, names: list[str]) -> None:
    assert [option.value for option in offered(typed)] == names


def test_a_vault_is_called_one(home: Path) -> None:
    assert {option.value: option.about for option in offered(f"{home}/")} == {
        "~/notebooks": "",
        "~/Notes": "a vault",
        "~/Pictures": "",
    }
