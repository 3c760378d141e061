"""Dates as a person writes them."""

from __future__ import annotations

import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])")


def words(iso: str) -> str:
    """An ISO 8601 date in words, as exact as it is given: `14 March 2026`, `March 2026`, `2026`; else as it stands."""
    found = _ISO.match(iso)
    if not found:
        return iso
    year, month, day = found.groups()
    parts = (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(part for part in parts if part)
