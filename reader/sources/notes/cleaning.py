"""The values of strangers' notes, made harmless and bounded."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.model.theme import COLORS
from reader.sources.metadata import is_address
from reader.sources.metadata import line as short_line
from reader.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_WORDS = 1_000_000
"""The longest quotation or note, in code points."""

AROUND = 1_000
"""Code points that are kept of what stands before and behind a passage: it is known by fewer."""

MAX_THEMES = 100
"""Themes that one highlight may have."""

MAX_NAME = 120
"""The longest name of a theme, in code points."""

_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_COLORS = {
    "yellow": "amber",
    "pink": "rose",
    "red": "rose",
    "purple": "violet",
    "gray": "sand",
    "grey": "sand",
    "olive": "green",
    "lime": "green",
    "teal": "cyan",
    **{color: color for color in COLORS},
}
"""Other programs' names for the colours of the palette."""


def text(value: Any) -> str:
    """Anything as text; what is neither text nor a number is none."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def line(value: Any) -> str:
    """A title or a name on one clean line."""
    return short_line(text(value)[:10_000])


def prose(value: Any) -> str:
    """Words of several lines, clean, without white space around them."""
    return clean(text(value)).strip()


def address(value: Any) -> str:
    """An address of the web or of mail; empty for what is none."""
    found = line(value)
    return found if is_address(found) else ""


def themes(values: Iterable[Any]) -> tuple[str, ...]:
    """Names of themes, each once; without the `#` that some programs write."""
    names = (line(value).lstrip("#").strip(" /") for value in values)
    return tuple(dict.fromkeys(name[:MAX_NAME].rstrip() for name in names if name))[:MAX_THEMES]


def listed(value: Any) -> tuple[str, ...]:
    """The themes in a cell, parted by commas or semicolons."""
    return themes(re.split(r"[,;]", text(value)))


def color(value: Any) -> str:
    """A colour of the palette; empty for one that has none like it."""
    return _COLORS.get(line(value).casefold(), "")


def moment(value: Any) -> datetime | None:
    """A moment in ISO 8601, or in seconds since 1970; without a zone it is in UTC. None where it is none."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _rounded(datetime.fromtimestamp(value, UTC))
        if isinstance(value, str) and value.strip():
            found = datetime.fromisoformat(value.strip())
            return _rounded(found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC))
    except (ValueError, OverflowError, OSError):
        pass
    return None


def local(*parts: int) -> datetime | None:
    """A moment on the clocks of where this program runs, from its year down; None where it is none.

    Devices write it so, without a zone.
    """
    try:
        return _rounded(datetime(*parts).astimezone(UTC))  # type: ignore[arg-type]
    except (ValueError, OverflowError, OSError):
        return None


def _rounded(found: datetime) -> datetime | None:
    """A moment to the millisecond; None for one that no note was made at."""
    return found.replace(microsecond=found.microsecond // 1000 * 1000) if _EARLIEST <= found <= _LATEST else None
