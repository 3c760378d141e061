"""Tables that a Lua program wrote as data: read without Lua, and nothing in them is run.

The grammar is that of Lua 5.1's table constructors (lua.org/manual/5.1, 2.1 and 2.5.7) with constants alone.
"""

from __future__ import annotations

import re
from typing import Any

MOST = 1_000_000
"""Values in one file."""

DEEPEST = 40
"""Tables within each other."""

_SPACE = re.compile(r"(?:\s+|--\[(=*)\[.*?\]\1\]|--(?!\[=*\[)[^\n]*)*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]{1,16}|(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,3})?)")
_LONG = re.compile(r"\[(=*)\[\n?(.*?)\]\1\]", re.DOTALL)
_STRING = {quote: re.compile(rf"{quote}((?:[^{quote}\\\n]|\\(?:\r\n|.))*+){quote}", re.DOTALL) for quote in "\"'"}
_ESCAPE = re.compile(r"\\(\d{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\r\n": "\n"}
_CONSTANTS = {"true": True, "false": False, "nil": None}


class LuaError(ValueError):
    """It is no table of constants; the message says what stands where."""


def table(text: str) -> dict[Any, Any]:
    """The table that a file returns; raises LuaError. Values without a key have the numbers from 1 on."""
    reader = _Reader(text)
    reader.take_word("return")
    found = reader.value(0)
    if not isinstance(found, dict):
        raise LuaError("it returns no table")
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self._text, self._at, self._count = text, 0, 0

    def take_word(self, word: str) -> None:
        """Go past a word that stands next."""
        self._skip()
        if not self._text.startswith(word, self._at):
            raise self._wrong()
        self._at += len(word)

    def value(self, depth: int) -> Any:
        """The constant or table that stands next."""
        self._skip()
        self._count += 1
        if self._count > MOST:
            raise LuaError(f"it has more than {MOST:,} values")
        text, at = self._text, self._at
        first = text[at : at + 1]
        if first == "{":
            if depth >= DEEPEST:
                raise LuaError(f"its tables are nested more than {DEEPEST} deep")
            self._at += 1
            return self._table(depth + 1)
        if first in _STRING and first:
            found = _STRING[first].match(text, at)
            return self._took(found, lambda match: _unescaped(match[1]))
        if first == "[":
            return self._took(_LONG.match(text, at), lambda match: match[2])
        number = _NUMBER.match(text, at)
        if number:
            return self._took(number, lambda match: _number(match[0]))
        name = _NAME.match(text, at)
        if name and name[0] in _CONSTANTS:
            return self._took(name, lambda match: _CONSTANTS[match[0]])
        raise self._wrong()

    def _table(self, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        number = 1
        while True:
            self._skip()
            if self._text.startswith("}", self._at):
                self._at += 1
                return found
            key = self._key(depth)
            value = self.value(depth)
            if key is None:
                key, number = number, number + 1
            if value is not None:
                found[key] = value
            self._skip()
            if self._text[self._at : self._at + 1] in {",", ";"}:
                self._at += 1
            elif not self._text.startswith("}", self._at):
                raise self._wrong()

    def _key(self, depth: int) -> Any:
        """The key before the next value; None where it has none."""
        start = self._at
        if self._text.startswith("[", start) and not _LONG.match(self._text, start):
            self._at += 1
            key = self.value(depth)
            self.take_word("]")
            self.take_word("=")
            if isinstance(key, dict | float) or key is None:
                return str(key)
            return key
        name = _NAME.match(self._text, start)
        if name and name[0] not in _CONSTANTS:
            self._at = name.end()
            self.take_word("=")
            return name[0]
        return None

    def _took(self, match: re.Match[str] | None, made: Any) -> Any:
        if match is None:
            raise self._wrong()
        self._at = match.end()
        return made(match)

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _wrong(self) -> LuaError:
        line = self._text.count("\n", 0, self._at) + 1
        return LuaError(f"line {line} holds something else than constants and tables")


def _unescaped(words: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1]
        if code.isdecimal():
            return chr(min(int(code), 255))
        return _ESCAPES.get(code, code)

    if "\\" not in words:
        return words
    if not re.search(r"\\[12]\d\d", words):
        return _ESCAPE.sub(plain, words)
    # Bytes of UTF-8 may be written as numbers.
    data = re.sub(
        rb"\\(\d{1,3}|\r\n|.)", lambda match: _byte(match[1]), words.encode("utf-8", "replace"), flags=re.DOTALL
    )
    return data.decode("utf-8", "replace")


def _byte(code: bytes) -> bytes:
    if code.isdigit():
        return bytes([min(int(code), 255)])
    return _ESCAPES.get(code.decode("latin-1"), "").encode() or code


def _number(words: str) -> int | float:
    if "x" in words.lower():
        return int(words, 16)
    return float(words) if re.search(r"[.eE]", words) else int(words)
