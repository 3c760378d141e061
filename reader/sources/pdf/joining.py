"""Lines that belong together to words: what was divided at their ends is whole again."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.sources.pdf.lines import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.sources.pdf.lines import Line

LEADERS = re.compile(r"\s*(?:[.·…_]\s?){4,}\s*(?=\S{1,8}$)")
"""From an entry of a table of contents to its page."""

BULLET = re.compile(r"[•▪■●◦‣∙·*\uf0b7\uf0a7–—-]\s+|[•▪■●◦‣∙\uf0b7\uf0a7]\s*")
HYPHENS = "-\u00ad\u2010"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+|[^\W\d_]+")


def words(lines: Iterable[Line]) -> Counter[str]:
    """How often each word, and each that is spelled with a hyphen, stands inside a line."""
    return Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))


def runs(lines: Sequence[Line], known: Counter[str], *, is_item: bool = False) -> list[Run]:
    """The words of lines that belong together; `known` are those of the whole text."""
    runs: list[Run] = []
    for line in lines:
        added = [run for run in line.runs if run.text]
        if LEADERS.search(line.text):
            added = [Run(LEADERS.sub(" … ", line.text))]
        if is_item and line is lines[0]:
            added = _without_bullet(added)
        if not added:
            continue
        added = [added[0]._replace(text=added[0].text.lstrip()), *added[1:]]
        if runs:
            runs[-1] = _continued(runs[-1], added[0], known)
        runs += added
    return _merged(runs)


def _continued(last: Run, following: Run, known: Counter[str]) -> Run:
    """The last words of a line as they stand before those of the next: a word that was divided is whole again."""
    text = last.text.rstrip()
    if text[-1:] == "-" and text[-2:-1].isdigit() and following.text[:1].isdigit():
        return last._replace(text=text)
    if not text or text[-1] not in HYPHENS or not following.text[:1].isalpha():
        return last._replace(text=text if _is_eastern(text[-1:]) and _is_eastern(following.text[:1]) else f"{text} ")
    bare = text[:-1]
    head = (_WORD.findall(bare) or [""])[-1]
    tail = (_WORD.findall(following.text) or [""])[0]
    if not bare or not bare[-1].isalpha() or not head:
        return last._replace(text=f"{text} " if text.endswith(" -") else text)
    is_spelled_so = known[f"{head}-{tail}".casefold()] > 0
    is_one = known[(head + tail).casefold()] > 0
    keeps = text[-1] != "\u00ad" and (not following.text[0].islower() or (is_spelled_so and not is_one))
    return last._replace(text=text if keeps else bare)


def _is_eastern(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _without_bullet(runs: list[Run]) -> list[Run]:
    text = runs[0].text.lstrip()
    found = BULLET.match(text) or re.match(r"[•▪■●◦‣∙·\uf0b7\uf0a7–—*-]\s*", text)
    rest = text[found.end() :] if found else text
    return [runs[0]._replace(text=rest), *runs[1:]] if rest else runs[1:]


def _merged(runs: list[Run]) -> list[Run]:
    """Runs of the same font as one."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1][1:] == run[1:]:
            merged[-1] = merged[-1]._replace(text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged
