"""Bytes to a tree of elements: no network, no entities of its own, nothing deeper than `DEPTH`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from reader.sources.html import charset, controls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEPTH = 150
"""Elements inside each other; deeper ones are taken for their words, since libxml2 gives up at 256."""

_EMPTY = b"<html><body></body></html>"
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)[^<>]*+>?")
_CELLS = b"p li dt dd tr td th option"
_VOID = frozenset(b"area base br col embed frame hr img input link meta param source track wbr".split())
"""What holds nothing."""
_LOOSE = frozenset(_CELLS.split())
"""What is closed by the next of its kind."""

_XML = re.compile(rb"\s*<\?xml\b[^>]{0,500}>", re.IGNORECASE)
_XHTML = re.compile(rb"<html[^>]{0,500}xmlns", re.IGNORECASE)
_SHUT = re.compile(rb"<(?:title|script|style|textarea|iframe)\b[^<>]{0,500}/>")
"""What holds the rest of a page, where HTML does not know that it is closed."""

_CLOSED = re.compile(rb"<([a-zA-Z][a-zA-Z0-9:-]*+)((?:\s[^<>]*+)?)(?<=/)>")
_LOOK = 2000


def tree(data: bytes | str, media_type: str = "") -> HtmlElement:
    """The tree of a page, its root `html`; one without anything has an empty body.

    `media_type` is the `Content-Type` that came along.
    """
    return parse(data if isinstance(data, str) else charset.decode(data, media_type)[0])


def parse(text: str) -> HtmlElement:
    """The tree of a page that is decoded."""
    source = controls.source(text)
    if (declared := _XML.match(source)) or (_XHTML.search(source[:_LOOK]) and _SHUT.search(source)):
        source = _CLOSED.sub(_closed, source[declared.end() if declared else 0 :])
    root, is_cut = _parsed(source, huge=False)
    if is_cut:
        root, _ = _parsed(_flattened(source), huge=True)
    return root


def _parsed(source: bytes, *, huge: bool) -> tuple[HtmlElement, bool]:
    """The tree, and whether the parser gave up before the end."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True, huge_tree=huge
    )
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        # Nothing but comments, or white space.
        root = lxml_html.document_fromstring(_EMPTY)
    log = parser.error_log
    return root, bool(log) and log[-1].level == etree.ErrorLevels.FATAL


def _flattened(source: bytes) -> bytes:
    """`source` without the tags of what is nested too deep."""
    kept: list[bytes] = []
    depth = position = 0
    for found in _TAG.finditer(source):
        name = found[2].lower()
        if name in _VOID:
            continue
        if name in _LOOSE:
            is_dropped = depth >= DEPTH
        elif found[1]:
            depth = max(0, depth - 1)
            is_dropped = depth >= DEPTH
        else:
            is_dropped = depth >= DEPTH
            depth += 1
        if is_dropped:
            kept += (source[position : found.start()], b" ")
            position = found.end()
    kept.append(source[position:])
    return b"".join(kept)


def _closed(match: re.Match[bytes]) -> bytes:
    """An element without content opened and closed, as HTML has it: `<title/>` would hold the rest of the page."""
    name = match[1].lower()
    return match[0] if name in _VOID else b"<%b%b></%b>" % (match[1], match[2].rstrip(b"/"), match[1])
