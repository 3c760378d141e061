"""A compiled text as HTML: its headings, lists, quotations, code and tables, and the highlights at their places.

What it says is the text's own words and nothing else: bullets, numbers and boxes are made by the style sheet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.export import hypertext, nesting
from reader.export.placed import Places
from reader.text.document import ATTRIBUTES, BOLD, CODE, IMAGE, ITALIC, LINK_SHIFT, NOTEREF, STRIKE, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.export.nesting import Container
    from reader.export.placed import Placed
    from reader.text.document import Block, Text

_TAGS = ((CODE, "code"), (STRIKE, "s"), (ITALIC, "em"), (BOLD, "strong"))
_LISTS = {"quote": "blockquote", "bullets": "ul", "numbers": "ol", "signs": "ul"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST_LINE = 5
"""Lines of overlapping highlights that the style sheet keeps apart."""


class Page:
    """A text, and what is to be seen on it."""

    def __init__(
        self,
        text: Text,
        placed: Sequence[Placed] = (),
        color: Callable[[Placed], str] = lambda _: "",
        beside: Callable[[Placed], str] = lambda _: "",
        *,
        is_note: bool = False,
    ) -> None:
        """`beside` gives what is written about a highlight; a note has no headings and no anchors of its own."""
        self._text = text
        self._places = Places(placed)
        self._color = color
        self._beside = beside
        self._is_note = is_note
        signs = " ".join(block.first for block in text.blocks if "[" in block.first)
        self._footnotes = frozenset() if is_note else frozenset(re.findall(r"\[(\d+)\]", signs))
        """The numbers of footnotes that can be gone to."""

        self._ends: dict[int, list[Placed]] = {}
        for each in placed:
            if each.number:
                self._ends.setdefault(text.block_at(max(each.start, each.end - 1)), []).append(each)
        self._begun: set[int] = set()
        """Numbers of highlights whose beginning was written."""

    def html(self, first: int = 0, last: int | None = None) -> Iterator[str]:
        """The blocks from `first` on, up to `last`."""
        blocks = self._text.blocks[first:last]
        for what, container, number in nesting.walk(blocks):
            if what == "block":
                yield self._with_notes(first + number, self._block(blocks[number]))
            else:
                yield f"{self._begin(container) if what == 'begin' else _end(container)}\n"

    def _begin(self, container: Container) -> str:
        if container.kind != "item":
            style = ' class="signs"' if container.kind == "signs" else ""
            return f"<{_LISTS[container.kind]}{style}>"
        sign = container.sign
        if sign.isascii() and sign.isdigit():
            return f'<li value="{sign[:9]}">'
        anchor = f' id="f{sign[1:-1]}"' if sign.startswith("[") and not self._is_note else ""
        return f'<li{anchor} data-sign="{hypertext.escaped(sign)}">' if sign else "<li>"

    def _with_notes(self, index: int, block: str) -> str:
        notes = "".join(map(self._beside, self._ends.get(index, ())))
        return f'<div class="noted">\n<div class="beside">\n{notes}</div>\n{block}</div>\n' if notes else block

    def _block(self, block: Block) -> str:
        kind, start, end = block.kind, block.start, block.end
        if isinstance(block.data, Table):
            return self._table(block.data)
        if kind == "hr":
            return "<hr>\n"
        words = self._inline(start, end, in_code=kind == "code")
        if kind == "code":
            return f"<pre><code>{words}</code></pre>\n"
        if kind == "image":
            return f'<p class="image" dir="auto">{words}</p>\n'
        if kind in _HEADINGS and not self._is_note:
            return f'<{kind} dir="auto">{words}</{kind}>\n'
        style = f' class="{kind}"' if kind in {"dt", "dd"} else ' class="dt"' if kind in _HEADINGS else ""
        return f'<p{style} dir="auto">{words}</p>\n'

    def _table(self, table: Table) -> str:
        head, body = table.rows[: table.header], table.rows[table.header :]
        parts = ['<div class="wide"><table>\n']
        for name, tag, rows in (("thead", "th", head), ("tbody", "td", body)):
            if rows:
                lines = "".join(f"<tr>{self._cells(tag, row, table.aligns)}</tr>\n" for row in rows)
                parts.append(f"<{name}>\n{lines}</{name}>\n")
        return "".join((*parts, "</table></div>\n"))

    def _cells(self, tag: str, row: Sequence[tuple[int, int]], aligns: Sequence[str]) -> str:
        found = ""
        for column, (start, end) in enumerate(row):
            align = aligns[column] if column < len(aligns) and aligns[column] in {"center", "right"} else ""
            style = f' class="{align}"' if align else ""
            found += f'<{tag}{style} dir="auto">{self._inline(start, end)}</{tag}>'
        return found

    def _inline(self, start: int, end: int, *, in_code: bool = False) -> str:
        parts = []
        for stretch in self._places.between(start, end):
            words = "".join(self._pieces(stretch.start, stretch.end, in_code=in_code))
            for each in reversed(stretch.on_it):
                words = f"<mark{self._signs(each)}>{words}</mark>"
            parts.append(words)
            parts += [
                f'<a class="number" href="#n{each.number}">{each.number}</a>'
                for each in reversed(stretch.on_it)
                if each.number and (each.end == stretch.end or (stretch.end == end and self._ends_here(each, end)))
            ]
        return "".join(parts)

    def _ends_here(self, each: Placed, end: int) -> bool:
        """Does a highlight go no further than the white space behind `end`?"""
        return end < each.end and not self._text.plain[end : each.end].strip()

    def _signs(self, each: Placed) -> str:
        """The attributes of a highlight; the first piece of it is what its note leads back to."""
        anchor = ""
        if each.number and each.number not in self._begun:
            self._begun.add(each.number)
            anchor = f' id="m{each.number}"'
        themes = hypertext.escaped(", ".join(each.highlight.annotation.themes))
        title = f' title="{themes}"' if themes else ""
        style = f"{self._color(each)} line{min(each.lane, _DEEPEST_LINE)}"
        return f'{anchor} class="{style}" data-id="{hypertext.escaped(each.highlight.id)}"{title}'

    def _pieces(self, start: int, end: int, *, in_code: bool) -> Iterator[str]:
        text = self._text
        run = max(0, bisect_right(text.mark_starts, start) - 1)
        while start < end:
            until = min(end, text.mark_starts[run + 1]) if run + 1 < len(text.mark_starts) else end
            mark = text.mark_attributes[run]
            words = hypertext.escaped(text.plain[start:until])
            yield self._piece(words if in_code else words.replace("\n", "<br>\n"), mark & (~CODE if in_code else ~0))
            start, run = until, run + 1

    def _piece(self, words: str, mark: int) -> str:
        attributes, target = mark & ATTRIBUTES, mark >> LINK_SHIFT
        for attribute, tag in _TAGS:
            if attributes & attribute:
                words = f"<{tag}>{words}</{tag}>"
        if attributes & IMAGE:
            words = f'<span class="image">{words}</span>'
        if attributes & NOTEREF and (number := words.strip("[]")) in self._footnotes:
            return f'<a class="ref" href="#f{number}">{words}</a>'
        return hypertext.link(words, self._text.links[target - 1]) if target else words


def _end(container: Container) -> str:
    return "</li>" if container.kind == "item" else f"</{_LISTS[container.kind]}>"
