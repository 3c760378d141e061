"""What a server calls a file that it sends."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from reader.text.clean import clean_line

_LONGEST = 200
_PARAMETER = re.compile(r';\s*filename(\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))', re.IGNORECASE)


def file_name(disposition: str) -> str:
    """The name in a `Content-Disposition`, without a path, as one clean line; empty where there is none."""
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(disposition[:4000]):
        star = match[1]
        found.setdefault(star, re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3])
    name = _decoded(found["*"]) if "*" in found else found.get("", "")
    return clean_line(re.split(r"[/\\]", name)[-1])[:_LONGEST].strip(". ")


def _decoded(value: str) -> str:
    """RFC 8187: `UTF-8'en'%e2%82%ac%20rates.pdf`."""
    charset, _, rest = value.partition("'")
    _, _, words = rest.partition("'")
    data = unquote_to_bytes(words)
    try:
        return data.decode(charset or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
