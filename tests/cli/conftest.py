from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import Reader
from tests.conftest import STORY, SURVEY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what belongs to the person who runs it."""
    for name in ("NO_COLOR", "COLUMNS", "_READER_COMPLETE", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "reader.toml"))
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))


@pytest.fixture
def reader(capsys: pytest.CaptureFixture[str]) -> Reader:
    """The command line on a library that is not there yet."""
    return Reader(capsys)


@pytest.fixture
def desk(reader: Reader, root: Path) -> Reader:
    """The command line on a library of two articles: a wire story, and a survey with front matter."""
    (root / "articles").mkdir(parents=True)
    (root / "articles" / "bridge.txt").write_text(STORY, "utf-8")
    (root / "articles" / "houses.md").write_text(SURVEY, "utf-8")
    return reader


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes standard output a terminal of so many columns."""

    def make(columns: int) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", str(columns))

    return make
