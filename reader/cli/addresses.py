"""Addresses among the words of a command line."""

from __future__ import annotations

import re
import shlex
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_FEED = re.compile(r"feed:(?://)?(?:(?=https?:)|)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)

STANDARD_INPUT = "-"

Kind = Literal["file", "page", "pipe"]
"""What a word names."""


class Run(NamedTuple):
    """Words of one kind that stand beside each other."""

    kind: Kind
    words: tuple[str, ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """They as paths."""
        return tuple(map(Path, self.words))


def kind_of(word: str) -> Kind:
    """What `word` names."""
    return "pipe" if word == STANDARD_INPUT else "page" if is_address(word) else "file"


def runs(words: Iterable[str]) -> Iterator[Run]:
    """The words of a command line in their order, those of one kind together."""
    for kind, group in groupby(words, kind_of):
        yield Run(kind, tuple(group))


def is_address(word: str) -> bool:
    """Is it the address of a page?"""
    return _ADDRESS.match(word) is not None


def check(word: str) -> None:
    """Raise UsageError for an address that is none of a page."""
    feed = _FEED.match(word)
    if feed is not None:
        rest = word[feed.end() :]
        address = shlex.quote(rest if is_address(rest) else f"https://{rest}")
        raise UsageError(f"{word} is the address of a feed: follow it with `reader feeds add {address}`.")
    if _SCHEME.match(word) and not is_address(word):
        raise UsageError(f"{word} is no address of the web: Reader takes those that begin with http: or https:.")


def hint(word: str) -> str:
    """What to say more of a word that names no file: that it may be meant as an address."""
    is_meant = (_HOST.fullmatch(word) is not None and "/" in word.rstrip("/")) or word.casefold().startswith("www.")
    return f" For a page of the web write https://{word}." if is_meant else ""
