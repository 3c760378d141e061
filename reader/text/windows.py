"""The places of a text that a reworded passage is looked for in, and what could be it there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.text.blocks import blocks
from reader.text.candidates import candidate
from reader.text.diffing import diff
from reader.text.tokens import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.text.candidates import Candidate
    from reader.text.passage import Passage
    from reader.text.postings import Postings

CELL = 8
"""Tokens in one cell of the text that votes are counted for."""

WINDOWS = 6
"""Cells with the most votes that are looked at."""

VOTERS = 60
"""Words of the passage that vote, the rarest first."""

COMMON = 400
"""A word that stands in more places does not vote: it says nothing of any."""

WORK = 150_000
"""Pairs of equal tokens that are looked at in a window: of words that are said over and over no place can be told."""

LONG = 600
"""Tokens from which on a passage is compared with one window, once: so much has only one place."""


def candidates(passage: Passage, postings: Postings) -> Iterator[Candidate]:
    """Give what the passage could be in the windows with the most of its words, with its context and without."""
    words, length = postings.tokens.words, len(passage.tokens)
    seen: set[tuple[int, int]] = set()
    for cell in _nearest(passage, postings)[: 1 if length > LONG else WINDOWS]:
        low = max(0, cell * CELL - len(passage.before) - length // 2 - 2 * CELL)
        high = cell * CELL + 2 * length + len(passage.after) + 3 * CELL
        window = words[low:high]
        for one in (passage, passage.alone) if length <= LONG else (passage,):
            shift = len(passage.before) - len(one.before)
            mapping = {shift + at: low + place for at, place in _aligned(one.all, window)}
            found = candidate(passage, words, mapping)
            if found is not None and (found.first, found.last) not in seen:
                seen.add((found.first, found.last))
                yield found


def _nearest(passage: Passage, postings: Postings) -> list[int]:
    """Give the cells of the text that words of the passage and of its context point at as its beginning, best first."""
    votes: Counter[int] = Counter()
    tokens = enumerate(passage.all, -len(passage.before))
    found = [(at, postings.places(token)) for at, token in tokens if is_word(token)]
    voters = sorted(((at, places) for at, places in found if 0 < len(places) <= COMMON), key=lambda one: len(one[1]))
    for at, places in voters[:VOTERS]:
        weight = 1 / (1 + len(places)) ** 0.5
        for place in places:
            votes[(place - at) // CELL] += weight
    both = Counter({cell: votes[cell] + votes.get(cell + 1, 0) for cell in votes})
    return [cell for cell, _ in both.most_common(WINDOWS)]


def _aligned(tokens: Sequence[str], window: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give which tokens of a window are which of `tokens`, in bounded time."""
    shared = diff(tokens, window, WORK).runs if len(tokens) > LONG else blocks(tokens, window, WORK)[0]
    for first, place, length in shared:
        yield from zip(range(first, first + length), range(place, place + length), strict=True)
