"""Dates as a person writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])")


def parts(iso: str) -> tuple[str, ...]:
    """Year, month and day of an ISO 8601 date, as far as they are given; nothing where it is none."""
    found = _ISO.match(iso)
    return tuple(part for part in found.groups() if part) if found else ()


def words(iso: str) -> str:
    """An ISO 8601 date in words, as exact as it is given: `14 March 2026`, `March 2026`, `2026`; else as it stands."""
    found = _ISO.match(iso)
    if not found:
        return iso
    year, month, day = found.groups()
    parts = (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(part for part in parts if part)


def short(iso: str, today: datetime) -> str:
    """An ISO 8601 date for a list: `14 Mar` in the year of `today`, `Mar 2025` in another; else its year."""
    found = _ISO.match(iso)
    if not found:
        return iso[:4]
    year, month, day = found.groups()
    if not month:
        return year
    name = _MONTHS[int(month) - 1][:3]
    return f"{int(day)} {name}" if day and int(year) == today.year else f"{name} {year}"
