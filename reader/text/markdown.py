"""Compiles Markdown: walks the parser's tokens once and writes what each says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text import html, parser, phrases
from reader.text.builder import Builder
from reader.text.clean import clean_line
from reader.text.document import CODE, DIM, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    from reader.text.document import Text

_BULLETS = "•◦▪"
_BAR = "▎ "
_PICTURE = "▣ "


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

    def __init__(self, first: str, rest: str) -> None:
        self.first = first
        self.rest = rest
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
        self.rows: list[list[tuple[int, int]]] | None = None
        self.aligns: list[str] = []
        self.note = 0
        """The first block of the footnote that is being walked."""
        self.notes = 0
        """How many footnotes were walked; they come by their number."""

    def end(self, kind: str, mark: str = "", data: Table | str | None = None) -> None:
        """End the block with the decoration of all that is around it, then `mark`."""
        first = "".join(c.rest if c.used else c.first for c in self.containers) + mark
        rest = "".join(c.rest for c in self.containers) + " " * len(mark)
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
        self.builder.begin(tight=self.tight and begun)
        phrases.write(self.builder, children)
        picture = phrases.only_picture(children) if self.kind == "p" else None
        if picture is None:
            self.end(self.kind)
        else:
            self.end("image", _PICTURE, phrases.address(picture, "src"))
        if self.lists:
            self.lists[-1].begun = True

    def paragraph(self, token: Token) -> None:
        self.kind, self.tight = "p", token.hidden

    def heading(self, token: Token) -> None:
        self.kind, self.tight = token.tag, False

    def code(self, token: Token) -> None:
        self.builder.begin()
        self.builder.write(token.content.rstrip("\n").expandtabs(4), CODE)
        self.end("code", data=clean_line(token.info))

    def html(self, token: Token) -> None:
        for paragraph in html.paragraphs(token.content):
            self.builder.begin()
            self.builder.write(paragraph, DIM)
            self.end("html")

    def rule(self, _token: Token) -> None:
        self.builder.begin()
        self.end("hr")

    def quote(self, _token: Token) -> None:
        self.containers.append(_Container(_BAR, _BAR))

    def list(self, token: Token) -> None:
        begun = bool(self.lists) and self.tight
        if token.type == "ordered_list_open":
            self.lists.append(_List(int(token.attrs.get("start", 1)), token.markup, begun=begun))
        else:
            self.lists.append(_List(None, _BULLETS[len(self.lists) % len(_BULLETS)], begun=begun))

    def list_end(self, _token: Token) -> None:
        self.lists.pop()
        if self.lists:
            self.lists[-1].begun = True

    def item(self, _token: Token) -> None:
        current = self.lists[-1]
        mark = f"{current.mark} "
        if current.number is not None:
            mark = f"{current.number}{mark}"
            current.number += 1
        self.containers.append(_Container(mark, " " * len(mark)))

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
        rows = tuple(tuple(row) for row in self.rows or ())
        self.rows = None
        self.end("table", data=Table(tuple(self.aligns), 1, rows))


_STEPS: dict[str, Callable[[_Walk, Token], None]] = {
    "inline": _Walk.inline,
    "paragraph_open": _Walk.paragraph,
    "heading_open": _Walk.heading,
    "fence": _Walk.code,
    "code_block": _Walk.code,
    "html_block": _Walk.html,
    "hr": _Walk.rule,
    "footnote_block_open": _Walk.rule,
    "blockquote_open": _Walk.quote,
    "blockquote_close": _Walk.container_end,
    "bullet_list_open": _Walk.list,
    "bullet_list_close": _Walk.list_end,
    "ordered_list_open": _Walk.list,
    "ordered_list_close": _Walk.list_end,
    "list_item_open": _Walk.item,
    "list_item_close": _Walk.container_end,
    "footnote_open": _Walk.footnote,
    "footnote_close": _Walk.footnote_end,
    "table_open": _Walk.table,
    "table_close": _Walk.table_end,
    "tr_open": _Walk.row,
    "th_open": _Walk.cell,
    "td_open": _Walk.cell,
}
