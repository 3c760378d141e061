"""Lists of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources.html import elements
from reader.sources.html.nodes import Definitions, Items, Paragraph
from reader.sources.html.pieces import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reader.sources.html.blocks import Marks, Walk
    from reader.sources.html.nodes import Line, Node

_COST = 2
"""Levels that a parser of Markdown counts for a list."""

_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_LAST_NUMBER = 999_999_999


def items(walk: Walk, element: _Element, tag: str, marks: Marks) -> list[Node]:
    """A list; what stands in it outside of its items is an item too, a list there belongs to the one before."""
    if walk.room < _COST:
        return walk.inside(element, marks)
    walk.room -= _COST
    found: list[list[Node]] = []
    for child, said in _children(walk, element, marks):
        if child in _LISTS and found:
            found[-1] += said
        elif said:
            found.append(said)
    walk.room += _COST
    if not found:
        return []
    return [Items(_first(element) if tag == "ol" else None, tuple(map(tuple, found)))]


def definitions(walk: Walk, element: _Element, marks: Marks) -> list[Node]:
    """A list of terms; one whose terms say several things, or nothing, is read as its words."""
    pairs: list[tuple[Line, list[tuple[Node, ...]]]] = []
    room, walk.room = walk.room, walk.room - _COST
    is_plain = walk.room >= 0
    for child, said in _children(walk, element, marks, is_term=True):
        if not said:
            continue
        if child == "dt" and len(said) == 1 and isinstance(said[0], Paragraph):
            is_plain = is_plain and (not pairs or bool(pairs[-1][1]))
            pairs.append((said[0].line, []))
        elif child == "dd" and pairs:
            pairs[-1][1].append(tuple(said))
        else:
            is_plain = False
    walk.room = room
    if not (is_plain and pairs and pairs[-1][1]):
        return [node for child in _children(walk, element, marks) for node in child[1]]
    return [Definitions(tuple((term, tuple(explanations)) for term, explanations in pairs))]


def _children(
    walk: Walk, element: _Element, marks: Marks, *, is_term: bool = False
) -> Iterator[tuple[str, list[Node]]]:
    """The name of each child, and what it says; words between them have none."""
    yield "", _stray(element.text, marks)
    for child in element:
        tag = elements.name(child)
        if is_term and tag == "div":
            # A term and what explains it may stand in a group.
            yield from _children(walk, child, marks, is_term=True)
        elif elements.is_shown(child, tag):
            yield tag, walk.part(child, tag, marks)
        yield "", _stray(child.tail, marks)


def _stray(text: str | None, marks: Marks) -> list[Node]:
    if not text or not text.strip():
        return []
    gathered = Gathered()
    gathered.words(text, marks)
    return list(map(Paragraph, gathered.take()))


def _first(element: _Element) -> int:
    """The number that a list begins with."""
    said = (element.get("start") or "").strip()
    return min(int(said), _LAST_NUMBER) if said.isascii() and said.isdigit() and len(said) < 10 else 1
