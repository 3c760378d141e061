"""How much of notes is taken at once: all of it is one step of undo, and is held until it is written."""

from __future__ import annotations

from reader.errors import SourceError

MOST = 100_000
"""Highlights and notes in one import: a lifetime of reading."""

MOST_WORDS = 100_000_000
"""Code points in all of them."""


class Held:
    """Counts what is held of one file."""

    def __init__(self, name: str) -> None:
        self._name, self._count, self._size = name, 0, 0

    def take(self, *words: str) -> None:
        """Count one more; raises SourceError when that is too many."""
        self._count += 1
        self._size += sum(map(len, words))
        if self._count > MOST or self._size > MOST_WORDS:
            raise TooMuchError(
                f"{self._name} holds more than {MOST:,} notes or {MOST_WORDS // 1_000_000} million letters, which is "
                "more than one import takes. Split the file and import the parts one after the other; nothing of it "
                "was imported."
            )


class TooMuchError(SourceError):
    """A file holds more than one import takes."""
