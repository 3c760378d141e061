"""trafilatura, asked for the words of the article of a page, or for the whole of it in elements of HTML."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_SILENT = ("readability", "trafilatura", "htmldate", "courlan", "charset_normalizer", "justext")
for _name in _SILENT:
    # What they say of a stranger's page helps nobody who adds one.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_NAMES = {
    "head": "h2",
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "ref": "a",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "graphic": "img",
    "ab": "p",
}
"""What trafilatura calls the elements of HTML."""

_STYLES = {"#b": "strong", "#i": "em", "#t": "code", "#u": "u", "#sub": "sub", "#sup": "sup"}


def trafilated(root: HtmlElement) -> str:
    """The words that trafilatura finds in `root`, which is left as it is, at its first try."""
    # Links, pictures, and its own comparison with other extractors take most of its time.
    body = _body(root, is_whole=False)
    return " ".join(body.itertext()) if body is not None else ""


def trafilated_whole(root: HtmlElement) -> _Element | None:
    """The article with all that is in it, as HTML, when it tries everything; None where nothing is found."""
    body = _body(root, is_whole=True)
    return _as_html(body) if body is not None else None


def _body(root: HtmlElement, *, is_whole: bool) -> _Element | None:
    options = Extractor(
        output_format="xml",
        fast=not is_whole,
        comments=False,
        tables=True,
        formatting=is_whole,
        links=is_whole,
        images=is_whole,
    )
    found = bare_extraction(root, options=options)
    return found.body if isinstance(found, Document) else None


def _as_html(body: _Element) -> _Element:
    """The elements of trafilatura under their names in HTML."""
    for element in body.iter(*_NAMES, "hi"):
        if element.tag == "hi":
            element.tag = _STYLES.get(element.get("rend", ""), "span")
        elif element.tag == "head":
            rend = element.get("rend", "")
            element.tag = rend if rend in {"h1", "h2", "h3", "h4", "h5", "h6"} else "h2"
        elif element.tag == "list":
            element.tag = "ol" if element.get("rend") == "ol" else "ul"
        elif element.tag == "ref":
            element.tag = "a"
            element.set("href", element.get("target", ""))
        elif element.tag == "quote" and element.getparent() is not None and element.getparent().tag == "p":
            element.tag = "q"
        else:
            element.tag = _NAMES[element.tag]
    body.tag = "div"
    return body
