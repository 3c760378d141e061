"""Nodes to Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.html import escaping, phrases
from reader.sources.html.nodes import Code, Definitions, Heading, Items, Paragraph, Quote, Rule, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.sources.html.nodes import Line, Node

_FULL = re.compile(r"^(?=.)", re.MULTILINE)
_LAST_NUMBER = 999_999_999


def write(nodes: Iterable[Node]) -> str:
    """The Markdown of `nodes`, which ends with a line break; nothing for none."""
    written = _blocks(tuple(nodes))
    return f"{written}\n" if written else ""


def _blocks(nodes: Sequence[Node], between: str = "\n\n") -> str:
    written: list[str] = []
    before: Node | None = None
    is_second = False
    for node in nodes:
        if isinstance(node, Items):
            # Two lists in a row would be one.
            is_second = not is_second and isinstance(before, Items) and (before.first is None) == (node.first is None)
            written.append(_items(node, is_second=is_second))
        else:
            is_second = False
            written.append(_block(node))
        before = node
    return between.join(filter(None, written))


def _block(node: Node) -> str:  # noqa: PLR0911 - a case for each kind
    match node:
        case Paragraph(line):
            return _lines(line)
        case Heading(level, line):
            return f"{'#' * level} {escaping.heading(phrases.render(line, ' '))}"
        case Code(language, text):
            fence = escaping.fence(text)
            return f"{fence}{language}\n{text}\n{fence}"
        case Rule():
            return "* * *"
        case Quote(nodes):
            return "\n".join(f"> {line}" if line else ">" for line in _blocks(nodes).split("\n"))
        case Items():
            return _items(node, is_second=False)
        case Definitions():
            return _definitions(node)
        case Table(rows):
            return _table(rows)


def _lines(line: Line) -> str:
    return "\n".join(map(escaping.beginning, phrases.render(line).split("\n")))


def _items(node: Items, *, is_second: bool) -> str:
    is_loose = any(map(_needs_space, node.items))
    written = []
    number = node.first
    for item in node.items:
        if number is None:
            mark = "+ " if is_second else "- "
        else:
            mark = f"{number}{')' if is_second else '.'} "
            number = min(number + 1, _LAST_NUMBER)
        written.append(mark + _indented(_blocks(item, "\n\n" if is_loose else "\n"), len(mark)))
    return ("\n\n" if is_loose else "\n").join(written)


def _needs_space(item: tuple[Node, ...]) -> bool:
    """Would its blocks run into each other without a blank line?

    A list that does not begin with 1 does not end a paragraph.
    """
    *first, last = item
    return bool(first) and not (
        len(first) == 1 and isinstance(first[0], Paragraph) and isinstance(last, Items) and last.first in {None, 1}
    )


def _definitions(node: Definitions) -> str:
    written = []
    for term, explanations in node.pairs:
        below = "\n".join(f":   {_indented(_blocks(explanation), 4)}" for explanation in explanations)
        written.append(f"{escaping.beginning(phrases.render(term, ' '))}\n{below}")
    return "\n\n".join(written)


def _table(rows: tuple[tuple[Line, ...], ...]) -> str:
    head, *others = ("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows)
    return "\n".join((head, "|" + " --- |" * len(rows[0]), *others))


def _cell(line: Line) -> str:
    return escaping.cell(phrases.render(line, " "))


def _indented(text: str, by: int) -> str:
    """`text` whose lines, but for the first and the empty ones, stand further right."""
    first, line_break, rest = text.partition("\n")
    return first + line_break + _FULL.sub(" " * by, rest)
