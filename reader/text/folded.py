"""A text as it is searched: without case and accents, quotation marks and dashes alike; and the way back.

Folding changes lengths (`ß` is `ss`, a soft hyphen is nothing), so places are brought back to the text's own.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from unicodedata import combining, normalize

from reader.text.words import IDEOGRAPHS

IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}\u3001-\u303f\uff01-\uff60]")
"""A sign of a script that is written without spaces."""

_WHOLE = re.compile(r"[\u1100-\u11ff\u3041-\u30ff\u3130-\u318f\uac00-\ud7ff]")
"""Signs that are other signs without their marks (が is not か), or that are letters put together (각)."""

_ALIKE = dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\uff07", "'")
_ALIKE |= dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
_ALIKE |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_ALIKE |= dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
FEW = 40
"""Signs that are replaced faster one by one than all at once."""


class Folded:
    """A text folded, and where each part of it comes from."""

    __slots__ = ("_ends", "_own_ends", "_own_starts", "_plain", "_starts", "text")

    def __init__(self, plain: str, *, keeps_case: bool) -> None:
        """Fold `plain`; where it `keeps_case`, a capital stays one."""
        self._plain = plain
        self._starts, self._ends = array("I"), array("I")
        """Where in `text` something stands that is longer or shorter than what it comes from."""
        self._own_starts, self._own_ends = array("I"), array("I")
        """Where that stands in the text itself."""
        self.text = plain if plain.isascii() else self._fold(plain, keeps_case=keeps_case)
        if not keeps_case:
            self.text = self.text.lower()

    def _fold(self, plain: str, *, keeps_case: bool) -> str:
        table = {sign: folded for sign in set(plain) if sign > "\x7f" and (folded := fold(sign, keeps_case)) != sign}
        same = {ord(sign): folded for sign, folded in table.items() if len(folded) == 1}
        longer = {sign: folded for sign, folded in table.items() if len(folded) > 1}
        gone = [sign for sign, folded in table.items() if not folded]
        uneven = [f"[{re.escape(''.join(gone))}]+"] if gone else []
        uneven += [f"[{re.escape(''.join(longer))}]"] if longer else []
        if IDEOGRAPH.search(plain):
            sign = IDEOGRAPH.pattern
            uneven.append(f"(?<={sign})[ \\n](?={sign})")
        if uneven:
            plain = self._fold_unevenly(plain, "|".join(uneven), longer)
        if len(same) > FEW:
            return plain.translate(same)
        for number, folded in same.items():
            plain = plain.replace(chr(number), folded)
        return plain

    def _fold_unevenly(self, plain: str, pattern: str, longer: dict[str, str]) -> str:
        pieces: list[str] = []
        at = length = 0
        for match in re.finditer(pattern, plain):
            start, end = match.span()
            folded = longer.get(match[0], "")
            pieces += (plain[at:start], folded)
            length += start - at
            self._starts.append(length)
            length += len(folded)
            self._ends.append(length)
            self._own_starts.append(start)
            self._own_ends.append(end)
            at = end
        pieces.append(plain[at:])
        return "".join(pieces)

    def start(self, place: int) -> int:
        """Where in the text what begins at `place` of the folded one begins."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return place
        if place < self._ends[index]:
            return self._own_starts[index]
        return self._own_ends[index] + place - self._ends[index]

    def end(self, place: int) -> int:
        """Where in the text what ends at `place` of the folded one ends, with the marks that belong to it."""
        index = bisect_left(self._starts, place) - 1
        if index < 0:
            found = place
        elif place < self._ends[index]:
            found = self._own_ends[index]
        else:
            found = self._own_ends[index] + place - self._ends[index]
        while found < len(self._plain) and self._plain[found] > "\u02ff" and combining(self._plain[found]):
            found += 1
        return found


@lru_cache(maxsize=8192)
def fold(sign: str, keeps_case: bool) -> str:  # noqa: FBT001 - a cache's key
    """One sign folded; nothing where it is not looked for."""
    alike = _ALIKE.get(sign)
    if alike is not None:
        return alike
    if _WHOLE.fullmatch(sign):
        return sign
    apart = normalize("NFKD", sign if keeps_case else normalize("NFKD", sign).casefold())
    kept = "".join(one for one in apart if not combining(one))
    return kept if kept.strip() or not sign.strip() else ("" if combining(sign) else sign)
