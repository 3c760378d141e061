from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.cli.progress import PATIENCE, Progress

if TYPE_CHECKING:
    import pytest


def test_a_pipe_gets_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 10.0, 20.0])
    with Progress("Reading", lambda: next(times)) as progress:
        progress(1, 10)
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_line_that_goes_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    times = iter([0.0, PATIENCE / 2, PATIENCE, PATIENCE + 0.01, PATIENCE + 1])
    with Progress("Reading", lambda: next(times)) as progress:
        for done in (1, 1200, 1201, 1300):
            progress(done, 10_000)
    assert capsys.readouterr().err == "\r\x1b[KReading 1,200 of 10,000\r\x1b[KReading 1,300 of 10,000\r\x1b[K"


def test_without_a_total_it_counts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    times = iter([0.0, 1.0])
    with Progress("Adding", lambda: next(times)) as progress:
        progress(7)
        progress.clear()
    assert capsys.readouterr().err == "\r\x1b[KAdding 7\r\x1b[K"
