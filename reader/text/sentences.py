"""Sentences: what stands between the full stops, question and exclamation marks that do end one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text import abbreviations
from reader.text.document import CODE
from reader.text.words import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.document import Text

_QUOTES = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
_STOPS = ".!?\u2026\u061f\u06d4\u0964\u0965\u0589"
_END = re.compile(
    # What ends a sentence where white space follows, with quotation marks, brackets and footnote references that
    # close after it; French sets a space before its closing marks.
    rf"(?<![{_STOPS}])(?P<stop>[{_STOPS}]++)"
    rf"(?P<closing>(?:[ \u00a0\u202f]?[\u00bb\u203a](?!\w)|[{_QUOTES})\]}}]|\[\d{{1,3}}\])*+)"
    # Old prints set a dash there instead of white space.
    r"(?:\s++|(?<=[.!?])(?=(?P<dash>\u2060?\u2014)))"
    # What ends one wherever it stands: Chinese and Japanese.
    rf"|[\u3002\uff01\uff1f\uff61]++(?P<chinese>[\u300d\u300f\u3009\u300b\u3011\uff09\u301e\u301f\u2019\u201d\x22']*+)\s*+"
)
_NEXT_WORD = re.compile(rf"[{_QUOTES}(\[{{\u00bf\u00a1\u2014\u2013\u2060 -]*+(\w[\w'\u2019-]*+)?")
_NAME = re.compile(r"https?://|\w[\w-]*\.[a-z]{2,4}\b(?!\.)")
"""What is written small even where a sentence begins: an address, a file."""
_LAST_WORD = re.compile(r"(?<![^\W_])(?<![/@])(?:(?:[^\W\d_]\.)+[^\W_]{1,2}|[^\W_]+)\Z")
_PART = 16384
"""Code points that are looked at together; in a paragraph that is longer a key would wait for all of it."""

_AROUND = 64
"""Code points around a place that say whether a sentence ends there."""

_LONGEST = 24
"""Code points that are searched for the word before a full stop."""

_SAID = re.compile(r"\s*(?:[^\W\d_]+\s+){1,3}?(?:" + "|".join(sorted(abbreviations.REPORTING)) + r")\b")
_SAID_CHINESE = re.compile(
    f"\u3068|\u3063\u3066|[{IDEOGRAPHS}]{{0,6}}[\u8bf4\u8aaa\u9053\u95ee\u554f\u7b54\u558a\u53eb]"
)
_GERMAN = 3
"""Different words of German that a passage must have to be German."""

_ROMAN = re.compile(r"[IVXLC]+\Z")
_LINE = re.compile(r"[^\s][^\n]*")


def sentences(text: Text, block_index: int) -> tuple[Span, ...]:
    """Give the sentences of a block, without the white space between them; of code and tables the lines."""
    kind = text.blocks[block_index].kind
    return tuple(span for part in _parts(text, block_index) for span in _spans(text, kind, part))


def sentence_at(text: Text, offset: int) -> Span:
    """Give the sentence at `offset`: the one around it, else the next one of the block, else the last one."""
    index = text.block_at(offset)
    block = text.blocks[index]
    last = Span(block.start, block.start)
    for part in _parts(text, index):
        if part[1] > offset or part[1] == block.end:
            spans = _spans(text, block.kind, part)
            number = bisect_right(spans, offset, key=lambda span: span.end)
            if number < len(spans):
                return spans[number]
            last = spans[-1] if spans else last
    return last


def next_sentence(text: Text, offset: int) -> Span | None:
    """Give the first sentence that begins after `offset`; None when there is none."""
    for index in range(text.block_at(offset), len(text.blocks)):
        for part in _parts(text, index):
            if part[1] > offset:
                spans = _spans(text, text.blocks[index].kind, part)
                number = bisect_right(spans, offset, key=lambda span: span.start)
                if number < len(spans):
                    return spans[number]
    return None


def previous_sentence(text: Text, offset: int) -> Span | None:
    """Give the last sentence that begins before `offset`; None when there is none."""
    for index in range(text.block_at(offset), -1, -1):
        for part in reversed(_parts(text, index)):
            if part[0] < offset:
                spans = _spans(text, text.blocks[index].kind, part)
                number = bisect_left(spans, offset, key=lambda span: span.start) - 1
                if number >= 0:
                    return spans[number]
    return None


def _parts(text: Text, index: int) -> tuple[tuple[int, int], ...]:
    """Give start and end of the parts of a block that are looked at alone; a long one is cut between sentences."""
    block = text.blocks[index]
    if block.end - block.start <= 2 * _PART or block.kind in ("code", "table"):
        return ((block.start, block.end),)
    edges = [block.start]
    for near in range(block.start + _PART, block.end - _PART, _PART):
        window = text.plain[near - _AROUND : near + _PART // 4]
        inside = range(_AROUND, len(window) - _AROUND)
        edges += [near - _AROUND + begin for begin in _first(inside, _ends(window, frozenset()))]
    return tuple(pairwise([*edges, block.end]))


def _first(inside: range, ends: Iterator[tuple[int, int]]) -> list[int]:
    """Give the first beginning of a sentence that is `inside`, if there is one."""
    begin = next((begin for _, begin in ends if begin >= inside.start), inside.stop)
    return [begin] if begin in inside else []


def _spans(text: Text, kind: str, part: tuple[int, int]) -> tuple[Span, ...]:
    """Give the sentences of a part of a block of that kind."""
    start, end = part
    passage = text.plain[start:end]
    places = _lines(passage) if kind in ("code", "table") else _split(passage, _code(text, start, end))
    return tuple(Span(start + begin, start + stop) for begin, stop in places)


def _code(text: Text, start: int, end: int) -> tuple[int, ...]:
    """Give where code begins in a part of a block, counted from its start."""
    runs = range(bisect_left(text.mark_starts, start), bisect_left(text.mark_starts, end))
    return tuple(text.mark_starts[run] - start for run in runs if text.mark_attributes[run] & CODE)


@lru_cache(maxsize=64)
def _lines(passage: str) -> tuple[tuple[int, int], ...]:
    return tuple((match.start(), match.start() + len(match[0].rstrip())) for match in _LINE.finditer(passage))


@lru_cache(maxsize=64)
def _split(passage: str, code: tuple[int, ...] = ()) -> tuple[tuple[int, int], ...]:
    places: list[tuple[int, int]] = []
    begin = len(passage) - len(passage.lstrip())
    for end, following in _ends(passage, frozenset(code)):
        places.append((begin, end))
        begin = following
    last = len(passage.rstrip())
    if begin < last:
        places.append((begin, last))
    return tuple(places)


def _ends(passage: str, code: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Give where each sentence ends and where the next one begins."""
    begin = 0
    manner = _Manner(passage, code)
    for match in _END.finditer(passage):
        if match["stop"] is None:
            is_end = not (match["chinese"] and _SAID_CHINESE.match(passage, match.end()))
        else:
            is_end = manner.is_end(match, begin)
        if is_end:
            begin = match.end()
            yield match.start() + len(match[0].rstrip()), begin


class _Manner:
    """How a passage is written: what a small letter and a number say in it."""

    def __init__(self, passage: str, code: frozenset[int]) -> None:
        self.passage = passage
        self.code = code
        """Where code begins, which is as it is written."""

    @cached_property
    def has_capitals(self) -> bool:
        """Does it use capitals? Some people write without, and begin sentences with small letters."""
        return self.passage != self.passage.lower()

    @cached_property
    def is_german(self) -> bool:
        """Is it German?"""
        return len(abbreviations.GERMAN.intersection(self.passage.lower().split())) >= _GERMAN

    def is_end(self, match: re.Match[str], begin: int) -> bool:
        """Does the sentence that began at `begin` end at `match`?"""
        passage = self.passage
        after = match.end()
        found = _NEXT_WORD.match(passage, after)
        word = (found and found[1]) or ""
        goes_on = match["dash"] and (match["closing"] or not word[:1].isupper())
        if goes_on or passage[after : after + 1] in _STOPS:  # ". . ."
            return False
        last = _LAST_WORD.search(passage, max(begin, match.start() - _LONGEST), match.start())
        if self._is_small(word, after) and not self._may_be_small(match, last):
            return False
        if match["closing"]:  # "Stop!" Ana said. Law (P.L.)
            is_told = match["stop"] != "." and word.lower() not in abbreviations.BEGINNINGS
            is_name = match["closing"][0] == ")" and last is not None and passage[last.start() - 1] == "("
            return not is_name and not (is_told and _SAID.match(passage, after))
        if match["stop"] != ".":
            return True
        return last is None or not self._is_abbreviation(last, word, is_first=last.start() == begin)

    def _is_small(self, word: str, after: int) -> bool:
        """Does what stands at `after` begin with a small letter that shows a sentence to go on?"""
        if not word[:1].islower() or word[1:2].isupper():  # "iPad" may begin a sentence
            return False
        return after not in self.code and _NAME.match(self.passage, after) is None

    def _may_be_small(self, match: re.Match[str], last: re.Match[str] | None) -> bool:
        """May a sentence begin with a small letter after `match`? In a bracket, and where all letters are small."""
        if match["stop"] in ("...", "\u2026") or (last and last[0].lower() in abbreviations.AND_SO_ON):
            return False
        return not self.has_capitals or self.passage[match.end()] in "(["

    def _is_abbreviation(self, last: re.Match[str], word: str, *, is_first: bool) -> bool:
        """Is the full stop after `last`, before the next `word`, none that ends a sentence?"""
        name, following = last[0].lower(), word.lower()
        if name.isdecimal():
            is_day = len(name) <= 2 and following in abbreviations.MONTHS
            return (
                is_first or is_day or (len(name) <= 2 and self.is_german and following not in abbreviations.BEGINNINGS)
            )
        if name in abbreviations.BEFORE_A_NAME:
            return True
        is_number = word[:1].isdecimal() or _ROMAN.match(word) is not None
        if is_number and (name in abbreviations.BEFORE_A_NUMBER or name.endswith(abbreviations.IN_A_STREET)):
            return True
        is_short = "." in name or (len(name) == 1 and last[0].isupper())
        is_date = name in abbreviations.DATES
        if not is_short and (name not in abbreviations.AT_TIMES_LAST or (is_date and name == last[0])):
            return False
        return following not in abbreviations.BEGINNINGS
