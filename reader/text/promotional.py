"""Lines of a text that are not what its author wrote: advertisements, calls to subscribe, share bars, notices.

A rule says so, line by line, in many languages (`promotional_lines`). It would rather miss one than take away a
sentence: a line counts only as a whole, headings and items of lists only in company, and long paragraphs never.
"""

from __future__ import annotations

from enum import Enum, auto
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from reader.text.document import DIM, LINK
from reader.text.promotional_lines import Said, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.text.document import Block, Text

LONGEST = 280
"""Code points of a line that is looked at; what is longer is prose."""

FOLLOWING = 12
"""Links below “Related articles” that belong to it."""

TEXT, PROMOTIONAL = "text", "promotional"
"""What a person says of a line against the rule; where they say nothing, or take it back, the rule holds."""

_LONGEST_KEY = 120

KINDS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "image", "dt", "dd", "html"})
"""Blocks that may be promotional lines."""


class _Sort(Enum):
    """How much a line counts."""

    SURE = auto()
    LIKELY = auto()
    """In company."""

    ASIDE = auto()
    """In the company of a sure one: an instruction in a manual may read so too."""

    LINK = auto()
    """Below a line that opens: nothing but a link."""


class _Candidate(NamedTuple):
    block: int
    """Its index."""

    sort: _Sort
    opens: bool = False
    """Do the links below belong to it?"""


def is_promotional(line: str) -> bool:
    """Is a line that stands alone one of those that sites put between what they publish?"""
    return len(line) <= LONGEST and said(line) not in (None, Said.BUTTON)


def find(text: Text) -> tuple[int, ...]:
    """Give the blocks of `text` that are such lines, by their indices, in order."""
    found: list[int] = []
    run: list[_Candidate] = []
    for index, block in enumerate(text.blocks):
        candidate = None
        if not index and block.kind == "h1":  # the headline
            continue
        if block.start < block.end <= block.start + LONGEST and block.kind in KINDS:
            candidate = _candidate(text, index, block, follows=bool(run))
        if candidate is not None:
            run.append(candidate)
        elif run:
            found += _accepted(run)
            run = []
    return (*found, *_accepted(run))


def key(line: str) -> str:
    """The words that a line is known by when a person says what it is: all of them, of a long one its beginning."""
    words = " ".join(line.split())
    if len(words) <= _LONGEST_KEY:
        return words
    return f"{words[:_LONGEST_KEY].rstrip()}… {blake2b(words.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def decided(text: Text, said: Mapping[str, str]) -> tuple[int, ...]:
    """Give the blocks that are promotional lines: those that the rule finds, save where a person said otherwise."""
    if not any(said.values()):
        return text.promotional
    found = set(text.promotional)
    for index, block in enumerate(text.blocks):
        told = said.get(key(text.plain[block.start : block.end]))
        if told == PROMOTIONAL and block.start < block.end:
            found.add(index)
        elif told == TEXT:
            found.discard(index)
    return tuple(sorted(found))


def runs(blocks: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Give the first and the last of blocks that follow each other, of each such run."""
    found: list[tuple[int, int]] = []
    for index in blocks:
        if found and found[-1][1] == index - 1:
            found[-1] = found[-1][0], index
        else:
            found.append((index, index))
    return tuple(found)


def _candidate(text: Text, index: int, block: Block, *, follows: bool) -> _Candidate | None:
    if text.attributes_at(block.start) & DIM:  # the head of a mail, a signature
        return None
    told = said(text.plain[block.start : block.end])
    opens = told in (Said.HEADING, Said.OPENER)
    is_item, is_heading = block.first != block.rest, block.kind[0] == "h" and block.kind != "html"
    if told is None:
        is_link = follows and all(text.attributes_at(at) & LINK for at in (block.start, block.end - 1))
        return _Candidate(index, _Sort.LINK) if is_link else None
    if told is Said.BUTTON or (told in (Said.LABEL, Said.HEADING) and (is_item or is_heading)):
        return _Candidate(index, _Sort.LIKELY, opens)
    if told is Said.CALL and is_item:
        return _Candidate(index, _Sort.ASIDE)
    return _Candidate(index, _Sort.SURE, opens)


def _accepted(run: list[_Candidate]) -> Iterator[int]:
    """Of lines that follow each other, those that count."""
    sorts = [each.sort for each in run]
    is_company = _Sort.SURE in sorts or sorts.count(_Sort.LIKELY) > 1
    links = 0
    for place, each in enumerate(run):
        if each.sort is _Sort.LINK:
            links -= 1
            if links >= 0:
                yield each.block
            continue
        has_links = each.opens and place + 1 < len(run) and sorts[place + 1] is _Sort.LINK
        links = FOLLOWING if has_links else 0
        if is_company or has_links:
            yield each.block
