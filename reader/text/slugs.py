"""Headings by the names that links have for them: `#what-the-survey-found`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.text.outline import outline

if TYPE_CHECKING:
    from reader.text.document import Text

_LEFT_OUT = re.compile(r"[^\w\s-]")


def heading_named(text: Text, name: str) -> int | None:
    """Give the offset of the heading that `name` stands for; None when there is none.

    A heading whose name an earlier one has is named with a number: `-1`, `-2`.
    """
    wanted, seen = slug(name), Counter[str]()
    for heading in outline(text):
        known = slug(heading.title)
        number, seen[known] = seen[known], seen[known] + 1
        if wanted == (f"{known}-{number}" if number else known):
            return heading.start
    return None


def slug(title: str) -> str:
    """Give the name of a heading, as most programs make it: small letters, without signs, with hyphens for spaces."""
    return _LEFT_OUT.sub("", title.casefold().strip()).replace(" ", "-")
