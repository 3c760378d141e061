"""A place in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a canonical text: `plain[start:end]`.

    Raises ValueError when `start` is negative or after `end`.
    """

    start: int
    """First code point."""

    end: int
    """One past the last code point."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def cut(self, text: str) -> str:
        """The words at this place."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span:
        """This place without white space at its ends, which may lie between two blocks or cells."""
        words = self.cut(text)
        start = self.start + len(words) - len(words.lstrip())
        return Span(start, max(start, self.start + len(words.rstrip())))
