"""The two extractors, asked for the article of a page: readability-lxml for elements, trafilatura for its words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lxml import etree
from readability import Document
from readability.readability import Unparseable
from trafilatura import bare_extraction
from trafilatura.settings import Document as Found
from trafilatura.settings import Extractor

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


class _Readable(Document):  # type: ignore[misc]
    """readability-lxml, which would write its article down for us to read again."""

    def get_clean_html(self) -> str:
        """Give what its length is judged by."""
        written: str = etree.tostring(self.html, encoding="unicode", method="html")
        return written


def readable(root: HtmlElement) -> _Element | None:
    """The article that readability-lxml finds in `root`, which is left as it is; None where it fails."""
    document = _Readable(root)
    try:
        document.summary(html_partial=True)
    except Unparseable:
        return None
    return document.html


def trafilated(root: HtmlElement) -> _Element | None:
    """The article that trafilatura finds in `root`, which is left as it is, in elements of its own."""
    found = bare_extraction(root, options=_options())
    return found.body if isinstance(found, Found) else None


def as_html(body: _Element) -> _Element:
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


def _options() -> Extractor:
    return Extractor(output_format="xml", comments=False, tables=True, formatting=True, links=True, images=True)
