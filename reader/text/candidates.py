"""A place that may be a passage's: which tokens it takes, and how much speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.blocks import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.text.passage import Passage

SLACK = 3
"""Tokens by which an opening or an ending that was written anew may be longer than it was."""

WORK = 20_000
"""Pairs of equal tokens that are looked at to say how alike two surroundings are."""

SENTENCE = 40
"""Tokens of the rest of a sentence that was written anew, at most."""

SENTENCE_ENDS = frozenset(".!?…。！？")
"""Marks that end one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of tokens that may be what became of a passage."""

    first: int
    last: int
    """One past the last token."""

    kept: float
    """From 0 to 1: how much of the wording is still there."""

    before: float
    """From 0 to 1: how alike what stands before it is."""

    after: float

    @property
    def score(self) -> float:
        """What the likeliest place has most of."""
        return 0.6 * self.kept + 0.2 * (self.before + self.after)


def candidate(passage: Passage, words: Sequence[str], mapping: Mapping[int, int]) -> Candidate | None:
    """Give the place of a passage whose tokens were found in `words`; None when none that tells was.

    `mapping` says for the tokens of `passage.all` which tokens of `words` they are, in the same order.
    """
    place = _place(passage, words, mapping)
    if place is None:
        return None
    first, last = place
    low = len(passage.before)
    telling = [at for at, token in enumerate(passage.tokens, low) if passage.tells(token)]
    found = sum(at in mapping for at in telling)
    there = sum(map(passage.tells, words[first:last]))
    kept = found / max(len(telling), 0.6 * there)
    return Candidate(first, last, kept, *surroundings(passage, words, first, last))


def surroundings(passage: Passage, words: Sequence[str], first: int, last: int) -> tuple[float, float]:
    """Say from 0 to 1 how alike what stands before and after a place is to what stood around the passage."""
    before, after = passage.before, passage.after
    return (
        _likeness(before, words[max(0, first - len(before)) : first]),
        _likeness(after, words[last : last + len(after)]),
    )


def _likeness(these: Sequence[str], those: Sequence[str]) -> float:
    """Say how alike two runs of tokens are; where nothing is known, or was at the edge of a text, half."""
    if not these:
        return 0.5
    return likeness(these, those, WORK)


def _place(passage: Passage, words: Sequence[str], mapping: Mapping[int, int]) -> tuple[int, int] | None:
    """Give the tokens from the first of the passage that was found to the last, with what belongs to them."""
    tokens = passage.all
    low, high = len(passage.before), len(passage.before) + len(passage.tokens)
    found = [at for at in range(low, high) if at in mapping and passage.tells(tokens[at])]
    if not found:
        return None
    head, tail = found[0], found[-1]
    first, last = mapping[head], mapping[tail] + 1
    while head > low and mapping.get(head - 1) == first - 1:  # marks that touch the outer words
        head, first = head - 1, first - 1
    while tail < high - 1 and mapping.get(tail + 1) == last:
        tail, last = tail + 1, last + 1
    # The same tokens beside it are its own, whatever they were taken for.
    if words[max(0, first - (head - low)) : first] == tokens[low:head]:
        head, first = low, first - (head - low)
    if words[last : last + high - 1 - tail] == tokens[tail + 1 : high]:
        tail, last = high - 1, last + high - 1 - tail
    if any(map(passage.tells, tokens[low:head])):
        stands = -1 if passage.is_first else mapping.get(low - 1)
        reach = _opening(tokens[low - 1 : low] or ["."], head - low, words, stands, first)
        first -= reach or _recased(tokens[low:head][::-1], words[max(0, first - head + low) : first][::-1])
    if any(map(passage.tells, tokens[tail + 1 : high])):
        stands = len(words) if passage.is_last else mapping.get(high)
        reach = _ending(tokens[high - 1], high - 1 - tail, words, last, stands)
        last += reach or _recased(tokens[tail + 1 : high], words[last : last + high - 1 - tail])
    elif tail < high - 1 and mapping.get(high) == last + 1 and not passage.tells(words[last]):
        last += 1  # another mark at the end
    return first, last


def _opening(before: Sequence[str], lost: int, words: Sequence[str], stands: int | None, first: int) -> int:
    """Say how many tokens before `first` are an opening of `lost` tokens that was written anew.

    It reaches back to the token `stands`, which is the one `before` it, where that still stands; -1: the text began
    with it.
    """
    if stands is None:
        return 0
    gap = words[stands + 1 : first]
    is_opening = len(gap) <= lost + SLACK or (before[0] in SENTENCE_ENDS and _is_in_one_sentence(gap))
    return len(gap) if is_opening else 0


def _ending(end: str, lost: int, words: Sequence[str], last: int, stands: int | None) -> int:
    """Say how many tokens from `last` on are an ending of `lost` tokens that was written anew.

    It reaches to the token `stands`, which is the one after it; `end` was its last token.
    """
    if stands is None:
        return 0
    gap = words[last:stands]
    is_rest = bool(gap) and {end, gap[-1]} <= SENTENCE_ENDS and _is_in_one_sentence(gap[:-1])
    return len(gap) if is_rest or len(gap) <= lost + SLACK else 0


def _recased(lost: Sequence[str], beside: Sequence[str]) -> int:
    """Say how many of the `lost` tokens are those `beside` a place in other letters, as at a sentence's beginning."""
    same = [this.casefold() == that.casefold() for this, that in zip(lost, beside, strict=False)]
    return (*same, False).index(False)


def _is_in_one_sentence(gap: Sequence[str]) -> bool:
    return len(gap) <= SENTENCE and SENTENCE_ENDS.isdisjoint(gap)
