"""Dates as people and programs write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})"
_TH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
# Compiled when first used: most starts read no date.
_FORMS = (
    rf"{_YEAR}(?:[-/.](?P<month>\d\d?)(?:[-/.]{_DAY})?)?",
    rf"{_DAY}\. ?(?P<month>\d\d?)\. ?{_YEAR}",
    rf"(?P<first>\d\d?)/(?P<second>\d\d?)/{_YEAR}",
    rf"{_DAY}{_TH}\.?(?: of)?[ -]{_NAME},?[ -]{_YEAR}",
    rf"{_NAME} {_DAY}{_TH},? {_YEAR}",
    rf"{_NAME},? {_YEAR}",
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? "
_TIME = r"(?a:(?:t|,? (?:at )?)\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?[a-z]{1,5})?$)"
_OFFSET = r" (?=[+-]\d\d:?\d\d$)"
_MAIL = r"(?a:(?:\w{3}, )?\d\d? \w{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,4}))"
"""A date in the head of a mail or a feed (RFC 2822)."""


def to_iso(text: str) -> str:
    """The date or moment in `text`, as exact as it is written; empty when it is none, or more than one.

    A moment is given in UTC; a time of day without its zone is left out, since it names no moment.
    """
    words = " ".join(text.split())
    return _moment(words) or _day(words.casefold())


def _moment(words: str) -> str:
    try:
        moment = _mail_date(words) if re.fullmatch(_MAIL, words) else datetime.fromisoformat(re.sub(_OFFSET, "", words))
        if moment.tzinfo is None:
            return ""
        exactness = "milliseconds" if moment.microsecond else "seconds"
        return moment.astimezone(UTC).isoformat(timespec=exactness)
    except (ValueError, OverflowError):
        return ""


def _mail_date(words: str) -> datetime:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few articles write their date so

    return parsedate_to_datetime(words)


def _day(words: str) -> str:
    """The day, month or year in `words`, which are in lower case."""
    bare = re.sub(_TIME, "", words)
    if weekday := re.match(_WEEKDAY, bare):
        bare = bare[weekday.end() :]
    found = next(filter(None, (re.fullmatch(form, bare, re.ASCII) for form in _FORMS)), None)
    return _iso({name: value for name, value in found.groupdict().items() if value}) if found else ""


def _iso(parts: dict[str, str]) -> str:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            # 3/4/2026 is in March for some and in April for others.
            return ""
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        day = int(parts.get("day", 1))
        month = _MONTHS.index(parts["name"][:3]) + 1 if "name" in parts else int(parts.get("month", 1))
    try:
        whole = date(int(parts["year"]), month, day).isoformat()
    except ValueError:
        return ""
    if "first" in parts or "day" in parts:
        return whole
    return whole[:7] if "name" in parts or "month" in parts else whole[:4]
