"""Finding words in a text: smart case, and white space as it comes, also across a line's end."""

from __future__ import annotations

import re

MOST = 100_000
"""Matches that are looked for; a single letter in a long text has no use for more."""


def matches(plain: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every place that says `wanted`, in order, none overlapping.

    Case counts as soon as `wanted` has a capital letter.
    """
    words = wanted.split()
    if not words:
        return ()
    flags = re.IGNORECASE if wanted == wanted.lower() else 0
    pattern = re.compile(r"\s+".join(map(re.escape, words)), flags)
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(plain):
        found.append(match.span())
        if len(found) == MOST:
            break
    return tuple(found)
