"""What stands around a passage, word by word, and how alike two surroundings are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model.span import Span

_TELLING = 5
"""Words that do not stand in another place by chance."""

_SYLLABLES = "\uac00-\ud7af"
_TOKEN = re.compile(rf"[{IDEOGRAPHS}{_SYLLABLES}]|[^\W_{IDEOGRAPHS}{_SYLLABLES}]+|([^\w\s]|_)\1*")
_ALIKE = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2010\u2011", "''\"\"----")
"""Marks that editors change into each other."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words and marks around a passage, outwards from it; a word that is cut off is left out."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, prefix: str, suffix: str) -> Surroundings:
        """Give what `prefix` and `suffix` say."""
        before, after = _tokens(prefix), _tokens(suffix)
        if prefix[:1].isalnum():
            before = before[1:]
        if suffix[-1:].isalnum():
            after = after[:-1]
        return cls(tuple(reversed(before)), tuple(after))

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    def shared(self, other: Surroundings) -> int:
        """Say how many words and marks next to the passage are the same."""
        return _shared(self.before, other.before) + _shared(self.after, other.after)

    def are_like(self, other: Surroundings) -> bool:
        """Do they agree so well with the wider `other` that the passage inside must be the same?"""
        before, after = _likeness(self.before, other.before), _likeness(self.after, other.after)
        return max(before, after) >= 0.7 or before + after >= 1.0


def surroundings_at(plain: str, span: Span, reach: int) -> Surroundings:
    """Give what stands around `span`, `reach` code points each way."""
    return Surroundings.of(plain[max(0, span.start - reach) : span.start], plain[span.end : span.end + reach])


def is_telling(words: str) -> bool:
    """Are these words so many that they stand in no other place by chance?"""
    return sum(token[0].isalnum() for token in _tokens(words)) >= _TELLING


def _tokens(text: str) -> list[str]:
    return [match[0] for match in _TOKEN.finditer(text.translate(_ALIKE))]


def _shared(these: Sequence[str], those: Sequence[str]) -> int:
    count = 0
    for this, that in zip(these, those, strict=False):
        if this != that:
            break
        count += 1
    return count


def _likeness(these: Sequence[str], those: Sequence[str]) -> float:
    """Say from 0 to 1 how alike two runs of words are; at the edge of a text there are none, which says half."""
    if not these:
        return 0.0 if those else 0.5
    return SequenceMatcher(None, these, those[: len(these)], autojunk=False).ratio()
