"""Pairs the quotation marks of one passage, whatever the language: which one opens, which one closes it.

Each family of marks is paired on its own; of pairs inside pairs the outer one counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OPEN_DOUBLE, _CLOSE_DOUBLE, _LOW_DOUBLE, _HIGH_DOUBLE = "\u201c\u201d\u201e\u201f"
_OPEN_SINGLE, _CLOSE_SINGLE, _LOW_SINGLE = "\u2018\u2019\u201a"
_LEFT, _RIGHT = "\u00ab\u00bb"

_FAMILIES = (
    _OPEN_DOUBLE + _CLOSE_DOUBLE + _LOW_DOUBLE + _HIGH_DOUBLE,
    '"',
    _LEFT + _RIGHT,
    "\u2039\u203a",
    "\u300c\u300d",
    "\u300e\u300f",
    "\u301d\u301e\u301f",
)
_SINGLE_FAMILIES = (_OPEN_SINGLE + _CLOSE_SINGLE + _LOW_SINGLE, "'")
_ALWAYS_OPEN = frozenset(f"{_OPEN_DOUBLE}{_LOW_DOUBLE}{_HIGH_DOUBLE}{_LEFT}\u2039\u300c\u300e\u301d")
"""Marks that open, unless they close; the others open only where a word begins."""

_CLOSES = {
    _CLOSE_DOUBLE: _OPEN_DOUBLE + _LOW_DOUBLE + _HIGH_DOUBLE,
    _RIGHT: _LEFT,
    "\u203a": "\u2039",
    "\u300d": "\u300c",
    "\u300f": "\u300e",
    "\u301e": "\u301d",
    "\u301f": "\u301d",
}
"""For each mark those that it closes wherever it stands."""

_CLOSES_AFTER_A_WORD = {
    '"': '"',
    _OPEN_DOUBLE: _LOW_DOUBLE,
    _CLOSE_DOUBLE: _CLOSE_DOUBLE,
    _LEFT: _RIGHT,
    _RIGHT: _RIGHT,
    "\u2039": "\u203a",
    "\u203a": "\u203a",
    _CLOSE_SINGLE: _OPEN_SINGLE + _LOW_SINGLE,
    _OPEN_SINGLE: _LOW_SINGLE,
    "'": "'",
}
"""For each mark those that it closes where no word begins after it: German, Danish, Swedish and straight marks."""

_APOSTROPHES = frozenset(f"{_OPEN_SINGLE}{_CLOSE_SINGLE}'")
_ANY = re.compile("[{}]".format("".join(_FAMILIES + _SINGLE_FAMILIES)))
_OPENING = frozenset("([{<\u00bf\u00a1\u2039" + _OPEN_DOUBLE + _LOW_DOUBLE + _OPEN_SINGLE + _LOW_SINGLE + _LEFT)
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_PUNCTUATION = re.compile(r"\.(?!\.)|[,;:?!)\]}]")
_MOST = 20_000
"""Marks of a passage that are looked at."""
_REACH = 4096
"""Code points that are looked at together for the last mark."""
_MEASURE = re.compile(r"(?<!\d{3})\d\Z")
"""The end of a figure that is no year."""

_ELISION = re.compile(
    rf"['{_OPEN_SINGLE}](?:\d\ds?|em|n|til|till|tis|twas|twere|cause|bout|round|neath|cos|s|t)\b", re.IGNORECASE
)
"""A word without its beginning, such as '90s or 'em."""

_Pair = tuple[int, int]


class Scan(NamedTuple):
    """What the marks of a passage say."""

    pairs: tuple[tuple[int, int], ...]
    """Start and end of each outermost quotation, marks included."""

    unclosed: tuple[tuple[str, int], ...]
    """The last mark of each family that is not closed, and where it stands."""

    first: str
    """The opening mark that the passage begins with, or nothing."""


class _Mark(NamedTuple):
    """A quotation mark and what is beside it."""

    character: str
    at: int
    opens: bool
    """Could it stand before a word?"""
    closes: bool
    """Could it stand after one?"""
    doubtful: bool
    """Could it be an apostrophe, or the sign for feet or inches?"""


def next_mark(plain: str, start: int) -> int | None:
    """Give the first place from `start` on where a quotation mark stands; None when there is none."""
    match = _ANY.search(plain, start)
    return match.start() if match else None


def last_mark(plain: str, end: int) -> int | None:
    """Give the last place before `end` where a quotation mark stands; None when there is none."""
    while end > 0:
        start = max(0, end - _REACH)
        found = [match.start() for match in _ANY.finditer(plain, start, end)]
        if found:
            return found[-1]
        end = start
    return None


@lru_cache(maxsize=512)
def scan(passage: str) -> Scan:
    """Pair the quotation marks of `passage`."""
    marks = [_mark(passage, match.start()) for match in islice(_ANY.finditer(passage), _MOST)]
    if not marks:
        return Scan((), (), "")
    double, unclosed = _paired(marks, _FAMILIES)
    single, unclosed_single = _paired(marks, _SINGLE_FAMILIES)
    outer = _outermost(double)
    pairs = _outermost([*outer, *(pair for pair in single if not _crosses(pair, outer))])
    open_marks = [mark for mark in unclosed + unclosed_single if not _around(mark.at, pairs)]
    begun = {start for start, _ in double + single} | {mark.at for mark in unclosed + unclosed_single}
    return Scan(
        tuple((start, end) for start, end in pairs if passage[start + 1 : end - 1].strip()),
        tuple((_name(passage, mark.at), mark.at) for mark in open_marks),
        _name(passage, 0) if 0 in begun else "",
    )


def _mark(passage: str, at: int) -> _Mark:
    """Look at what is beside the mark at `at`."""
    character = passage[at]
    before = passage[at - 1] if at else " "
    after = passage[at + 1] if at + 1 < len(passage) else " "
    begins = before.isspace() or before in _OPENING
    in_word = before.isalnum() and not _IDEOGRAPH.match(before)
    ends = after.isspace() or _PUNCTUATION.match(passage, at + 1) is not None
    opens = not ends and (begins or (after.isalnum() and not in_word))
    closes = not begins and (not after.isalnum() or _IDEOGRAPH.match(after) is not None)
    if character in _APOSTROPHES:
        opens = opens and character != _CLOSE_SINGLE and not _ELISION.match(passage, at)
        return _Mark(character, at, opens, closes, doubtful=in_word)
    return _Mark(character, at, opens, closes, doubtful=_MEASURE.search(passage[max(0, at - 4) : at]) is not None)


def _paired(marks: Sequence[_Mark], families: Iterable[str]) -> tuple[list[_Pair], list[_Mark]]:
    """Give the pairs of each family, and of each family the last mark that is not closed."""
    pairs: list[_Pair] = []
    unclosed: list[_Mark] = []
    for family in families:
        members = [mark for mark in marks if mark.character in family]
        open_marks: list[_Mark] = []
        for mark, is_closed_later in zip(members, _closed_later(members), strict=True):
            passed_over = mark.doubtful and is_closed_later and len(open_marks) == 1
            if open_marks and not passed_over and _closes(mark, open_marks[-1].character):
                pairs.append((open_marks.pop().at, mark.at + 1))
            elif _opens(mark):
                open_marks.append(mark)
        unclosed += open_marks[-1:]
    return pairs, unclosed


def _closed_later(marks: Sequence[_Mark]) -> list[bool]:
    """Say for each mark whether one that surely closes comes before the next one that opens."""
    answers: list[bool] = []
    answer = False
    for mark in reversed(marks):
        answers.append(answer)
        if mark.opens:
            answer = False
        elif mark.closes and not (mark.doubtful and mark.character in _APOSTROPHES):
            answer = True
    answers.reverse()
    return answers


def _closes(mark: _Mark, opening: str) -> bool:
    if opening in _CLOSES.get(mark.character, ""):
        return True
    fits = opening in _CLOSES_AFTER_A_WORD.get(mark.character, "")
    return fits and (mark.closes or (not mark.opens and mark.character not in _APOSTROPHES))


def _opens(mark: _Mark) -> bool:
    if mark.character in _ALWAYS_OPEN:
        return mark.opens or not mark.closes
    return mark.opens or (mark.at == 0 and mark.character == _RIGHT)


def _outermost(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Give the pairs that are in no other, in order; where two cross, the former."""
    outer: list[_Pair] = []
    for start, end in sorted(pairs):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer


def _crosses(pair: _Pair, others: Sequence[_Pair]) -> bool:
    """Is one end of `pair` inside one of `others`, and the other end not?"""
    return _around(pair[0], others) != _around(pair[1] - 1, others)


def _around(at: int, pairs: Sequence[_Pair]) -> _Pair | None:
    """Give the one of `pairs`, which are in order and apart, that holds `at`."""
    index = bisect_right(pairs, at, key=lambda pair: pair[0]) - 1
    return pairs[index] if index >= 0 and at < pairs[index][1] else None


def _name(passage: str, at: int) -> str:
    """Give the mark that opens at `at`; French repeats the closing one where a paragraph goes on."""
    if at == 0 and passage[0] == _RIGHT and passage[1:2].isspace():
        return _LEFT
    return passage[at]
