"""Values in the flat YAML at the head of an exported file, and the seal that earlier versions of the program set."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import TypeAlias

Value: TypeAlias = str | int | Sequence[str]
THEME = "reader_theme"
"""The key by which an earlier version said which theme a file was exported from."""

SEAL = "reader_hash"
"""The key by which it said what a file was when it was exported: the first half of the SHA-256 of all other lines."""

_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""What YAML forbids or breaks lines at, or a terminal acts on, and JSON does not escape."""

_HEAD = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)


def is_untouched(text: str) -> bool:
    """Is a file still what was exported, letter for letter? Line ends may have been turned into those of Windows."""
    text = text.replace("\r\n", "\n")
    seal = _read(text).get(SEAL)
    if not seal:
        return False
    line = re.compile(rf"^{SEAL}: [\"']?{re.escape(seal)}[\"']?\n", re.MULTILINE)
    return seal == _hash(line.sub("", text, count=1))


def value(given: Value) -> str:
    """A value in YAML's flow style, on one line."""
    if isinstance(given, int):
        return str(given)
    if isinstance(given, str):
        given = given.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(given, ensure_ascii=False))
    return f"[{', '.join(map(value, given))}]"


def _read(text: str) -> dict[str, str]:
    head = _HEAD.match(text.replace("\r\n", "\n"))
    lines = head[1].split("\n") if head else []
    return {key: plain(value.strip()) for key, colon, value in (line.partition(":") for line in lines) if colon}


def plain(value: str) -> str:
    """A value without its quotes; other programs write them differently."""
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            return value
    return value[1:-1].replace("''", "'") if value[:1] == value[-1:] == "'" else value


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
