"""Code as words of a few kinds, for its colours. Pygments is loaded when the first such code is painted."""

from __future__ import annotations

import sys
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.lexer import Lexer
    from pygments.token import _TokenType

    from reader.text.document import Block, Text

LARGEST = 50_000
"""Code points of a block that is told apart; longer ones stay plain."""

KINDS = (
    ("Comment", "comment"),
    ("Keyword.Type", "type"),
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Keyword.Constant", "number"),
    ("Name.Builtin", "type"),
    ("Name.Class", "type"),
    ("Name.Tag", "keyword"),
    ("Name.Attribute", "name"),
    ("Name.Function", "name"),
    ("Name.Decorator", "name"),
    ("Generic.Heading", "name"),
    ("Generic.Inserted", "string"),
    ("Generic.Deleted", "keyword"),
    ("Generic.Prompt", "comment"),
)
"""What Pygments calls a word, and the palette's kind."""


class Words:
    """The words of a block of code, told apart as far as they were asked for."""

    def __init__(self, start: int, tokens: Iterator[tuple[int, _TokenType, str]]) -> None:
        """Read `tokens` of a block that begins at `start`."""
        self._start, self._tokens = start, tokens
        self._reach = start
        self._starts: list[int] = []
        self._kinds: list[str] = []

    def cuts(self, start: int, end: int) -> list[int]:
        """Where words begin between `start` and `end`."""
        self._read(end)
        return self._starts[bisect_right(self._starts, start) : bisect_right(self._starts, end)]

    def at(self, offset: int) -> str:
        """The kind of the word at `offset`; empty for what has no colour."""
        self._read(offset + 1)
        found = bisect_right(self._starts, offset) - 1
        return self._kinds[found] if found >= 0 else ""

    def _read(self, end: int) -> None:
        """Tell words apart up to `end`."""
        while self._reach < end:
            token = next(self._tokens, None)
            if token is None:
                self._reach = sys.maxsize
                return
            at, name, value = token
            self._reach = self._start + at + len(value)
            kind = _kind(name) if value.strip() else ""
            if kind != (self._kinds[-1] if self._kinds else ""):
                self._starts.append(self._start + at)
                self._kinds.append(kind)


NONE = Words(0, iter(()))

_known: WeakKeyDictionary[Text, dict[int, Words]] = WeakKeyDictionary()


def words(text: Text, block: Block) -> Words:
    """The words of a block of code; none where nobody knows its language."""
    if not block.data or not isinstance(block.data, str) or block.end - block.start > LARGEST:
        return NONE
    blocks = _known.setdefault(text, {})
    found = blocks.get(block.start)
    if found is None:
        lexer = _lexer(language(block.data))
        tokens = lexer.get_tokens_unprocessed(text.plain[block.start : block.end]) if lexer else iter(())
        found = blocks[block.start] = Words(block.start, tokens)
    return found


def language(info: str) -> str:
    """The language that the info string of code names: `python`, `{.python}`, `python title="x"`."""
    name = info.strip().lstrip("{.").split(maxsplit=1)[:1]
    return name[0].partition(",")[0].rstrip("}").lower().removeprefix("language-") if name else ""


@cache
def _lexer(name: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - only code needs it
    from pygments.util import ClassNotFound  # noqa: PLC0415 - the same

    try:
        return get_lexer_by_name(name) if name else None
    except ClassNotFound:
        return None


@cache
def _kind(token: _TokenType) -> str:
    name = ".".join(token)
    fitting = [(len(known), kind) for known, kind in KINDS if name == known or name.startswith(f"{known}.")]
    return max(fitting)[1] if fitting else ""
