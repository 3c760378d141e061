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
_REFERENCE = re.compile(r"&#(?:x0*(?P<hex>[0-9a-f]{1,6})|0*(?P<number>[0-9]{1,7}))(?![0-9a-f]);?", re.IGNORECASE)
_HARMLESS = re.compile(r"[ -~\n\t]*")


def without(text: str) -> str:
    """`text` without controls, bidi overrides and what is not seen; the joiners of scripts and emoji stay."""
    if _HARMLESS.fullmatch(text):
        return text
    return _SEPARATORS.sub(" ", _CONTROLS.sub("", text))


def without_references(source: str) -> str:
    """HTML without controls, also where a number stands for one (`&#27;`); `&#146;` is what browsers take it for."""
    source = without(source)
    return _REFERENCE.sub(_referred, source) if "&#" in source else source


def _referred(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["number"])
    if 0x20 <= code < 0x7F or code in {9, 10, 13} or code > 0x10FFFF:
        return match[0]
    character = unescape(f"&#{code};")
    return match[0] if character == chr(code) and without(character) == character else without(character)
