"""Bytes to a tree of elements: no network, no entities of its own, nothing deeper than `DEPTH`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from reader.sources.html import charset, controls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEPTH = 200
"""Elements inside each other; deeper ones are taken for their words, since libxml2 gives up at 256."""

_EMPTY = "<html><body></body></html>"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)(?:[^<>]*+)(/?)>?")
_NAMES_VOID = "area base br col embed frame hr img input link meta param source track wbr p li dt dd tr td th option"
_VOID = frozenset(_NAMES_VOID.split())
"""What holds nothing, or is closed by the next of its kind."""

_XHTML = re.compile(r"\s*<\?xml\b|<html[^>]{0,500}xmlns", re.IGNORECASE)
_CLOSED = re.compile(r"<([a-zA-Z][a-zA-Z0-9:-]*+)((?:\s[^<>]*+)?)(?<=/)>")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)


def tree(data: bytes | str, media_type: str = "") -> HtmlElement:
    """The tree of a page, its root `html`; one without anything has an empty body.

    `media_type` is the `Content-Type` that came along.
    """
    return parse(data if isinstance(data, str) else charset.decode(data, media_type)[0])


def parse(text: str) -> HtmlElement:
    """The tree of a page that is decoded."""
    source = controls.without_references(text)
    if _XHTML.match(source[:2000]) or _XHTML.search(source[:2000]):
        source = _opened(_DECLARATION.sub("", source, count=1))
    root, is_cut = _parsed(source, huge=False)
    if is_cut:
        root, _ = _parsed(_flattened(source), huge=True)
    return root


def _parsed(source: str, *, huge: bool) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up before the end."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=huge
    )
    try:
        root = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        # Nothing but comments, or white space.
        root = lxml_html.document_fromstring(_EMPTY)
    log = parser.error_log
    return root, bool(log) and log[-1].level == etree.ErrorLevels.FATAL


def _flattened(source: str) -> str:
    """`source` without the tags of what is nested too deep."""
    kept: list[str] = []
    depth = position = 0
    for found in _TAG.finditer(source):
        name = found[2].lower()
        if name in _VOID:
            continue
        if found[1]:
            depth = max(0, depth - 1)
            is_dropped = depth >= DEPTH - 20
        else:
            is_dropped = depth >= DEPTH - 20
            depth += 1
        if is_dropped:
            kept += (source[position : found.start()], " ")
            position = found.end()
    kept.append(source[position:])
    return "".join(kept)


def _opened(source: str) -> str:
    """XHTML whose elements without content are opened and closed, as HTML has it: `<title/>` would hold the page."""
    return _CLOSED.sub(_closed, source)


def _closed(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name in _VOID and name not in {"p", "li", "dt", "dd", "tr", "td", "th", "option"}:
        return match[0]
    return f"<{match[1]}{match[2].rstrip('/')}></{match[1]}>"
