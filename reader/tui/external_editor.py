"""A text in the person's own editor: $VISUAL, or $EDITOR."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader.errors import ReaderError, reason

if TYPE_CHECKING:
    from textual.app import App

USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")
"""What is tried where neither variable is set."""


class EditorError(ReaderError):
    """The editor cannot be had, or did not do its work."""


def edit(app: App[object], text: str) -> str | None:
    """What the person made of `text` in their editor, while `app` waits; None when it did not work, and they were told.

    Nothing is lost: what an editor wrote before it failed is returned.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="reader-") as folder:
            return _edit(app, text, Path(folder) / "note.md")
    except EditorError as error:
        app.notify(str(error), severity="warning", markup=False)
    except OSError as error:
        app.notify(f"No temporary file could be written: {reason(error)}", severity="warning", markup=False)
    return None


def command() -> list[str]:
    """The editor as an argument list.

    Raises EditorError when there is none.
    """
    for variable in ("VISUAL", "EDITOR"):
        given = os.environ.get(variable, "").strip()
        if given:
            try:
                return _split(given)
            except ValueError as error:
                raise EditorError(f"${variable} cannot be read ({error}): {given}") from error
    for name in USUAL:
        if shutil.which(name):
            return [name]
    raise EditorError("No editor was found. Set VISUAL or EDITOR to yours.")


def _split(given: str) -> list[str]:
    """A command line in words; a Windows path keeps its backslashes."""
    if os.name != "nt":
        return shlex.split(given)
    return [word.strip('"') for word in shlex.split(given, posix=False)]


def _edit(app: App[object], text: str, path: Path) -> str | None:
    arguments = [*command(), str(path)]
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8", newline="\n")
    complaint = _run(app, arguments)
    try:
        edited = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        kept = _keep(path)
        raise EditorError(f"What {arguments[0]} wrote is not UTF-8. It was kept as {kept}.") from error
    except FileNotFoundError:
        edited = text
    if not text.endswith("\n"):
        edited = edited.removesuffix("\n")
    if complaint:
        if edited == text:
            raise EditorError(f"{complaint} The note is as it was.")
        app.notify(f"{complaint} What it had written is here.", severity="warning", markup=False)
    return edited


def _run(app: App[object], arguments: list[str]) -> str:
    """Run the editor in the terminal; what is to be complained about, or nothing."""
    complaint = ""
    try:
        with app.suspend():
            # Textual does not resume after an exception: none may leave this block.
            # Ctrl-C is the editor's as long as it runs; a handler, unlike SIG_IGN, is not handed on to it.
            before = signal.signal(signal.SIGINT, lambda *_: None)
            try:
                code = subprocess.run(arguments, check=False).returncode  # noqa: S603 - the person's own editor
            except OSError as error:
                complaint = f"{arguments[0]} could not be started: {reason(error)}."
            else:
                complaint = f"{arguments[0]} ended with code {code}." if code else ""
            finally:
                signal.signal(signal.SIGINT, before)
    except SuspendNotSupported:
        return "An editor cannot be started from here."
    return complaint


def _keep(path: Path) -> Path:
    """Move a file out of the folder that will be deleted."""
    handle, name = tempfile.mkstemp(prefix="reader-note-", suffix=".md")
    os.close(handle)
    return Path(shutil.move(path, name))
