"""Code as words of a few kinds, for its colours. Pygments is loaded when the first such code is painted."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Words(NamedTuple):
    """The words of a block: where each begins, and its kind; empty for what has no colour."""

    starts: Sequence[int]
    kinds: Sequence[str]

    def cuts(self, start: int, end: int) -> Sequence[int]:
        """Where words begin between `start` and `end`."""
        return self.starts[bisect_right(self.starts, start) : bisect_right(self.starts, end)]

    def at(self, offset: int) -> str:
        """The kind of the word at `offset`."""
        found = bisect_right(self.starts, offset) - 1
        return self.kinds[found] if found >= 0 else ""


NONE = Words((), ())

_known: WeakKeyDictionary[Text, dict[int, Words]] = WeakKeyDictionary()


def words(text: Text, block: Block) -> Words:
    """The words of a block of code; none where nobody knows its language."""
    if not block.data or not isinstance(block.data, str) or block.end - block.start > LARGEST:
        return NONE
    blocks = _known.setdefault(text, {})
    found = blocks.get(block.start)
    if found is None:
        lexer = _lexer(language(block.data))
        found = blocks[block.start] = NONE if lexer is None else _told_apart(lexer, text.plain, block)
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


def _told_apart(lexer: Lexer, plain: str, block: Block) -> Words:
    starts: list[int] = []
    kinds: list[str] = []
    for at, token, value in lexer.get_tokens_unprocessed(plain[block.start : block.end]):
        kind = _kind(token) if value.strip() else ""
        if kind != (kinds[-1] if kinds else ""):
            starts.append(block.start + at)
            kinds.append(kind)
    return Words(starts, kinds)


@cache
def _kind(token: _TokenType) -> str:
    name = ".".join(token)
    fitting = [(len(known), kind) for known, kind in KINDS if name == known or name.startswith(f"{known}.")]
    return max(fitting)[1] if fitting else ""
