"""The person's web browser: started beside the app, never in its terminal, never through a shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

from reader.errors import ReaderError, reason

PATIENCE = 5.0
"""Seconds in which a browser that cannot be started says so."""


class BrowserError(ReaderError):
    """There is no browser here, or it did not start."""


def open_address(address: str) -> None:
    """Open an address in the browser, which has no part in this terminal: one for text alone would take it over.

    Raises BrowserError. `address` must have been looked at before: see `targets.target`.
    """
    if sys.platform == "win32":
        try:
            os.startfile(address)  # noqa: S606 - an address of the web, no program
        except OSError as error:
            raise BrowserError(f"the browser could not be started: {reason(error)}") from error
        return
    arguments = [*command(), address]
    try:
        process = subprocess.Popen(  # noqa: S603 - a known opener, or the person's own browser; no shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise BrowserError(f"{arguments[0]} could not be started: {reason(error)}") from error
    try:
        code = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise BrowserError(f"{arguments[0]} ended with code {code}")


def command() -> list[str]:
    """What opens an address here.

    Raises BrowserError where only a browser in a terminal could.
    """
    if sys.platform == "darwin":
        return ["open"]
    if shutil.which("wslview"):
        return ["wslview"]
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise BrowserError("there is no browser here")
    if shutil.which("xdg-open"):
        return ["xdg-open"]
    for given in os.environ.get("BROWSER", "").split(":"):
        try:
            words = [word for word in shlex.split(given) if "%s" not in word]
        except ValueError:
            continue
        if words and shutil.which(words[0]):
            return words
    raise BrowserError("no browser was found")
