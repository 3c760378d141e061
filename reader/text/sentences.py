"""Sentences: what stands between the full stops, question and exclamation marks that do end one."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text import abbreviations
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
    rf"(?P<closing>(?:[ \u00a0\u202f]?[\u00bb\u203a](?!\w)|[{_QUOTES})\]}}]|\[\d{{1,3}}\])*+)\s++"
    # What ends one wherever it stands: Chinese and Japanese.
    rf"|[\u3002\uff01\uff1f\uff61]++(?P<chinese>[\u300d\u300f\u3009\u300b\u3011\uff09\u301e\u301f\u2019\u201d\x22']*+)\s*+"
)
_NEXT_WORD = re.compile(rf"[{_QUOTES}(\[{{\u00bf\u00a1\u2014\u2013 -]*+(\w[\w'\u2019-]*+)?")
_LAST_WORD = re.compile(r"(?<![^\W_])(?:(?:[^\W\d_]\.)+[^\W_]{1,2}|[^\W_]+)\Z")
_LONGEST = 24
"""Code points that are searched for the word before a full stop."""

_SAID = re.compile(r"\s*(?:[^\W\d_]+\s+){1,3}?(?:" + "|".join(sorted(abbreviations.REPORTING)) + r")\b")
_SAID_CHINESE = re.compile(
    f"\u3068|\u3063\u3066|[{IDEOGRAPHS}]{{0,6}}[\u8bf4\u8aaa\u9053\u95ee\u554f\u7b54\u558a\u53eb]"
)
_LINE = re.compile(r"[^\s][^\n]*")


def sentences(text: Text, block_index: int) -> tuple[Span, ...]:
    """Give the sentences of a block, without the white space between them; of code and tables the lines."""
    start = text.blocks[block_index].start
    return tuple(Span(start + begin, start + end) for begin, end in _places(text, block_index))


def sentence_at(text: Text, offset: int) -> Span:
    """Give the sentence at `offset`: the one around it, else the next one of the block, else the last one."""
    index = text.block_at(offset)
    start, places = text.blocks[index].start, _places(text, index)
    if not places:
        return Span(start, start)
    number = bisect_right(places, offset - start, key=lambda place: place[0]) - 1
    if number < 0 or (offset - start >= places[number][1] and number + 1 < len(places)):
        number += 1
    begin, end = places[number]
    return Span(start + begin, start + end)


def next_sentence(text: Text, offset: int) -> Span | None:
    """Give the first sentence that begins after `offset`; None when there is none."""
    for index in range(text.block_at(offset), len(text.blocks)):
        start, places = text.blocks[index].start, _places(text, index)
        number = bisect_right(places, offset - start, key=lambda place: place[0])
        if number < len(places):
            return Span(start + places[number][0], start + places[number][1])
    return None


def previous_sentence(text: Text, offset: int) -> Span | None:
    """Give the last sentence that begins before `offset`; None when there is none."""
    for index in range(text.block_at(offset), -1, -1):
        start, places = text.blocks[index].start, _places(text, index)
        number = bisect_right(places, offset - start - 1, key=lambda place: place[0]) - 1
        if number >= 0:
            return Span(start + places[number][0], start + places[number][1])
    return None


def _places(text: Text, index: int) -> tuple[tuple[int, int], ...]:
    """Give start and end of each sentence of a block, counted from the block's own start."""
    block = text.blocks[index]
    passage = text.plain[block.start : block.end]
    return _lines(passage) if block.kind in ("code", "table") else _split(passage)


@lru_cache(maxsize=64)
def _lines(passage: str) -> tuple[tuple[int, int], ...]:
    return tuple((match.start(), match.start() + len(match[0].rstrip())) for match in _LINE.finditer(passage))


@lru_cache(maxsize=64)
def _split(passage: str) -> tuple[tuple[int, int], ...]:
    places: list[tuple[int, int]] = []
    begin = len(passage) - len(passage.lstrip())
    for end, following in _ends(passage):
        places.append((begin, end))
        begin = following
    last = len(passage.rstrip())
    if begin < last:
        places.append((begin, last))
    return tuple(places)


def _ends(passage: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence ends and where the next one begins."""
    begin = 0
    for match in _END.finditer(passage):
        if match["stop"] is None:
            is_end = not (match["chinese"] and _SAID_CHINESE.match(passage, match.end()))
        else:
            is_end = _is_end(passage, match, begin)
        if is_end:
            begin = match.end()
            yield match.start() + len(match[0].rstrip()), begin


def _is_end(passage: str, match: re.Match[str], begin: int) -> bool:
    """Does the sentence that began at `begin` end at `match`?"""
    found = _NEXT_WORD.match(passage, match.end())
    word = (found and found[1]) or ""
    if word[:1].islower() and not word[1:2].isupper():  # "iPad" may begin a sentence
        return False
    if match["closing"]:  # "Stop!" Ana said.
        goes_on = match["stop"] != "." and word.lower() not in abbreviations.BEGINNINGS
        return not (goes_on and _SAID.match(passage, match.end()))
    if match["stop"] != ".":
        return True
    last = _LAST_WORD.search(passage, max(begin, match.start() - _LONGEST), match.start())
    return last is None or not _is_abbreviation(last, word, is_first=last.start() == begin)


def _is_abbreviation(last: re.Match[str], word: str, *, is_first: bool) -> bool:
    """Is the full stop after `last`, before the next `word`, none that ends a sentence?"""
    name = last[0].lower()
    if name.isdecimal():
        return is_first or (len(name) <= 2 and word.lower() in abbreviations.MONTHS)
    if name in abbreviations.BEFORE_A_NAME or (name in abbreviations.BEFORE_A_NUMBER and word[:1].isdecimal()):
        return True
    is_short = "." in name or (len(name) == 1 and last[0].isupper())
    if not is_short and (name not in abbreviations.AT_TIMES_LAST or (name in abbreviations.DATES and name == last[0])):
        return False
    return word.lower() not in abbreviations.BEGINNINGS
