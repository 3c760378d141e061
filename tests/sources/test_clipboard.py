"""The clipboard is read by the programs that the system has."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Any

import pytest

from reader.errors import SourceError
from reader.sources import clipboard
from reader.sources.raw import Raw

XCLIP = "xclip -selection clipboard -o"


def system(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, bytes], platform: str = "linux", display: str = "DISPLAY"
) -> None:
    """A system whose programs answer so; others are not there."""

    def run(command: tuple[str, ...], **_: Any) -> subprocess.CompletedProcess[bytes]:
        answer = answers.get(" ".join(command))
        if answer is None:
            raise subprocess.CalledProcessError(1, command)
        return subprocess.CompletedProcess(command, 0, answer)

    programs = {name.partition(" ")[0] for name in answers}
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(display, ":0")


def test_a_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, {XCLIP: b"Words.\n"})
    assert clipboard.read() == Raw(b"Words.\n", "the clipboard")


def test_what_was_copied_from_a_page_keeps_its_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, {XCLIP: b"Words.", f"{XCLIP} -t text/html": b"<p><b>Words</b>.</p>"})
    assert clipboard.read() == Raw(b"<p><b>Words</b>.</p>", "the clipboard", media_type="text/x-html-fragment")


def test_an_address_is_an_address_also_where_it_was_copied_as_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    html = b"<a href='https://a.example'>https://a.example</a>"
    system(
        monkeypatch,
        {"wl-paste --no-newline": b"https://a.example/x\n", "wl-paste --no-newline --type text/html": html},
        display="WAYLAND_DISPLAY",
    )
    assert clipboard.is_address(clipboard.read().data)


def test_hexadecimal_figures_are_what_they_stand_for(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = "«data HTML3C703E78»\n".encode()
    system(monkeypatch, {"pbpaste": b"x", "osascript -e the clipboard as «class HTML»": figures}, "darwin")
    assert clipboard.read().data == b"<p>x"


def test_a_program_that_fails_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, {"xclip x": b"", "xsel --clipboard --output": b"Words."})
    assert clipboard.read().data == b"Words."


def test_an_empty_clipboard_and_one_that_cannot_be_read_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, {XCLIP: b" \n"})
    with pytest.raises(SourceError, match=r"The clipboard is empty"):
        clipboard.read()
    system(monkeypatch, {})
    with pytest.raises(SourceError, match=r"There is no program that reads the clipboard\. Install xclip"):
        clipboard.read()


@pytest.mark.parametrize("words", [b"https://a.example/x y", b"javascript:alert(1)", b"see https://a.example", b""])
def test_other_words_are_no_address(words: bytes) -> None:
    assert not clipboard.is_address(words)
