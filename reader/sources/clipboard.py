"""What lies on the clipboard, by the system's own programs, the ones that the app copies with.

They also give what was copied from a page as HTML, so that its links and quotations stay; Python packages for the
clipboard know plain text alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError
from reader.sources.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 5.0
"""Seconds that a program may take."""

NAME = "the clipboard"
FRAGMENT = "text/x-html-fragment"
"""The media type of a part of a page, all of which is wanted."""

_UTF_8 = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-Clipboard -Raw"
_HEX = re.compile(rb"\xc2\xabdata HTML([0-9A-Fa-f]*)\xc2\xbb|data HTML([0-9A-Fa-f]+)")


class _Way(NamedTuple):
    """How a system is asked."""

    text: tuple[str, ...]
    html: tuple[str, ...] = ()
    """Fails, or says nothing, where nothing was copied from a page; empty: it cannot be asked."""


def read() -> Raw:
    """What was copied: an address, a text, or a part of a page; raises SourceError where there is nothing to be had."""
    ways = [way for way in _ways(sys.platform, os.environ) if shutil.which(way.text[0])]
    if not ways:
        raise SourceError(
            "There is no program that reads the clipboard. Install xclip, xsel or wl-clipboard; or type "
            "`reader add -` and paste the text."
        )
    for way in ways:
        html = _unpacked(_asked(way.html)) if way.html else b""
        text = _asked(way.text)
        if html.strip() and not is_address(text):
            return Raw(html, NAME, media_type=FRAGMENT)
        if text.strip():
            return Raw(text, NAME)
    raise SourceError("The clipboard is empty, or holds no text. Copy an address or a text, and try again.")


def is_address(data: bytes) -> bool:
    """Is all of it the address of a page?"""
    return re.fullmatch(rb"\s*https?://\S{3,4000}\s*", data, re.IGNORECASE) is not None


def _ways(platform: str, environment: Mapping[str, str]) -> Iterator[_Way]:
    if platform == "darwin":
        yield _Way(("pbpaste",), ("osascript", "-e", "the clipboard as «class HTML»"))
    elif platform == "win32":
        yield _Way(("powershell", "-NoProfile", "-Command", _UTF_8))
    else:
        if environment.get("WAYLAND_DISPLAY"):
            yield _Way(("wl-paste", "--no-newline"), ("wl-paste", "--no-newline", "--type", "text/html"))
        if environment.get("DISPLAY"):
            chosen = ("xclip", "-selection", "clipboard", "-o")
            yield _Way(chosen, (*chosen, "-t", "text/html"))
            yield _Way(("xsel", "--clipboard", "--output"))
        if "WSL_DISTRO_NAME" in environment:
            yield _Way(("powershell.exe", "-NoProfile", "-Command", _UTF_8))
        if "TERMUX_VERSION" in environment:
            yield _Way(("termux-clipboard-get",))


def _asked(command: tuple[str, ...]) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - one of a few known programs, no shell
            command, check=True, timeout=PATIENCE, stdin=subprocess.DEVNULL, capture_output=True
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout


def _unpacked(html: bytes) -> bytes:
    """HTML that AppleScript tells in hexadecimal figures."""
    found = _HEX.search(html[:64])
    if found is None:
        return html
    figures = re.sub(rb"[^0-9A-Fa-f]", b"", html.partition(b"HTML")[2])
    return bytes.fromhex(figures[: len(figures) // 2 * 2].decode("ascii"))
