from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from textual.app import App, SuspendNotSupported

from reader.tui.external_editor import USUAL, EditorError, command, edit
from tests.tui.hosting import Host

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Terminal:
    """What of an app an editor needs."""

    def __init__(self, *, can_suspend: bool = True) -> None:
        self.can_suspend, self.suspended, self.said = can_suspend, 0, list[str]()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        if not self.can_suspend:
            raise SuspendNotSupported
        self.suspended += 1
        yield
        self.suspended -= 1

    def notify(self, message: str, *, severity: str, markup: bool) -> None:
        assert severity == "warning"
        assert not markup
        self.said.append(message)


def _edit(terminal: _Terminal, text: str) -> str | None:
    return edit(cast("App[object]", terminal), text)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A script that is the editor: it gets the file's name as its last argument."""
    script = tmp_path / "my editor.py"
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" -X utf8 "{script}" --wait')
    monkeypatch.setenv("EDITOR", "not-this-one")
    yield script
    assert not list(tmp_path.glob("reader-*"))


def _write(script: Path, body: str) -> None:
    script.write_text(f"import os, sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{body}\n", encoding="utf-8")


def test_what_the_editor_wrote_comes_back(editor: Path) -> None:
    _write(editor, "path.write_text(path.read_text() + ' Thé end.\\n', newline='')")
    terminal = _Terminal()
    assert _edit(terminal, "Once, 港町.") == "Once, 港町. Thé end."
    assert not terminal.said
    assert terminal.suspended == 0


def test_the_file_is_the_person_s_own_and_is_gone_afterwards(editor: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    _write(editor, f"pathlib.Path({str(seen)!r}).write_text(f'{{path}}\\n{{path.stat().st_mode}}\\n{{sys.argv[1:]}}')")
    assert _edit(_Terminal(), "text") == "text"
    path, mode, arguments = seen.read_text(encoding="utf-8").split("\n")
    assert path.endswith(".md")
    assert not Path(path).exists()
    assert arguments.startswith("['--wait', ")
    if os.name != "nt":
        assert stat.S_IMODE(int(mode)) == 0o600


def test_an_editor_that_fails_is_told_of_and_the_note_stays(editor: Path) -> None:
    _write(editor, "sys.exit(3)")
    terminal = _Terminal()
    assert _edit(terminal, "text") is None
    assert "ended with code 3" in terminal.said[0]


def test_what_an_editor_wrote_before_it_failed_is_not_lost(editor: Path) -> None:
    _write(editor, "path.write_text('half a word')\nsys.exit(1)")
    terminal = _Terminal()
    assert _edit(terminal, "text") == "half a word"
    assert "What it had written is here" in terminal.said[0]


def test_what_is_not_utf_8_is_kept_beside(editor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(kept))
    _write(editor, "path.write_bytes(b'\\xff wrong')")
    terminal = _Terminal()
    assert _edit(terminal, "text") is None
    (file,) = kept.iterdir()
    assert file.read_bytes() == b"\xff wrong"
    assert str(file) in terminal.said[0]


def test_an_editor_that_deletes_its_file_changes_nothing(editor: Path) -> None:
    _write(editor, "path.unlink()")
    assert _edit(_Terminal(), "text") == "text"


def test_an_editor_that_is_not_there_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-[red]editor")
    terminal = _Terminal()
    assert _edit(terminal, "text") is None
    assert terminal.said == [
        "no-such-[red]editor could not be started: No such file or directory. The note is as it was."
    ]


def test_the_shell_is_never_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VISUAL", f"no-such-editor; touch {tmp_path / 'owned'}")
    assert _edit(_Terminal(), "text") is None
    assert not list(tmp_path.iterdir())


def test_a_variable_that_cannot_be_read_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "vim 'half")
    terminal = _Terminal()
    assert _edit(terminal, "text") is None
    assert "$VISUAL cannot be read" in terminal.said[0]


def test_where_nothing_is_set_a_usual_editor_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", " ")
    monkeypatch.setattr("shutil.which", lambda name: name if name == USUAL[-1] else None)
    assert command() == [USUAL[-1]]
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(EditorError, match="Set VISUAL or EDITOR"):
        command()


def test_where_no_editor_can_be_started_the_note_stays(editor: Path) -> None:
    terminal = _Terminal(can_suspend=False)
    assert _edit(terminal, "text") is None
    assert terminal.said == ["An editor cannot be started from here. The note is as it was."]


async def test_a_real_app_without_a_terminal_says_so(editor: Path) -> None:
    host = Host()
    async with host.driven():
        assert edit(cast("App[object]", host), "text") is None
