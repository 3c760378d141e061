"""Numbers with their nouns."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 feed`, `1,204 feeds`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
