"""Characters that are no words: taken out of a page before it is parsed, and again once its entities are read."""

from __future__ import annotations

import re
from html import unescape

_BAD = (
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"  # what a terminal acts on
    "\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"  # what is not seen
    "\u202a-\u202e\u2066-\u206f"  # what turns the direction of a line
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
)
_CONTROLS = re.compile(f"[{_BAD}]")
_SEPARATORS = re.compile("[\x0c\u2028\u2029]")

# The same in UTF-8, where a page of a megabyte is looked through in some milliseconds.
_ASCII_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
_ENCODED = re.compile(
    rb"\xc2[\x80-\x9f\xad]|\xd8\x9c|\xe1\xa0\x8e|\xe2(?:\x80[\x8b\x8e\x8f\xaa-\xae]|\x81[\xa0-\xa4\xa6-\xaf])"
    rb"|\xef(?:\xbb\xbf|\xbf[\xb9-\xbb])|\xf3\xa0[\x80\x81][\x80-\xbf]"
)
_FORM_FEED = bytes.maketrans(b"\x0c", b" ")
_ENCODED_SEPARATORS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}))(?![0-9a-f]);?", re.IGNORECASE)


def without(text: str) -> str:
    """`text` without controls, bidi overrides and what is not seen; the joiners of scripts and emoji stay."""
    if text.isascii() and text.isprintable():
        return text
    return _SEPARATORS.sub(" ", _CONTROLS.sub("", text))


def source(text: str) -> bytes:
    """HTML in UTF-8 without controls, also where a number stands for one (`&#27;`).

    `&#146;` and its like are what browsers take them for.
    """
    data = text.encode("utf-8", "ignore").translate(_FORM_FEED, _ASCII_CONTROLS)
    if not data.isascii():
        data = _ENCODED.sub(b"", data)
        for separator in _ENCODED_SEPARATORS:
            data = data.replace(separator, b" ")
    return _REFERENCE.sub(_referred, data) if b"&#" in data else data


def _referred(match: re.Match[bytes]) -> bytes:
    code = int(match[1], 16) if match[1] else int(match[2])
    if 0x20 <= code < 0x7F or code in {9, 10, 13} or code > 0x10FFFF:
        return match[0]
    character = unescape(f"&#{code};")
    return match[0] if character == chr(code) and without(character) == character else without(character).encode()
