"""Compiles Markdown: walks the parser's tokens once and writes what each says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text import html, parser, phrases
from reader.text.builder import Builder
from reader.text.clean import clean_line
from reader.text.document import CODE, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from reader.text.document import Text
    from reader.text.html import Part

_BULLETS = "•◦▪"
_BAR = "▎ "
_PICTURE = "▣ "
_OPEN_TASK, _DONE_TASK = "☐ ", "☑ "
_BELOW = "    "
"""What stands before an explanation of a definition list."""

_BOX = re.compile(r"\[([ xX])\][ \u00a0]+")


def compile(source: str) -> Text:  # noqa: A001 - markdown.compile
    """Give the text of `source`, which is clean Markdown."""
    walk = _Walk()
    for token in parser.parse(source):
        step = _STEPS.get(token.type)
        if step is not None:
            step(walk, token)
    return walk.builder.build()


class _List:
    """A list that is being walked."""

    def __init__(self, number: int | None, mark: str, *, begun: bool) -> None:
        self.number = number
        """Of its next item; None where it has bullets."""
        self.mark = mark
        """The bullet, or what stands after the number."""
        self.begun = begun
        """Does a tight item follow on the next line, without a blank one?"""


class _Container:
    """A quote, an item or a footnote: what decorates the lines inside it."""

    def __init__(self, first: str, rest: str, *, kind: str = "p", is_item: bool = False) -> None:
        self.first = first
        self.rest = rest
        self.kind = kind
        """That of a paragraph in it."""
        self.is_item = is_item
        self.used = False
        """Has it a first line already?"""


class _Walk:
    """Where the walk is: the lists and containers around it, the table it is in."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.containers: list[_Container] = []
        self.lists: list[_List] = []
        self.kind = "p"
        self.tight = False
        """Was the last paragraph an item of a tight list?"""
        self.follows = False
        """Does the next block explain a term, and stand on the line below it?"""
        self.rows: list[list[tuple[int, int]]] | None = None
        self.aligns: list[str] = []
        self.note = 0
        """The first block of the footnote that is being walked."""
        self.notes = 0
        """How many footnotes were walked; they come by their number."""

    def end(self, kind: str, first: str = "", rest: str | None = None, data: Table | str | None = None) -> None:
        """End the block with the decoration of all that is around it, then `first`, and `rest` on further lines."""
        rest = " " * len(first) if rest is None else rest
        first = "".join(c.rest if c.used else c.first for c in self.containers) + first
        rest = "".join(c.rest for c in self.containers) + rest
        self.follows = False
        before = len(self.builder.blocks)
        self.builder.end(kind, first, rest, data)
        if len(self.builder.blocks) > before:
            for container in self.containers:
                container.used = True

    def inline(self, token: Token) -> None:
        """Write a paragraph, a heading or a cell."""
        children = token.children or []
        if self.rows is not None:
            start = self.builder.offset
            phrases.write(self.builder, children, broken=" ")
            self.rows[-1].append((start, self.builder.offset))
            return
        begun = bool(self.lists) and self.lists[-1].begun
        if self.kind == "p" and self.containers and self.containers[-1].is_item and not self.containers[-1].used:
            self._task(children, self.containers[-1])
        self.builder.begin(tight=self.follows or (self.tight and begun))
        phrases.write(self.builder, children)
        picture = phrases.only_picture(children) if self.kind in ("p", "dd") else None
        if picture is None:
            self.end(self.kind)
        else:
            self.end("image", _PICTURE, data=phrases.address(picture, "src"))
        if self.lists:
            self.lists[-1].begun = True

    def paragraph(self, token: Token) -> None:
        self.kind, self.tight = self.containers[-1].kind if self.containers else "p", token.hidden

    def heading(self, token: Token) -> None:
        self.kind, self.tight = token.tag, False

    def code(self, token: Token) -> None:
        self.builder.begin()
        self.builder.write(token.content.rstrip("\n").expandtabs(4), CODE)
        self.end("code", data=clean_line(token.info))

    def raw(self, token: Token) -> None:
        write = self.builder.write
        for part in html.parts(token.content, self.builder.link):
            self.builder.begin(tight=part.tight)
            for words, attributes in part.pieces:
                write(words, attributes)
            if part.rows:
                self._html_table(part)
            else:
                mark = _PICTURE if part.kind == "image" else ""
                self.end(part.kind, part.first + mark, part.rest + " " * len(mark), part.data)

    def _html_table(self, part: Part) -> None:
        rows: list[tuple[tuple[int, int], ...]] = []
        for row in part.rows:
            if rows:
                self.builder.write("\n")
            cells: list[tuple[int, int]] = []
            for cell in row:
                if cells:
                    self.builder.write("\t")
                start = self.builder.offset
                for words, attributes in cell:
                    self.builder.write(words.replace("\n", " "), attributes)
                cells.append((start, self.builder.offset))
            rows.append(tuple(cells))
        aligns = ("left",) * len(part.rows[0])
        self.end("table", part.first, part.rest, Table(aligns, part.header, tuple(rows)))

    def rule(self, _token: Token) -> None:
        self.builder.begin()
        self.end("hr")

    def quote(self, _token: Token) -> None:
        self.containers.append(_Container(_BAR, _BAR))

    def begin_list(self, token: Token) -> None:
        begun = bool(self.lists) and self.tight
        if token.type == "ordered_list_open":
            self.lists.append(_List(int(token.attrs.get("start", 1)), token.markup, begun=begun))
        else:
            self.lists.append(_List(None, _BULLETS[len(self.lists) % len(_BULLETS)], begun=begun))

    def end_list(self, _token: Token) -> None:
        self.lists.pop()
        if self.lists:
            self.lists[-1].begun = True

    def item(self, _token: Token) -> None:
        current = self.lists[-1]
        mark = f"{current.mark} "
        if current.number is not None:
            mark = f"{current.number}{mark}"
            current.number += 1
        self.containers.append(_Container(mark, " " * len(mark), is_item=True))

    def _task(self, children: list[Token], item: _Container) -> None:
        """Show what begins with a box as a task; the box is no more a word than a bullet is."""
        box = _BOX.match(children[0].content) if children and children[0].type == "text" else None
        if box is None:
            return
        children[0].content = children[0].content[box.end() :]
        mark = _OPEN_TASK if box[1] == " " else _DONE_TASK
        item.first = mark if self.lists[-1].number is None else item.first + mark
        item.rest = " " * len(item.first)

    def term(self, _token: Token) -> None:
        self.kind, self.tight = "dt", False

    def explanation(self, _token: Token) -> None:
        self.containers.append(_Container(_BELOW, _BELOW, kind="dd"))
        self.follows = True

    def footnote(self, token: Token) -> None:
        mark = f"[{token.meta['id'] + 1}] "
        self.containers.append(_Container(mark, " " * len(mark)))
        self.note = len(self.builder.blocks)

    def footnote_end(self, token: Token) -> None:
        self.container_end(token)
        self.notes += 1
        begun = self.builder.blocks[self.note : self.note + 1]
        self.builder.footnote(self.notes, begun[0].start if begun else self.builder.offset)

    def container_end(self, _token: Token) -> None:
        self.containers.pop()

    def table(self, _token: Token) -> None:
        self.rows, self.aligns = [], []
        self.builder.begin()

    def row(self, _token: Token) -> None:
        if self.rows:
            self.builder.write("\n")
        if self.rows is not None:
            self.rows.append([])

    def cell(self, token: Token) -> None:
        if self.rows and self.rows[-1]:
            self.builder.write("\t")
        if token.type == "th_open":
            self.aligns.append(str(token.attrs.get("style", "")).partition(":")[2] or "left")

    def table_end(self, _token: Token) -> None:
        rows = [tuple(row) for row in self.rows or ()]
        self.rows = None
        while len(rows) > 1 and all(start == end for start, end in rows[-1]):
            rows.pop()
        self.end("table", data=Table(tuple(self.aligns), 1, tuple(rows)))


_STEPS: dict[str, Callable[[_Walk, Token], None]] = {
    "inline": _Walk.inline,
    "paragraph_open": _Walk.paragraph,
    "heading_open": _Walk.heading,
    "fence": _Walk.code,
    "code_block": _Walk.code,
    "html_block": _Walk.raw,
    "hr": _Walk.rule,
    "footnote_block_open": _Walk.rule,
    "blockquote_open": _Walk.quote,
    "blockquote_close": _Walk.container_end,
    "bullet_list_open": _Walk.begin_list,
    "bullet_list_close": _Walk.end_list,
    "ordered_list_open": _Walk.begin_list,
    "ordered_list_close": _Walk.end_list,
    "list_item_open": _Walk.item,
    "list_item_close": _Walk.container_end,
    "footnote_open": _Walk.footnote,
    "footnote_close": _Walk.footnote_end,
    "dt_open": _Walk.term,
    "dd_open": _Walk.explanation,
    "dd_close": _Walk.container_end,
    "table_open": _Walk.table,
    "table_close": _Walk.table_end,
    "tr_open": _Walk.row,
    "th_open": _Walk.cell,
    "td_open": _Walk.cell,
}
