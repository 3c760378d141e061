"""Addresses of the web: where one stands bare among words, and which one may be followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.clean import clean_line
from reader.text.document import LINK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.builder import Builder

_BARE = re.compile(
    r"(?<![\w/@.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"\u201c\u201d\u201e\u2018\u00ab\u00bb`|\\^{}"
    r"\u200b\u3000-\u3003\u3008-\u3020\uff00-\uff60]+",
    re.IGNORECASE,
)
_AFTER = frozenset("?!.,:;*_~'\u2019\u2026")
_CLOSES = {")": "(", "]": "["}
_SHORTEST = len("http://") + 1
_RUNS_CODE = re.compile(r"(?:vbscript|javascript|file|data):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\s\x00-\x20\ufffd]+")


def bare(words: str) -> Iterator[tuple[int, int, str]]:
    """Give start, end and target of each address in `words`, without the punctuation that ends a sentence."""
    if "://" not in words and "www." not in words:
        return
    for match in _BARE.finditer(words):
        found = _trimmed(match[0])
        if found[:4].lower() == "www." or len(found) >= _SHORTEST:
            target = found if found[:4].lower() != "www." else f"http://{found}"
            yield match.start(), match.start() + len(found), clean_line(target)


def write(builder: Builder, words: str, attributes: int = 0) -> None:
    """Write `words`, where an address of the web is a link to it."""
    position = 0
    for start, end, target in bare(words):
        builder.write(words[position:start], attributes)
        builder.write(words[start:end], attributes | LINK | builder.link(target))
        position = end
    builder.write(words[position:], attributes)


def harmless(address: str) -> str:
    """Give `address` as it may be followed; nothing where it would run code or read a file."""
    cleaned = clean_line(address)
    return "" if _RUNS_CODE.match(_UNSEEN.sub("", cleaned)) else cleaned


def _trimmed(found: str) -> str:
    """Leave out the marks at the end; a bracket belongs to the address that opened it."""
    end = len(found)
    open_ones = {closing: found.count(opening) - found.count(closing) for closing, opening in _CLOSES.items()}
    while end:
        last = found[end - 1]
        if last in _CLOSES and open_ones[last] < 0:
            open_ones[last] += 1
        elif last not in _AFTER:
            break
        end -= 1
    return found[:end]
