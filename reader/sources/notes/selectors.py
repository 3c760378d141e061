"""The selectors of the W3C Web Annotation Data Model (4.2), of which Hypothesis has a part too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.sources.notes import cleaning
from reader.text.clean import disarm

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 100
"""Selectors of one target."""

_FARTHEST = 2**53


@dataclass(frozen=True, slots=True)
class Selected:
    """What selectors say of a passage, as it was written."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def is_known(self) -> bool:
        """Do they say anything?"""
        return bool(self.exact or self.prefix or self.suffix) or self.start is not None


def selected(given: Any) -> Selected:
    """What a selector, or a list of them, says; one that others refine says where these are, not what."""
    found = Selected()
    for selector in _selectors(given):
        match selector.get("type"):
            case "TextQuoteSelector":
                # What refines comes later and is narrower.
                exact, prefix, suffix = (_words(selector.get(name)) for name in ("exact", "prefix", "suffix"))
                found = replace(found, exact=exact, prefix=prefix, suffix=suffix)
            case "TextPositionSelector":
                start, end = _offset(selector.get("start")), _offset(selector.get("end"))
                if start is not None and end is not None and start <= end:
                    found = replace(found, start=start, end=end)
    return found


def _selectors(given: Any) -> Iterator[Mapping[str, Any]]:
    """All selectors in their order, each before those that refine it."""
    waiting, count = [given], 0
    while waiting and count < _MOST:
        selector = waiting.pop(0)
        count += 1
        if isinstance(selector, list):
            waiting[:0] = selector[:_MOST]
        elif isinstance(selector, Mapping):
            yield selector
            waiting.insert(0, selector.get("refinedBy"))
            waiting.insert(1, selector.get("items"))


def _words(value: Any) -> str:
    """Words of a text: each code point stays in its place."""
    return disarm(cleaning.text(value))


def _offset(value: Any) -> int | None:
    is_offset = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _FARTHEST
    return value if is_offset else None
