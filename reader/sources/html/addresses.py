"""Where a page's links lead: whole addresses of the web or of mail, written so that Markdown keeps them."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from reader.sources.html import controls

_LONGEST = 4000
"""Characters of an address; longer ones are data, or hostile."""

_SPACES = re.compile(r"[\t\n\r\x0c]+")
_SPECIAL = re.compile(r"""[\s<>\\()"`|\[\]{}^*]""")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")


def absolute(address: str | None, base: str = "") -> str:
    """The address that `address` on the page `base` leads to; nothing where it is none of the web or of mail."""
    if not address or len(address) > _LONGEST:
        return ""
    address = _SPACES.sub("", controls.without(address)).strip()
    if not address:
        return ""
    try:
        whole = urljoin(base, address) if base else address
        parts = urlsplit(whole)
        is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    if not is_web and not (parts.scheme.lower() == "mailto" and "@" in parts.path):
        return ""
    return whole


def written(address: str) -> str:
    """An address as it stands in the brackets of a link of Markdown."""
    address = _SPECIAL.sub(lambda found: quote(found[0], safe=""), address)
    return _ENTITY.sub("&amp;", address)
