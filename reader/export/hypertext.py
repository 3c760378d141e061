"""Words of strangers as HTML: nothing in them is markup, and only addresses of the web and of mailboxes are links."""

from __future__ import annotations

import html
import re

from reader.text.clean import clean, clean_line

_FOLLOWED = re.compile(r"https?://[^\s/?#]|mailto:[^\s@]+@[^\s@]+\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def escaped(words: str) -> str:
    """Words as they stand, also in an attribute."""
    return html.escape(clean(words))


def link(words: str, url: str, attributes: str = "") -> str:
    """Markup linked to an address, where that may be followed."""
    url = clean_line(url)
    if not _FOLLOWED.match(url):
        return words
    return f'<a href="{html.escape(url)}" rel="noopener noreferrer"{attributes}>{words}</a>'


def language(tag: str) -> str:
    """An attribute that says in which language something is; empty where nobody knows."""
    return f' lang="{tag}"' if _LANGUAGE.fullmatch(tag) else ""


def lines(words: str) -> str:
    """Words in which every line break stays one."""
    return escaped(words).replace("\n", "<br>\n")
