"""What only a process of its own can show: imports, pipes, signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.cli.commands import COMMANDS

if TYPE_CHECKING:
    from tests.cli.running import Reader

HEAVY = ("textual", "rich", "tinydb", "markdown_it", "yaml", "sqlite3")
MODULES = sorted({place.partition(":")[0] for place in COMMANDS.values()} | {"commands", "ending", "reading"})
FULL = Path("/dev/full")
COMMAND = (sys.executable, "-m", "reader", "list")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither signals nor terminals of this kind")


def loaded(script: str, *arguments: str) -> set[str]:
    """The packages that a script loads."""
    report = "\nimport sys; print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script + report, *arguments], check=True, capture_output=True, text=True, timeout=30
    )
    return set(done.stdout.rpartition("LOADED ")[2].split())


def start(*arguments: str, **streams: object) -> subprocess.Popen[bytes]:
    """A command in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "reader", *arguments], **streams)  # type: ignore[call-overload, no-any-return]


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    imports = "\n".join(f"import reader.cli.{module}" for module in MODULES)
    assert not loaded("import reader.cli\n" + imports) & set(HEAVY)


def test_a_list_loads_only_the_index(desk: Reader, root: Path) -> None:
    for path in (root / "articles").iterdir():
        os.utime(path, (0, 0))
    desk("list")
    script = "from reader.cli.ending import run\nassert run(['list', '--json']) == 0"
    assert loaded(script) & {*HEAVY, "platformdirs"} == {"sqlite3"}


def test_the_app_starts_without_click() -> None:
    script = "from reader.cli.ending import run\nassert run([]) == 2"
    assert "click" not in loaded(script)


def test_a_broken_pipe_ends_quietly(desk: Reader) -> None:
    desk("list")
    for command in (("list", "--json"), ("list",), ("show", "houses"), ("--help",), ("export",)):
        process = start(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        process.stderr.close()
        assert (process.wait(30), told) in ((0, b""), (0, b"reader: Nothing is highlighted yet.\n"))


@POSIX
def test_a_full_disk_is_told_in_a_sentence(desk: Reader) -> None:
    if not FULL.exists():
        pytest.skip("there is no /dev/full here")
    desk("list")
    with FULL.open("wb") as full:
        done = subprocess.run(COMMAND, stdout=full, stderr=subprocess.PIPE, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stderr == b"reader: Standard output cannot be written: No space left on device.\n"


@POSIX
def test_ctrl_c_ends_with_130_and_leaves_the_library_whole(desk: Reader, root: Path) -> None:
    desk("list")
    keyboard, terminal = os.openpty()
    try:
        process = start("add", "-", stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stderr is not None
        assert b"Type or paste" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=30)
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert (process.returncode, out, told) == (130, b"", b"")
    assert desk("doctor").code == 0


def test_two_first_starts_at_once_put_the_samples_in_once(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("READER_LIBRARY")
    processes = [start("list", "--json", stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(30) for process in processes] == [0, 0, 0]
    titles = [about["title"] for about in reader("list", "--json").data]
    assert len(titles) == len(set(titles)) >= 5


def test_commands_at_once_lose_nothing(desk: Reader) -> None:
    text = desk("show", "houses", "--json").data["text"]
    words = sorted({word for word in text.split() if text.count(word) == 1})[:6]
    processes = [start("mark", "houses", "--quote", word, "--theme", word, stdout=subprocess.DEVNULL) for word in words]
    assert [process.wait(30) for process in processes] == [0] * len(words)
    assert {made["quote"] for made in desk("notes", "--json").data} == set(words)
    assert desk("doctor").code == 0
