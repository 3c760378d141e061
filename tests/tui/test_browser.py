"""The browser is started beside the app, or not at all."""

from __future__ import annotations

import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from reader.tui import browser
from reader.tui.browser import BrowserError, open_address

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems have one opener each")


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called xdg-open that writes down what it was given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {tmp_path}/opened\nexit $CODE\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("CODE", "0")
    return tmp_path / "opened"


def test_an_address_is_one_argument_whatever_it_says(opener: Path) -> None:
    open_address("https://a.example/$(touch x);`id` 'a'")
    assert opener.read_text("utf-8") == "https://a.example/$(touch x);`id` 'a'|"


def test_an_opener_that_fails_is_told_of(opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE", "3")
    with pytest.raises(BrowserError, match="xdg-open ended with code 3"):
        open_address("https://a.example")
    assert opener.exists()


def test_where_there_is_only_a_terminal_nothing_takes_it_over(opener: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("BROWSER", "w3m")
    with pytest.raises(BrowserError, match="no browser here"):
        open_address("https://a.example")
    assert not opener.exists()


def test_the_browser_that_is_named_is_taken_where_there_is_no_opener(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("BROWSER", "nowhere-browser:'broken:my-browser --new %s")
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "my-browser" else None)
    assert browser.command() == ["my-browser", "--new"]
