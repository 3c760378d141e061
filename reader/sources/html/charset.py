"""The encoding of a page: by its mark, its bytes, what the server or the page says, else by its letters."""

from __future__ import annotations

import codecs
import re

from reader.sources import charsets

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE | re.ASCII)
_META = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_LOOK = 8192
"""Bytes at the beginning in which a page may say how it is encoded."""

_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What browsers read when a page says another; the names are those that Python gives them."""

_STATEFUL = ("iso2022", "hz")
"""Encodings whose letters are written in ASCII."""

_NO_PAGE = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")
"""Encodings of Python that no page is written in."""

_BROKEN = 0.01
"""Letters that may be broken where a page is believed."""

_GUESSED = 128 * 1024
"""Bytes that a guess looks at."""


def decode(data: bytes, media_type: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a page, and what was wrong with it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    if b"\0" in data[:_LOOK] and (wide := _wide(data[:_LOOK])):
        return data.decode(wide, "replace"), ()
    said = _said(data, media_type)
    if not (said and said.startswith(_STATEFUL)):
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
    if said:
        text = data.decode(said, "replace")
        broken = text.count("\ufffd")
        if broken <= max(3, _BROKEN * sum(byte > 127 for byte in data[:_GUESSED])):
            return text, (f"Some bytes are not valid {said.upper()}: shown as \ufffd.",) if broken else ()
    return _guess(data)


def _said(data: bytes, media_type: str) -> str:
    """What the server says, else the page; nothing for an encoding that Python knows nothing of, or that bombs use."""
    header = _HEADER.search(media_type)
    names = [header[1]] if header else []
    names += [(found[1] or found[2]).decode("ascii", "replace") for found in _META.finditer(data[:_LOOK])]
    for name in names:
        label = name.strip().lower().replace("x-sjis", "shift_jis").replace("windows-31j", "cp932")
        try:
            # zlib and rot13 are codecs too, but not of text.
            "".encode(label)
            encoding = codecs.lookup(label).name
        except (LookupError, ValueError):
            continue
        # A page that says in ASCII that it is UTF-16 is none.
        if not encoding.startswith(_NO_PAGE):
            return _MEANT.get(encoding, encoding)
    return ""


def _wide(head: bytes) -> str:
    """Is every other byte nothing?"""
    half = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else ""


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    """By letters: UTF-8 with a few broken places, else an old encoding."""
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    foreign = sum(character > "\x7f" for character in repaired)
    if foreign - broken > broken:
        return repaired, ("Some bytes are not valid UTF-8: shown as \ufffd.",)
    found = charsets.guess(data)
    return data.decode(found.encoding, "replace"), (f"It does not say how it is encoded: read as {found.label}.",)
