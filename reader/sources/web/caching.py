"""What the headers of an answer say of time: how long it is fresh, and when to ask again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 7 * 24 * 3600
"""Seconds that a server may make anybody wait."""

_DIRECTIVE = re.compile(r'\s*([\w-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;]*)))?\s*(?:[,;]|$)')


def retry_after(value: str, now: datetime) -> int:
    """The seconds of a `Retry-After`, written as a number or as a date; 0 for what says neither, or is past."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), LONGEST)
    return _until(value, now)


def max_age(headers: Mapping[str, str], now: datetime) -> int:
    """The seconds for which an answer is fresh, by `Cache-Control`, else by `Expires`; 0 where it does not say."""
    said = directives(headers.get("cache-control", ""))
    if said.keys() & {"no-store", "no-cache"}:
        return 0
    age = _seconds(headers.get("age", ""))
    if "max-age" in said:
        return max(0, _seconds(said["max-age"]) - age)
    return max(0, _until(headers.get("expires", ""), _moment(headers.get("date", "")) or now) - age)


def directives(value: str) -> dict[str, str]:
    """What a `Cache-Control` says, by name in small letters; of two values the first."""
    found: dict[str, str] = {}
    for match in _DIRECTIVE.finditer(value[:4000]):
        found.setdefault(match[1].lower(), match[2] or match[3] or "")
    return found


def _seconds(value: str) -> int:
    value = value.strip()
    return min(int(value[:9]), LONGEST) if value.isascii() and value.isdigit() else 0


def _until(value: str, now: datetime) -> int:
    moment = _moment(value)
    return 0 if moment is None else int(min(max((moment - now).total_seconds(), 0), LONGEST))


def _moment(value: str) -> datetime | None:
    if not value or len(value) > 100:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A date without a zone is one of Greenwich (RFC 9110).
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
