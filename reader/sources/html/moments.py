"""When a page was published: what it says to machines, else a guess by its address or its words."""

from __future__ import annotations

import copy
import re
import warnings
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from reader.sources.dates import to_iso
from reader.sources.html import linked_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from reader.sources.html.linked_data import Thing

_METAS = (
    *("article:published_time", "og:article:published_time", "datepublished", "article:published", "og:published_time"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created"),
    *("dc.date", "dcterms.date", "publish-date", "publishdate", "publish_date", "publication_date", "pubdate"),
    *("date.created", "bt:pubdate", "citation_publication_date", "citation_date", "date", "pub_date", "publishedat"),
)
_EARLIEST = date(1990, 1, 1)
"""Before it there was no web."""

_TIMES = (
    "(//*[@itemprop='datePublished'] | //time[@pubdate] | //article//time[@datetime] | //header//time[@datetime]"
    " | //main//time[@datetime])[position() < 4]"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ZONED = re.compile(r"(T\d\d:\d\d(?::\d\d)?(?:\.\d+)?)\s*(Z|[+-]\d\d:?\d\d)$")


def published(
    root: HtmlElement, articles: tuple[Thing, ...], metas: dict[str, list[str]], today: date | None = None
) -> str:
    """When the page says that it was published, in ISO 8601; empty where it does not say it."""
    last = (today or datetime.now(UTC).date()) + timedelta(days=2)
    for said in _said(root, articles, metas):
        words = _ZONED.sub(r"\1\2", said.strip()[:60])
        iso = to_iso(words)
        if _is_possible(iso, last):
            return _of_its_day(words, iso)
    return ""


def _of_its_day(words: str, iso: str) -> str:
    """`iso`, which is in UTC; the day alone where the page says another one, since that is what is cited."""
    day = words[:10]
    return day if "T" in iso and _DAY.fullmatch(day) and day != iso[:10] else iso


def guessed(root: HtmlElement, url: str, today: date | None = None) -> str:
    """When it may have been published: by its address, else by the dates among its words."""
    from htmldate import find_date  # noqa: PLC0415 - most pages say when they were published

    last = (today or datetime.now(UTC).date()) + timedelta(days=2)
    try:
        with warnings.catch_warnings(action="ignore"):  # about zones of time that nobody knows
            found = find_date(copy.deepcopy(root), original_date=True, url=url or None, max_date=last.isoformat())
    except (ValueError, TypeError, OverflowError, RecursionError):
        return ""
    # A year alone is mostly that of a copyright.
    return found if found and _is_possible(found, last) and not found.endswith("-01-01") else ""


def _said(root: HtmlElement, articles: tuple[Thing, ...], metas: dict[str, list[str]]) -> Iterator[str]:
    for article in articles:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            yield linked_data.text(article.get(key))
    for key in _METAS:
        yield from metas.get(key, [])
    for element in root.xpath(_TIMES):
        yield element.get("datetime") or element.get("content") or element.text_content()


def _is_possible(iso: str, last: date) -> bool:
    return bool(iso) and _EARLIEST.isoformat() <= iso[:10] <= last.isoformat() and len(iso) >= len("2026-01-01")
