"""Of a whole page the article that is in it, as nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources.html import blocks, extractors, quotations, readable, trimming, voting
from reader.sources.html.facts import Facts
from reader.sources.html.nodes import words

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from reader.sources.html.nodes import Node

_LONGEST = 4000
"""Characters of an attribute; longer ones hold images and data."""

_ATTRIBUTES = 200
"""Attributes of an element; each of more is looked for among all of them."""

_SPAN = 100
"""Columns and rows that a cell may take."""

_SHORT = 120
"""Words of a page that is taken as it is: there is no room for anything but an article."""


def article(root: HtmlElement, base: str = "", known: Facts | None = None) -> tuple[Node, ...]:
    """What the article on the page says; nothing where the page says nothing. The tree is lightened already.

    What is `known` of it, its headline and who wrote it, is left out at its beginning.
    """
    whole = blocks.nodes(root, base) if len(voting.tokens(_some_words(root))) < 2 * _SHORT else ()
    if whole and sum(len(voting.tokens(words(node))) for node in whole) <= _SHORT:
        return trimming.without_known(whole, known or Facts())
    kept = _voted(root, base) or blocks.nodes(root, base)
    kept = quotations.kept(kept, root, base)
    return trimming.without_known(trimming.without_end(kept), known or Facts())


def lighten(root: HtmlElement) -> None:
    """Take out what no article is made of, before it is copied again and again."""
    for element in list(root.iter("script", "style", "template", "svg")):
        if element.tag != "script" or "ld+json" not in (element.get("type") or "").lower():
            _drop(element)
    for element in root.xpath("//*[count(@*) > $most]", most=_ATTRIBUTES):
        element.attrib.clear()
    for value in root.xpath("//@*[string-length(.) > $longest]", longest=_LONGEST):
        value.getparent().attrib.pop(value.attrname, None)
    for span in root.xpath(
        "//@colspan[. > $most or . != floor(.)] | //@rowspan[. > $most or . != floor(.)]", most=_SPAN
    ):
        span.getparent().attrib.pop(span.attrname, None)


def _voted(root: HtmlElement, base: str) -> tuple[Node, ...]:
    """What both extractors found; where they found different things, what trafilatura did."""
    found = readable.readable(root)
    nodes = blocks.nodes(found, base) if found is not None else ()
    kept = voting.agreed(nodes, voting.tokens(extractors.trafilated(root)))
    if kept is not None:
        return kept
    whole = extractors.trafilated_whole(root)
    if whole is None:
        return nodes
    kept = voting.agreed(nodes, voting.tokens(" ".join(whole.itertext())))
    return kept if kept is not None else voting.unlinked(blocks.nodes(whole, base)) or nodes


def _some_words(root: HtmlElement) -> str:
    """As many of the words of the page as tell a short one."""
    found: list[str] = []
    length = 0
    for text in root.itertext("*"):
        found.append(text)
        length += len(text)
        if length > 40 * _SHORT:
            break
    return " ".join(found)


def _drop(element: _Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
