"""The formats that articles come in, and how one is told from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import SourceError

if TYPE_CHECKING:
    from reader.sources.raw import Raw


_MEGABYTE = 1024 * 1024
MOST = 20 * _MEGABYTE
"""Bytes of the largest file that is taken in where its format says nothing else: some twenty novels."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which an article is kept."""

    name: str
    suffixes: tuple[str, ...]
    label: str
    """What it is called in a message: `a web page`."""

    module: str
    """Below `reader.sources`; it has `read(raw: Raw) -> Iterable[Source]`, which raises SourceError."""

    media_types: tuple[str, ...] = ()
    most: int = MOST
    """Bytes of the largest that is taken in."""

    seconds: float | None = None
    """As long as reading one may take; None: as long as anything else."""

    options: tuple[str, ...] = ()
    """What may be asked of it, beyond the file; others are not told to it."""

    is_isolated: bool = True
    """Is it read in a process of its own, with limits of time and memory?"""


FORMATS = (
    Format(
        "markdown",
        (".md", ".markdown"),
        "Markdown",
        "markdown",
        ("text/markdown", "text/x-markdown"),
        is_isolated=False,
    ),
    Format("plain", (".txt", ".text"), "plain text", "plain", ("text/plain",), is_isolated=False),
    Format("html", (".html", ".htm", ".xhtml"), "a web page", "html", ("text/html", "application/xhtml+xml")),
    Format("epub", (".epub",), "an EPUB book", "epub", ("application/epub+zip",), 200 * _MEGABYTE, 90, ("chapters",)),
    Format("pdf", (".pdf",), "a PDF document", "pdf", ("application/pdf",), 200 * _MEGABYTE, 120),
    Format("mail", (".eml",), "a mail", "mail", ("message/rfc822",), 64 * _MEGABYTE),
    Format("mbox", (".mbox",), "a mailbox", "mbox", ("application/mbox",), 200 * _MEGABYTE),
    Format(
        "docx",
        (".docx",),
        "a Word document",
        "docx",
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        200 * _MEGABYTE,
        90,
    ),
    Format("fragment", (), "a part of a page", "fragment", ("text/x-html-fragment",)),
)
"""All of them."""

LARGEST = max(each.most for each in FORMATS)

BY_NAME = {each.name: each for each in FORMATS}
BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}

_LOOK = 4096
_PAGE = re.compile(rb"\s*(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.DOTALL)
_MAIL_HEADER = re.compile(
    rb"^(?:received|message-id|mime-version|content-type|return-path):", re.IGNORECASE | re.MULTILINE
)


def of(raw: Raw) -> Format | None:
    """The format of what came in: by what it begins with, its media type, its suffix; None for none that is known."""
    data = raw.data
    if data.startswith(b"%PDF-"):
        return BY_NAME["pdf"]
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    named = BY_SUFFIX.get(PurePath(raw.name).suffix.casefold())
    typed = _typed(raw.media_type)
    if typed is None and named is not None:
        return named
    head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        return BY_NAME["html"]
    if typed is not None:
        # Servers send much that they do not know as plain text.
        return named if named is not None and typed.name == "plain" else typed
    return _letter(head)


def check_size(size: int, name: str, most: int = MOST) -> None:
    """Raise SourceError when `size` bytes are too many."""
    if size > most:
        raise SourceError(
            f"{name} is too large: {size / _MEGABYTE:.1f} MB, and the limit is {most // _MEGABYTE} MB. "
            "Split it, or keep only the part to be read."
        )


def _typed(media_type: str) -> Format | None:
    essence = media_type.partition(";")[0].strip().casefold()
    return next((each for each in FORMATS if essence in each.media_types), None)


def _archive(data: bytes) -> Format | None:
    """EPUB says what it is in its first file; Word's files begin with their table of contents."""
    if b"application/epub+zip" in data[:200]:
        return BY_NAME["epub"]
    if b"word/document.xml" in data[-65536:] or b"word/document.xml" in data[:65536]:
        return BY_NAME["docx"]
    return BY_NAME["epub"] if b"META-INF/container.xml" in data[-65536:] else None


def _letter(head: bytes) -> Format | None:
    if head.startswith(b"From ") and _MAIL.match(head.partition(b"\n")[2]):
        return BY_NAME["mbox"]
    found = _MAIL.match(head.replace(b"\r\n", b"\n"))
    return BY_NAME["mail"] if found is not None and _MAIL_HEADER.search(found[0]) else None
