"""Short codes of letters that lie under the fingers, none of them the beginning of another. Pure."""

from __future__ import annotations

from collections import deque

LETTERS = "asdfghjkl"


def codes(count: int) -> tuple[str, ...]:
    """`count` codes, as short as can be, the shortest first."""
    found: deque[str] = deque([""])
    while len(found) < count or found[0] == "":
        beginning = found.popleft()
        found.extend(beginning + letter for letter in LETTERS)
    return tuple(found)[:count]
