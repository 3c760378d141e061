"""Bytes to text: which encoding it is, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from reader.errors import SourceError
from reader.sources import charsets
from reader.sources.formats import check_size

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32's little-endian mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, as Word, EPUB and OpenDocument files are"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_CONTROLS = re.compile(rb"[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_LOOK = 64 * 1024
"""Bytes that are looked at for controls."""

_SOME = 16
_SHARE = 0.02
"""Controls that a text may have, however short or long it is; the escapes of a log's colours are not counted."""


def decode(data: bytes, name: str = "The text") -> tuple[str, tuple[str, ...]]:
    """The text in `data`, and what was wrong with it.

    `name` begins the messages. Raises SourceError for bytes that are no text, for none, and for too many.
    """
    check_size(len(data), name)
    if not data:
        raise SourceError(f"{name} is empty.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, name)
    refuse_signatures(data, name)
    if b"\x00" in data and (wide := charsets.unmarked_utf_16(data)):
        return data.decode(wide.encoding, "replace"), (f"Without a mark of its encoding: read as {wide.label}.",)
    refuse_binary(data, name)
    if b"\x1b$" in data and (mail := charsets.japanese_mail(data)):
        return data.decode(mail.encoding), (f"Not UTF-8: read as {mail.label}.",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_broken(data)


def _decode_marked(data: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    if not data:
        raise SourceError(f"{name} is empty.")
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        label = encoding.removesuffix("-le").removesuffix("-be").upper()
        return data.decode(encoding, "replace"), (f"Some bytes are not valid {label}: shown as \ufffd.",)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise SourceError when `data` are no text."""
    refuse_signatures(data, name)
    head = data[:_LOOK]
    if b"\x00" in data or len(_CONTROLS.findall(head)) > max(_SOME, _SHARE * len(head)):
        raise SourceError(f"{name} is no text: it looks like a binary file. Save it as Markdown or plain text first.")


def refuse_signatures(data: bytes, name: str) -> None:
    """Raise SourceError when `data` begin as files do that are no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"{name} is no text: it looks like {what}. Save it as Markdown or plain text first.")


def _decode_broken(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in bytes that are not valid UTF-8: UTF-8 with a few broken places, else an older encoding."""
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    foreign = len(repaired) - len(repaired.encode("ascii", "ignore"))
    if foreign - broken > broken:
        return repaired, ("Some bytes are not valid UTF-8: shown as \ufffd.",)
    found = charsets.guess(data)
    try:
        return data.decode(found.encoding), (f"Not valid UTF-8: read as {found.label}.",)
    except UnicodeDecodeError:
        return data.decode("latin-1"), ("Not valid UTF-8: read as Latin-1.",)
