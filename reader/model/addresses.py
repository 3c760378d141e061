"""Addresses as they are compared: what leads to the same page is the same address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|ref_src|ref_url|cmp(?:id)?|spm"
    r"|at_(?:medium|campaign|custom\d|link_\w+|ptr_name|bbc_team)|_ga|_gl|ns_\w+|smid|smtyp|xtor|icid|ito",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, and not what to read."""

_PORTS = {"http": 80, "https": 443}
_MOBILE = ("www.", "m.", "mobile.", "amp.")


def compared(url: str) -> str:
    """An address without scheme, `www.`, fragment, tracking and the slash at its end; empty for none of the web."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").casefold().rstrip(".")
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host:
        return ""
    for prefix in _MOBILE:
        if host.startswith(prefix) and host.count(".") > 1:
            host = host[len(prefix) :]
            break
    path = re.sub(r"/(?:index\.(?:html?|php))?$", "", re.sub(r"/{2,}", "/", parts.path))
    asked = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(key)
    ]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    place = f":{port}" if port not in {None, _PORTS[parts.scheme]} else ""
    return f"{host}{place}{unquote(path)}{query}"
