from __future__ import annotations

import errno
import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import output
from reader.cli.output import BOLD, Piece
from reader.errors import ExportError
from reader.text.clean import is_clean

if TYPE_CHECKING:
    from collections.abc import Callable

anything = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x07\r\u202e\ud800[]m")))


def printed(work: Callable[[], None]) -> str:
    with pytest.MonkeyPatch.context() as patch:
        stream = io.StringIO()
        patch.setattr(sys, "stdout", stream)
        work()
        return stream.getvalue()


@given(anything)
def test_a_line_is_one_line_that_no_terminal_acts_on(words: str) -> None:
    shown = printed(lambda: output.line(words, Piece(words, BOLD)))
    assert is_clean(shown)
    assert shown.count("\n") == 1


@given(anything)
def test_a_document_is_harmless(words: str) -> None:
    assert is_clean(printed(lambda: output.document(words)))


@given(anything)
def test_json_is_harmless_and_exact(words: str) -> None:
    shown = printed(lambda: output.data([{"title": words}]))
    assert is_clean(shown)
    assert json.loads(shown) == [{"title": words}]


def test_json_is_readable_in_every_script() -> None:
    assert "漢字 – “é”" in printed(lambda: output.data(["漢字 – “é”"]))


def test_colours_are_for_terminals(terminal: Callable[[int], None], capsys: pytest.CaptureFixture[str]) -> None:
    output.line(Piece("bridge", BOLD))
    terminal(80)
    output.line(Piece("bridge", BOLD))
    assert capsys.readouterr().out == "bridge\n\x1b[1mbridge\x1b[0m\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_may_be_refused(
    terminal: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
) -> None:
    terminal(80)
    monkeypatch.setenv(name, value)
    output.line(Piece("bridge", BOLD))
    assert capsys.readouterr().out == "bridge\n"


class Failing(io.StringIO):
    """A stream whose disk is full."""

    def write(self, _: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Failing())
    with pytest.raises(ExportError, match="No space left on device"):
        output.line("words")


def test_what_nobody_reads_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Failing())
    output.tell("nobody reads this")


def test_closed_streams_are_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output.line("words")
    output.tell("words")
    output.flush()
    assert not output.is_terminal()
    output.prepare()


def test_a_pipe_carries_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", stream)
    output.prepare()
    output.line("漢字")
    stream.flush()
    assert stream.buffer.getvalue() == "漢字\n".encode()


def test_the_width_is_that_of_the_terminal_or_eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert output.width() == 80
    monkeypatch.setenv("COLUMNS", "0")
    assert output.width() == 80
    monkeypatch.setenv("COLUMNS", "132")
    assert output.width() == 132
