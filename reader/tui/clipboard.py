"""Copying: through the terminal (OSC 52) and, where there is one, the system's own clipboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

PATIENCE = 2.0
"""Seconds that a clipboard program may take."""


def copy(app: App[object], text: str) -> None:
    """Copy `text`; the terminal gives no answer, so the system's clipboard is told as well."""
    app.copy_to_clipboard(text)
    command = _command()
    if command is not None:
        app.run_worker(lambda: _tell(command, text), thread=True, group="clipboard", exit_on_error=False)


def _command() -> tuple[str, ...] | None:
    """The program that takes text for the system's clipboard; None where there is none."""
    wanted: list[tuple[str, ...]] = []
    if sys.platform == "darwin":
        wanted.append(("pbcopy",))
    elif sys.platform == "win32":
        wanted.append(("clip",))
    else:
        if os.environ.get("WAYLAND_DISPLAY"):
            wanted.append(("wl-copy",))
        if os.environ.get("DISPLAY"):
            wanted += (("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input"))
    return next((command for command in wanted if shutil.which(command[0])), None)


def _tell(command: tuple[str, ...], text: str) -> None:
    encoding = "utf-16-le" if sys.platform == "win32" else "utf-8"
    # The terminal has the text already; a clipboard program that fails takes nothing away.
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(  # noqa: S603 - one of four known programs, no shell, text on its standard input
            command,
            input=text.encode(encoding, "replace"),
            check=True,
            timeout=PATIENCE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
