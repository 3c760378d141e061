"""The block quotations of an article that its extractor left out, put back in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from reader.sources.html import blocks, elements, voting
from reader.sources.html.nodes import Items, Quote, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from reader.sources.html.nodes import Node

_CHROME = frozenset({"nav", "footer", "form", "aside"})
_FOREIGN = re.compile(r"comment|disqus|respond|sidebar|footer|related|widget|replies", re.IGNORECASE)
_FEWEST = 3
"""Words of a quotation."""

_MOST = 200
"""Quotations of a page that are looked for."""

_START = 5
"""Words by which a node is found on the page."""

_ABOVE = 3
"""Elements around a quotation that may hold what stands beside it."""


@dataclass(slots=True)
class _Found:
    """A quotation on the page."""

    element: _Element
    start: int
    """Words of the page before it."""
    end: int
    above: tuple[_Element, ...]
    """The elements around it, the innermost first."""


@dataclass(slots=True)
class _Page:
    """The words of a page, its outermost quotations, and where what is around these begins and ends."""

    words: list[str]
    quotations: list[_Found]
    reach: dict[_Element, tuple[int, int]]


def kept(nodes: tuple[Node, ...], root: _Element, base: str) -> tuple[Node, ...]:
    """`nodes`, and the block quotations of `root` that stand among them or right beside, but are not in them."""
    quoted = " ".join(voting.tokens(" ".join(words(quote) for quote in _quotes(nodes))))
    if all(_is_in(element, quoted) for element in root.iter("blockquote")):
        return nodes
    page = _page(root)
    places = _places(nodes, page.words)
    known = [place for place in places if place is not None]
    missing: list[tuple[int, Node]] = []
    for quotation in page.quotations:
        said = page.words[quotation.start : quotation.end]
        if len(said) >= _FEWEST and " ".join(said) not in quoted and _belongs(quotation, page, known):
            missing += [(quotation.start, node) for node in blocks.nodes(quotation.element, base)]
    return _merged(nodes, places, missing) if missing else nodes


def _is_in(element: _Element, quoted: str) -> bool:
    """Is it certainly among what is quoted? A page that has more of them than are looked for is never looked at."""
    said = voting.tokens(" ".join(element.itertext()))
    return len(said) < _FEWEST or " ".join(said) in quoted


def _belongs(quotation: _Found, page: _Page, known: Sequence[int]) -> bool:
    """Does it stand among what was kept or close to it, not in a part that is the site's or its readers'?"""
    is_among = bool(known) and min(known) <= quotation.start <= max(known)
    for steps, element in enumerate(quotation.above, 1):
        first, last = page.reach[element]
        if any(first <= place < last for place in known):
            return is_among or steps <= _ABOVE
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if elements.name(element) in _CHROME or _FOREIGN.search(named):
            return False
    return False


def _page(root: _Element) -> _Page:
    page = _Page([], [], {})
    opened: list[_Element] = []
    starts: dict[_Element, int] = {}
    inside = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = elements.name(element)
        is_quotation = tag == "blockquote"
        if event == "start":
            if element is not root and not elements.is_shown(element, tag):
                walk.skip_subtree()
                # Its end is told all the same.
                starts[element] = -1
                continue
            if is_quotation and not inside and len(page.quotations) < _MOST:
                page.quotations.append(_Found(element, len(page.words), 0, tuple(reversed(opened))))
                page.reach |= dict.fromkeys(opened, (0, 0))
            inside += is_quotation
            opened.append(element)
            starts[element] = len(page.words)
            page.words += voting.tokens(element.text or "")
            continue
        start = starts.pop(element)
        if start >= 0:
            opened.pop()
            inside -= is_quotation
            if element in page.reach:
                page.reach[element] = start, len(page.words)
            if is_quotation and page.quotations and page.quotations[-1].element is element:
                page.quotations[-1].end = len(page.words)
        if element is not root:
            page.words += voting.tokens(element.tail or "")
    return page


def _places(nodes: Sequence[Node], page: list[str]) -> list[int | None]:
    """Where each node begins on the page; None where it is not found."""
    starts: dict[tuple[str, ...], list[int]] = {}
    for index in range(max(0, len(page) - _START + 1)):
        starts.setdefault(tuple(page[index : index + _START]), []).append(index)
    places: list[int | None] = []
    after = 0
    for node in nodes:
        said = tuple(voting.tokens(words(node))[:_START])
        options = starts.get(said, []) if len(said) == _START else []
        place = next((option for option in options if option >= after), options[0] if options else None)
        places.append(place)
        after = place if place is not None else after
    return places


def _merged(nodes: tuple[Node, ...], places: Sequence[int | None], missing: list[tuple[int, Node]]) -> tuple[Node, ...]:
    """`nodes` with the missing ones where they stand on the page; a node that says what one of them says goes."""
    said = [" ".join(voting.tokens(words(node))) for _, node in missing]
    merged: list[Node] = []
    waiting = sorted(missing, key=lambda each: each[0])
    for node, place in zip(nodes, places, strict=True):
        while waiting and place is not None and waiting[0][0] < place:
            merged.append(waiting.pop(0)[1])
        mine = " ".join(voting.tokens(words(node)))
        if not (mine and not isinstance(node, Quote) and any(_says(each, mine) for each in said)):
            merged.append(node)
    merged += [node for _, node in waiting]
    return tuple(merged)


def _says(quotation: str, mine: str) -> bool:
    """Is a node that says this part of the quotation, and more than a word that it happens to have too?"""
    return len(mine.split(" ", _FEWEST)) > _FEWEST and mine in quotation


def _quotes(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if isinstance(node, Quote):
            yield node
        elif isinstance(node, Items):
            for item in node.items:
                yield from _quotes(item)
