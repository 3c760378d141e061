"""Brings a place in a text to the edges of words and of what is one character to a reader."""

from __future__ import annotations

import re

from reader.model.span import Span
from reader.text.cells import next_cluster, previous_cluster
from reader.text.words import IDEOGRAPHS, LONGEST, word_around

STEPS = 64
"""Words and names on end, as in `a_b-a_b`, that a place is widened to at most."""

_NAME = re.compile(rf"[^\W{IDEOGRAPHS}]+")


def widened(plain: str, span: Span) -> Span:
    """Give `span` with the whole of every word and every grapheme cluster that it cuts."""
    for _ in range(STEPS):
        first, last = _around(plain, span.start), _around(plain, span.end)
        wider = Span(first.start if first else span.start, last.end if last else span.end)
        if wider == span:
            break
        span = wider
    return span


def is_cut(plain: str, offset: int) -> bool:
    """Is `offset` inside a word or a grapheme cluster?"""
    return _around(plain, offset) is not None


def _around(plain: str, offset: int) -> Span | None:
    """Give the word, name or cluster that goes on across `offset`; None where `offset` is an edge of all."""
    return word_around(plain, offset) or _name_around(plain, offset) or _cluster_around(plain, offset)


def _name_around(plain: str, offset: int) -> Span | None:
    """Give the name with an underscore, as in code, that `offset` is inside of; `LONGEST` of it either way."""
    if not 0 < offset < len(plain):
        return None
    if "_" not in plain[offset - 1 : offset + 1] or not _NAME.fullmatch(plain, offset - 1, offset + 1):
        return None
    start, end = offset - 1, offset + 1
    while start > max(0, offset - LONGEST) and _NAME.match(plain, start - 1, start):
        start -= 1
    found = _NAME.match(plain, start, offset + LONGEST)
    return Span(start, max(end, found.end())) if found else None


def _cluster_around(plain: str, offset: int) -> Span | None:
    if not 0 < offset < len(plain):
        return None
    start = previous_cluster(plain, offset)
    end = next_cluster(plain, start)
    return Span(start, end) if end > offset else None
