"""How long a text takes to read."""

from __future__ import annotations

PACE = 230
"""Words a minute: the mean of silent reading of English non-fiction is 238 (Brysbaert 2019); ours is rounded down."""


def minutes(words: int) -> int:
    """How many minutes `words` take to read; never less than one."""
    return max(1, round(words / PACE))
