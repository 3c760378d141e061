"""The headline of a page, without the name of its site."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

_ENTITY = re.compile(r"&#?\w{1,30};")
_TAG = re.compile(r"</?(?:b|i|em|strong|span|sup|sub|br|u)\b[^<>]{0,100}>", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:[|•·»«:–—~/-]|::|›|‹)\s+|\s*[|»›]\s*")
_EDGES = " \t\n|•·»«:–—~›‹-"
_BARS = frozenset("|»›•")
"""What stands before the name of a site or a section, and hardly ever inside a headline."""
_ALIKE = 1.6
"""How much longer than the name of the site another form of it is."""
_SHORTEST, _LONGEST = 4, 300
_LONG_ENOUGH = 12
"""Letters of a second heading that is part of what the browser's window is called."""


def folded(text: str) -> str:
    """The letters and digits of `text`, as they are compared."""
    return "".join(filter(str.isalnum, text.casefold()))


def spoken(text: str) -> str:
    """`text` on one line; entities that were written twice are read."""
    if "&" in text and _ENTITY.search(text):
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.split())


def title(root: HtmlElement, said: Sequence[str], window: str, sites: Iterable[str]) -> str:
    """The headline: a heading that the page also calls itself, else what it calls itself, without the site's name.

    `said` is what it says to machines, the most trusted first; `window` what the browser's window is called.
    """
    names = {folded(site) for site in sites} - {""}
    known = [folded(each) for each in (window, *said) if each]
    heading = _heading(root, known, names)
    if heading:
        return heading
    called = next(filter(None, (*said, window)), "")
    return without_site(called, names) or next(iter(_headings(root, "h1", names)), "")


def without_site(text: str, names: set[str]) -> str:
    """`text` without the name of the site before or after it."""
    if folded(text) in names:
        return ""
    parts = _SEPARATOR.split(text)
    if len(parts) < 2:
        return text
    behind = text[: text.rfind(parts[-1])]
    if _is_site(parts[-1], names):
        rest = behind
    elif _is_site(parts[0], names):
        rest = text[text.find(parts[0]) + len(parts[0]) :]
    elif len(max(parts, key=len).split()) >= 3 and _is_name(parts[-1]) and (not names or behind.rstrip()[-1:] in _BARS):
        rest = behind
    else:
        return text
    # Some have a section between the headline and the site.
    return without_site(rest.strip(_EDGES), names) if rest.strip(_EDGES) else text


def _is_site(part: str, names: set[str]) -> bool:
    """Is it the name of the site, or nearly so: `Example.org` where it is called `Example`?"""
    mine = folded(part)
    return mine in names or any(
        min(len(mine), len(name)) >= _SHORTEST
        and max(len(mine), len(name)) <= _ALIKE * min(len(mine), len(name))
        and (mine.startswith(name) or name.startswith(mine))
        for name in names
    )


def _is_name(part: str) -> bool:
    """Might these words be the name of a site, where nothing says what it is called?"""
    return 0 < len(part.split()) <= 4 and not part[-1:].isdigit() and part[-1:] not in ".!?…"


def _heading(root: HtmlElement, known: Sequence[str], names: set[str]) -> str:
    best = ""
    for heading in _headings(root, "h1", names):
        mine = folded(heading)
        is_known = any(mine in each or (each and each in mine and len(each) > len(mine) / 2) for each in known)
        if is_known and len(best) < len(heading) < _LONGEST:
            best = heading
    if best:
        return best
    window = known[0] if known else ""
    for heading in _headings(root, "h2", names):
        if len(folded(heading)) >= _LONG_ENOUGH and folded(heading) in window:
            return heading
    return ""


def _headings(root: HtmlElement, tag: str, names: set[str]) -> list[str]:
    found = [spoken(heading.text_content()) for heading in list(root.iter(tag))[:50]]
    return [heading for heading in found if len(folded(heading)) >= _SHORTEST and folded(heading) not in names]
