from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reader.cli import ending
from reader.errors import (
    DamagedError,
    ExportError,
    NotFoundError,
    QueryError,
    ReaderError,
    SourceError,
    StoreError,
    UsageError,
)
from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.running import Reader


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SourceError("A file is odd."), 1),
        (ExportError("No room."), 1),
        (UsageError("Not so."), 2),
        (NotFoundError("No such article."), 3),
        (StoreError("The disk is full."), 4),
        (DamagedError("A file is damaged."), 4),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_code(
    desk: Reader, monkeypatch: pytest.MonkeyPatch, error: ReaderError, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Library, "listings", fail)
    assert desk("list") == (code, "", f"reader: {error}\n")


def test_a_wrong_query_is_wrong_use_and_says_where(desk: Reader) -> None:
    result = desk("list", "bridge", "colour:red")
    assert result.code == 2
    assert result.out == ""
    assert "no field “colour:”" in result.err
    assert "(At character 8 of the query.)" in result.err


def test_the_traceback_is_shown_with_debug_only(desk: Reader) -> None:
    assert "Traceback" not in desk("list", "is:nothing").err
    shown = desk("--debug", "list", "is:nothing").err
    assert "Traceback" in shown
    assert QueryError.__name__ in shown


def test_ctrl_c_is_130(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "listings", interrupt)
    assert desk("list") == (130, "", "")


def test_a_mistake_in_the_program_is_not_caught(desk: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Library, "listings", fail)
    with pytest.raises(ZeroDivisionError):
        desk("list")


def test_a_mistake_in_the_program_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reader", "list"])
    ending.report_bug(ZeroDivisionError, ZeroDivisionError("by nought"), None)
    told = capsys.readouterr().err
    assert told.startswith("reader: This is a mistake in Reader: ZeroDivisionError: by nought.")
    assert "--debug" in told


def test_a_mistake_in_the_program_is_shown_with_debug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reader", "list", "--debug"])
    ending.report_bug(ZeroDivisionError, ZeroDivisionError("by nought"), None)
    assert capsys.readouterr().err == "ZeroDivisionError: by nought\n"


def test_a_library_that_cannot_be_made_is_4(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = reader("--library", str(tmp_path / "file" / "library"), "add", str(tmp_path / "file"))
    assert result.code == 4
    assert "cannot be written" in result.err
