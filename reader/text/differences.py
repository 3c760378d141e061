"""Which words of two wordings of a passage differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text.diffing import diff
from reader.text.tokens import Tokens, is_word, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

WORK = 300_000
"""Pairs of equal tokens that are looked at: a moment, for somebody waits."""


def differences(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Give the places in `old` that `new` does not have, and those in `new` that `old` did not have."""
    before, now = Tokens(old), Tokens(new)
    runs = diff(before.words, now.words, WORK).runs
    return (
        _between(before, ((first, first + length) for first, _, length in runs)),
        _between(now, ((place, place + length) for _, place, length in runs)),
    )


def likeness(old: str, new: str) -> float:
    """Say from 0 to 1 how much of the words of two wordings is the same; case does not matter."""
    before, now = _words(old), _words(new)
    shared = sum(length for _, _, length in diff(before, now, WORK).runs)
    return 2 * shared / max(1, len(before) + len(now))


def _words(text: str) -> list[str]:
    return [token.casefold() for token in tokens(text) if is_word(token)]


def _between(row: Tokens, shared: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Give the stretches of tokens that are in none of the `shared` ones, which are in order."""
    spans = []
    at = 0
    for first, last in (*shared, (len(row), len(row))):
        if first > at:
            spans.append(Span(row.starts[at], row.ends[first - 1]))
        at = last
    return tuple(spans)
