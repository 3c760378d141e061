"""Addresses as they are asked for, and the place of each: `host:port`."""

from __future__ import annotations

import re

import httpx2

from reader.sources.web import failures

LONGEST = 8000
"""Characters of an address that a server may be asked for."""

PORTS = {"http": 80, "https": 443}
_WEB_PORTS = frozenset(PORTS.values())
_UNSEEN = re.compile(
    r"^[\s\x00-\x20\x7f-\x9f]+|[\s\x00-\x20\x7f-\x9f]+$|[\t\r\n\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+"
)


def parse(url: str) -> httpx2.URL:
    """An address as it can be asked for; raises FetchError for what is none of the web.

    What cannot be seen comes along when one copies: it is taken off.
    """
    cleaned = _UNSEEN.sub("", url) if len(url) <= LONGEST else ""
    try:
        found = httpx2.URL(cleaned)
        port = found.port
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise failures.no_address(url) from error
    if found.scheme not in PORTS:
        raise failures.wrong_scheme(url, found.scheme)
    host = found.host.rstrip(".")
    if not host or ("%" in host and ":" not in host) or (port is not None and not 0 < port < 65536):
        raise failures.no_address(url)
    return found.copy_with(host=host, fragment=None)


def of(url: str | httpx2.URL) -> str:
    """The place of an address, `host:port`, as trust is given to it; raises FetchError for what is no address."""
    found = parse(url) if isinstance(url, str) else url
    host = found.raw_host.decode("ascii", "replace")
    return f"[{host}]:{_port(found)}" if ":" in host else f"{host}:{_port(found)}"


def _port(url: httpx2.URL) -> int:
    return url.port or PORTS[url.scheme]


def is_same(place: str, other: str) -> bool:
    """Is it the same host, at the same port or at those of http and https?"""
    if place == other:
        return True
    host, _, port = place.rpartition(":")
    other_host, _, other_port = other.rpartition(":")
    both = {int(port or 0), int(other_port or 0)}
    return host == other_host and both <= _WEB_PORTS


def is_trusted(place: str, trusted: frozenset[str]) -> bool:
    """Is `place` among those that a person named?"""
    return place in trusted or any(is_same(place, each) for each in trusted)
