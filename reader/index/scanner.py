"""The first step of reading a query: from code points to tokens."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = re.compile(r"(?P<open>\()|(?P<close>\))|(?P<or>OR(?=[\s()]|\Z))|(?P<not>-+(?=[^\s)-]))|(?P<nothing>-+|\s+)")
_FIELD = re.compile(r"([A-Za-z]+):(?!//)")
_AFTER_WORD = re.compile(r"[\s()]|\Z")
_AFTER_PHRASE = {
    '"': re.compile(r'"|\Z'),
    "“": re.compile(r"”|\Z"),
    "„": re.compile(r"[“”]|\Z"),
    "«": re.compile(r"»|\Z"),
}
"""What ends a phrase, by how it begins."""


class Token(NamedTuple):
    """A piece of a query."""

    kind: str
    """`open`, `close`, `or`, `not` or `value`."""

    start: int
    """Where it begins in the query."""

    field: str = ""
    """The name before a value's colon, in small letters."""

    text: str = ""
    """A value's word or phrase."""

    at: int = 0
    """Where a value begins, after its field."""

    is_prefix: bool = False
    """Does a star follow the value?"""

    is_typed: bool = False
    """Is the value still being typed, so that it may go on?"""


def scan(text: str, *, is_live: bool) -> Iterator[Token]:
    """The tokens of `text`; raises QueryError for a phrase without an end, unless it is still being typed."""
    at = 0
    while at < len(text):
        if sign := _SIGN.match(text, at):
            if sign.lastgroup and sign.lastgroup != "nothing":
                yield Token(sign.lastgroup, at)
            at = sign.end()
        else:
            value, at = _value(text, at, is_live=is_live)
            yield value


def _value(text: str, start: int, *, is_live: bool) -> tuple[Token, int]:
    """The value that begins at `start`, and where it ends."""
    named = _FIELD.match(text, start)
    at = named.end() if named else start
    after = _AFTER_PHRASE.get(text[at : at + 1])
    if after is None:
        end = _find(_AFTER_WORD, text, at)
        words = text[at:end]
        is_closed = False
    else:
        end = _find(after, text, at + 1)
        words = text[at + 1 : end]
        is_closed = end < len(text)
        if not is_closed and not is_live:
            raise QueryError("This quotation mark is not closed.", at)
        end += is_closed
        if text.startswith("*", end):
            words, end = f"{words}*", end + 1
    token = Token(
        kind="value",
        start=start,
        field=named[1].lower() if named else "",
        text=unicodedata.normalize("NFC", words.rstrip("*")),
        at=at,
        is_prefix=words.endswith("*"),
        is_typed=is_live and end == len(text) and not is_closed,
    )
    return token, end


def _find(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.search(text, at)
    return found.start() if found else len(text)
