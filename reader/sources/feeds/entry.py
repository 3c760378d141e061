"""What a feed says: of itself, and in its entries."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from reader.model.addresses import compared
from reader.sources.metadata import is_address, line
from reader.store.entries import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST = 1000
"""Entries that are taken from one feed at once."""

_WEAK = 2
"""Characters of an id that is too short to be one where the entry has an address too."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; each text one clean line, but for the body."""

    id: str = ""
    """As its feed gives it."""

    url: str = ""
    """http or https, or empty."""

    title: str = ""
    author: str = ""
    published: str = ""
    """ISO 8601, or empty."""

    language: str = ""
    source: str = ""
    """Who published it, where the feed collects from others; else empty."""

    body: str = ""
    """Markdown; empty where `is_known`."""

    id_key: str = ""
    url_key: str = ""
    """Digests of id and address, where they tell this entry from others; else empty."""

    said: str = ""
    """The digest of all that the feed says of it."""

    is_known: bool = False
    """Did it say the same before?"""


@dataclass(frozen=True, slots=True)
class Document:
    """A feed that was read."""

    title: str = ""
    site: str = ""
    language: str = ""
    least: int = 0
    """Seconds that it asks to be left alone after each fetch; 0: it does not say."""

    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    """Hours, in UTC, and days, Monday is 0, in which it asks to be left alone."""

    is_over: bool = False
    """Does it say that nothing will come any more?"""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


def given(document: Document) -> dict[str, Any]:
    """The same as JSON has it."""
    return asdict(document)


def taken(answer: Mapping[str, Any]) -> Document:
    """The feed in what a worker gave."""
    values = {name: answer[name] for name in Document.__slots__}
    for name in ("skip_hours", "skip_days", "problems"):
        values[name] = tuple(values[name])
    return Document(**{**values, "entries": tuple(Entry(**each) for each in answer["entries"])})


def language_of(said: str) -> str:
    """A language's tag, or empty for what is none."""
    tag = said.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def web(url: str) -> str:
    """An address of the web, or empty."""
    return url if len(url) <= 4000 and not url.startswith("mailto:") and is_address(url) else ""


def joined(base: str, address: str) -> str:
    """An address of the web, relative to another one; empty for any other."""
    try:
        return web(line(urljoin(base, address.strip()))) if address.strip() else ""
    except ValueError:
        return ""


def told_apart(entries: Iterable[Entry], site: str, place: str) -> tuple[Entry, ...]:
    """Entries with their keys, each once; `site` is the feed's page, `place` its own address.

    An id, or an address, that stands for several entries tells none of them apart, nor does the feed's own address.
    """
    all_of_them = list(entries)
    homes = {compared(site), compared(place)} - {""}
    keyed = [(each, *_keys(each, homes)) for each in all_of_them]
    # The same entry, given twice, is no reason to mistrust its id.
    by_id = Counter(id_key for id_key, _ in {(id_key, url_key or each.said) for each, id_key, url_key in keyed})
    by_url = Counter(url_key for _, url_key in {(id_key or each.said, url_key) for each, id_key, url_key in keyed})
    found: dict[str, Entry] = {}
    for each, id_key, url_key in keyed:
        id_sure = id_key if by_id[id_key] == 1 else ""
        url_sure = url_key if by_url[url_key] == 1 else ""
        key = id_sure or url_sure or each.said
        if key and key not in found:
            found[key] = replace(each, id_key=id_sure, url_key=url_sure)
    return tuple(found.values())


def _keys(entry: Entry, homes: set[str]) -> tuple[str, str]:
    address = compared(entry.url)
    is_page = address not in homes and ("/" in address or "?" in address)
    url_key = digest(address) if is_page else ""
    is_weak = len(entry.id) <= _WEAK or compared(entry.id) in homes
    return "" if is_weak and url_key else digest(entry.id), url_key
