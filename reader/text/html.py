"""Raw HTML: what a browser would show of it as text, part by part, with what its tags say of the words."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from reader.text.document import CODE, IMAGE
from reader.text.html_lists import CONTAINERS, HtmlLists
from reader.text.html_tables import HtmlTable
from reader.text.tags import Inline, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.text.html_tables import Piece, Rows
    from reader.text.tags import Tag

_PARAGRAPH = re.compile(
    "address|article|aside|body|button|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|html|iframe|legend|main|menu|nav|option|p|section|select|summary|title"
)
_KIND = re.compile("h[1-6]|d[dt]")
_TERM = "summary"
"""What stands over hidden words, as a term over what explains it."""
_ROWS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_PREFORMATTED = frozenset({"pre", "textarea"})
_BELOW = "    "

_HIDDEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<name>script|style|template)\b.*?(?:</(?P=name)\s*>|\Z)"
    r"|<[?!][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"""</?[a-z][^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+>""", re.IGNORECASE)
_SHORT_TAG = re.compile(r"</?[a-z][^<>]*+>", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f]+")
_OPENING = re.compile(r"</?[a-z]", re.IGNORECASE)


class Part(NamedTuple):
    """What stands by itself on a page."""

    kind: str
    """As that of a block."""
    pieces: list[Piece]
    first: str = ""
    rest: str = ""
    """Decoration of its lines."""
    tight: bool = False
    """Does it follow on the next line?"""
    data: str | None = None
    """The address of an image; nothing for code."""
    rows: Rows = ()
    """The cells of a table."""
    header: int = 0
    """How many of the rows are its head."""


def parts(source: str, link: Callable[[str], int]) -> Iterator[Part]:
    """Give the parts of `source`; `link` gives the bits of a mark that leads to an address."""
    page = _Page(link)
    for words, written in _pieces(_HIDDEN.sub("", source)):
        page.words(words)
        found = tag(written)
        yield from page.tag(found) if found else page.flush()
    yield from page.close()


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """Give each piece of text with the tag after it; the last tag is empty.

    A tag whose quotation marks do not match would be looked for up to the end of the source, again and again, so
    after the first one quotation marks are not looked at any more.
    """
    position, pattern, search = 0, _TAG, 0
    while opening := _OPENING.search(source, search):
        found = pattern.match(source, opening.start())
        if found is None and pattern is _TAG:
            pattern = _SHORT_TAG
            found = pattern.match(source, opening.start())
        if found is None:
            search = opening.end()
            continue
        yield source[position : found.start()], found[0]
        position = search = found.end()
    yield source[position:], ""


class _Page:
    """Where one is on the page: the paragraph that is being read, and what it is in."""

    def __init__(self, link: Callable[[str], int]) -> None:
        self.link = link
        self.inline = Inline(link)
        self.kind = "html"
        self.pieces: list[Piece] = []
        self.address = ""
        """That of the last image of the paragraph."""
        self.lists = HtmlLists()
        self.preformatted = 0
        self.table = HtmlTable()
        self.outside: list[Piece] = []
        """While a cell is read: the paragraph that the table stands in."""

    def words(self, words: str) -> None:
        """Read words."""
        if not words:
            return
        if self.preformatted:
            self.pieces.append((unescape(words), CODE))
            return
        folded = unescape(_WHITE.sub(" ", words)).translate({9: " ", 10: " ", 13: " "})
        self.pieces.append((self.inline.words(folded), self.inline.attributes))

    def tag(self, found: Tag) -> Iterator[Part]:
        """Read a tag."""
        name = found.name
        if name == "br":
            self._break()
        elif name == "img":
            words, marks = self.inline.image(found)
            self.pieces.append((words, marks))
            self.address = found.get("src")
        elif name in _ROWS:
            yield from self._table(found)
        elif self.table.is_in_cell and (_PARAGRAPH.fullmatch(name) or name in CONTAINERS or name == "hr"):
            self._break()
        elif name == "hr":
            yield from self.flush()
            yield self._part("hr", [])
        elif name in _PREFORMATTED:
            yield from self.flush()
            self.preformatted = max(0, self.preformatted + (-1 if found.closes else 1))
        elif _PARAGRAPH.fullmatch(name):
            yield from self.flush()
            self.kind = "html" if found.closes else "dt" if name == _TERM else name if _KIND.fullmatch(name) else "html"
        elif name in CONTAINERS:
            yield from self.flush()
            self.lists.read(found)
        else:
            self.inline.read(found)

    def flush(self) -> Iterator[Part]:
        """Give the paragraph that was read up to here, if it says anything."""
        if self.table.is_in_cell:
            return
        pieces = [*self.pieces] if self.preformatted else _folded(self.pieces)
        self.pieces = []
        words = "".join(text for text, _ in pieces)
        if self.preformatted and words.strip():
            yield self._part("code", [(words.strip("\n").rstrip().expandtabs(4), CODE)], "")
        elif pieces and all(marks & IMAGE for _, marks in pieces) and len(pieces) == 1:
            yield self._part("image", pieces, self.address)
        elif words.strip():
            yield self._part(self.kind, pieces)

    def close(self) -> Iterator[Part]:
        """Give what is left at the end."""
        yield from self._close_table()
        yield from self.flush()

    def _part(self, kind: str, pieces: list[Piece], data: str | None = None) -> Part:
        first, rest, tight = self.lists.decoration()
        below = _BELOW if kind == "dd" else ""
        return Part(kind, pieces, first + below, rest + below, tight or kind == "dd", data)

    def _break(self) -> None:
        if not self.preformatted:
            self.pieces.append(("\n", 0))
        elif self.pieces:
            self.pieces.append(("\n", CODE))

    def _table(self, found: Tag) -> Iterator[Part]:
        """Read what makes a table; a table inside a cell is words of that cell."""
        if self.table.is_in_cell:
            self.table.end_cell(_folded(self.pieces))
            self.pieces = self.outside
        if found.name == "table":
            yield from self._close_table()
            yield from self.flush()
        elif found.name == "tr" and not found.closes:
            self.table.begin_row()
        elif found.name in ("td", "th") and not found.closes:
            self.table.begin_cell(is_head=found.name == "th")
            self.outside, self.pieces = self.pieces, []

    def _close_table(self) -> Iterator[Part]:
        if self.table.is_in_cell:
            self.table.end_cell(_folded(self.pieces))
            self.pieces = self.outside
        table, self.table = self.table, HtmlTable()
        rows = table.close()
        if rows:
            yield from self.flush()
        if table.is_layout:
            yield from (self._part("html", [*cell]) for row in rows for cell in row if cell)
        elif rows:
            yield self._part("table", [])._replace(rows=rows, header=table.header)


def _folded(pieces: list[Piece]) -> list[Piece]:
    """Give the pieces of a paragraph without white space at its ends, beside its breaks, and twice in a row."""
    folded: list[Piece] = []
    before = "\n"
    for text, marks in pieces:
        words = text.lstrip(" \n") if before == "\n" else text.lstrip(" ") if before == " " else text
        if words.startswith("\n") and folded:
            folded[-1] = (folded[-1][0].rstrip(" "), folded[-1][1])
        if words or marks & IMAGE:
            folded.append((words, marks))
            before = words[-1:]
    while folded and not folded[-1][0].rstrip(" \n") and not folded[-1][1] & IMAGE:
        folded.pop()
    if folded:
        folded[-1] = (folded[-1][0].rstrip(" \n"), folded[-1][1])
    return folded
