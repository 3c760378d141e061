"""From the names that people and programs use in front matter to ours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.sources.source import Metadata
from reader.store.names import is_id, slug
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_LINE = 500
"""The longest title or name, in code points."""

MAX_KEY = 100
"""The longest name of a fact that is kept: YAML reads none of a thousand code points."""

SYNONYMS = {
    "byline": "author",
    "authors": "author",
    "site": "source",
    "publisher": "source",
    "newspaper": "source",
    "link": "url",
    "source_url": "url",
    "date": "published",
    "published_at": "published",
    "lang": "language",
}
"""Other programs' names for our facts; our own name counts before them."""

FACTS = ("id", "title", "author", "source", "url", "published", "added", "language")
"""Our names."""


def line(value: str) -> str:
    """`value` as one clean line of at most `MAX_LINE` code points."""
    cleaned = clean_line(value)
    return cleaned if len(cleaned) <= MAX_LINE else cleaned[: MAX_LINE - 1].rstrip() + "…"


def from_front_matter(values: Mapping[str, str]) -> tuple[Metadata, tuple[str, ...]]:
    """What `values` say of the article, and what of it cannot be used."""
    found: dict[str, list[str]] = {fact: [] for fact in FACTS}
    other = []
    # Own names first, then synonyms, each in the order of the file.
    for key, value in sorted(values.items(), key=lambda pair: _name(pair[0]) in SYNONYMS):
        name = fact_of(key)
        if value and name in found:
            found[name].append(line(value))
        elif value and len(key) <= MAX_KEY:
            other.append((line(key), line(value)))
    if not found["url"] and any(map(is_address, found["source"])):
        # Web clippers call the article's address its source.
        found["url"], found["source"] = found["source"], []
    addresses = found.pop("url")
    url = next(filter(is_address, addresses), "")
    problems = () if url or not addresses else (f"“{addresses[0]}” is no address of the web or of mail: left out.",)
    facts = {fact: given[0] if given else "" for fact, given in found.items()}
    if facts["id"] and not is_id(facts["id"]):
        facts["id"] = slug(facts["id"])
    return Metadata(url=url, other=tuple(other), **facts), problems


def fact_of(key: str) -> str:
    """Our name for what front matter calls `key`; a key that is none of ours, as it is compared."""
    return SYNONYMS.get(_name(key), _name(key))


def with_mail(facts: Metadata, headers: Mapping[str, str]) -> Metadata:
    """`facts`, and where they say nothing what the headers of a mail say: subject, sender and date."""
    if not headers:
        return facts
    return replace(
        facts,
        title=facts.title or line(_decoded(headers.get("subject", ""))),
        author=facts.author or line(_sender(headers.get("from", ""))),
        published=facts.published or line(headers.get("date", "")),
    )


def _sender(value: str) -> str:
    """The name of who sent a mail, else the address."""
    from email.utils import parseaddr  # noqa: PLC0415 - few articles are mails

    name, address = parseaddr(_decoded(value))
    family, comma, first = name.partition(", ")
    return (f"{first} {family}" if comma and "," not in first else name) or address


def _decoded(value: str) -> str:
    """The words of a header, which mail spells in ASCII; as they are spelled where that is broken."""
    if "=?" not in value:
        return value
    from email.errors import HeaderParseError  # noqa: PLC0415 - few articles are mails
    from email.header import decode_header, make_header  # noqa: PLC0415

    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
        return value


def _name(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.casefold())


def is_address(value: str) -> bool:
    """May `value` be opened: is it an address of the web or of mail?"""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
