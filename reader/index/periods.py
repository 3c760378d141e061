"""Times in a query: `2026`, `2026-09`, `2026-09-14`, `7d`, `2w`, `3m`, `1y`, `today`, `yesterday`."""

from __future__ import annotations

import re
from datetime import date, timedelta

_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_MONTH = re.compile(r"([12]\d{3})-(\d\d?)", re.ASCII)
_DAY = re.compile(r"([12]\d{3})-(\d\d?)-(\d\d?)", re.ASCII)
_AGO = re.compile(r"(\d{1,5})([dwmy])", re.ASCII)
_BEGUN = re.compile(r"\d{0,4}|\d{4}-\d{0,2}|\d{4}-\d\d?-\d{0,2}", re.ASCII)
_NAMED = {"today": 0, "yesterday": 1}
"""Days ago."""

_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def period(words: str, today: date) -> tuple[str, str] | None:
    """The time that `words` name, from its first day to the one after its last; None when they name none.

    Both ends are ISO 8601 and as exact as `words`, and compare as text: `2026-09` is `2026-09` to `2026-10`.
    """
    words = words.lower()
    try:
        if _YEAR.fullmatch(words):
            return words, str(int(words) + 1)
        if month := _MONTH.fullmatch(words):
            first = date(int(month[1]), int(month[2]), 1)
            return first.isoformat()[:7], _later(first, 1).isoformat()[:7]
        day = _day(words, today)
    except (ValueError, OverflowError):
        return None
    return (day.isoformat(), (day + timedelta(days=1)).isoformat()) if day else None


def may_become_period(words: str) -> bool:
    """Can `words` be the beginning of what names a time?"""
    words = words.lower()
    return bool(_BEGUN.fullmatch(words)) or any(name.startswith(words) for name in _NAMED)


def _day(words: str, today: date) -> date | None:
    if written := _DAY.fullmatch(words):
        return date(int(written[1]), int(written[2]), int(written[3]))
    if words in _NAMED:
        return today - timedelta(days=_NAMED[words])
    ago = _AGO.fullmatch(words)
    if ago is None:
        return None
    count, unit = int(ago[1]), ago[2]
    if unit in _DAYS:
        return today - timedelta(days=count * _DAYS[unit])
    return _later(today, -count * _MONTHS[unit])


def _later(day: date, months: int) -> date:
    """The same day `months` later, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following, next_month = divmod(year * 12 + month + 1, 12)
    last = date(following, next_month + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
