"""A tree of elements to the nodes of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from lxml import etree

from reader.sources.html import addresses, controls, elements, lists, tables
from reader.sources.html.nodes import Code, Heading, Mark, Paragraph, Piece, Quote, Rule
from reader.sources.html.pieces import Gathered

if TYPE_CHECKING:
    from lxml.etree import _Element

    from reader.sources.html.nodes import Line, Node

Marks = tuple[Mark, ...]

DEEPEST = 120
"""Elements inside each other that are told apart; of deeper ones only the words are read."""

ROOM = 30
"""Levels of quotations, and of lists (two each), that are told apart; the reading view has room for no more."""

_STRONG, _EMPHASIS = Mark("strong"), Mark("em")
_HEADING = re.compile(r"h([1-6])")
_LANGUAGE = re.compile(r"(?:\blang(?:uage)?-|\bbrush:\s{0,5}|\bhighlight-(?:source-|text-)?)([\w+#.-]{1,40})")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_MEDIA = {"iframe": "Embedded", "video": "Video", "audio": "Audio"}
_ABOVE = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTED = re.compile(r"[0-9+\-−=()]{1,12}|n")


def nodes(root: _Element, base: str = "") -> tuple[Node, ...]:
    """What `root` says, part by part; links that are not whole are on the page `base`."""
    walk = Walk(root, base)
    tag = elements.name(root)
    if tag == "html":
        bodies = [child for child in root if elements.name(child) in {"body", "frameset"}]
        return tuple(node for body in bodies for node in walk.inside(body))
    return tuple(walk.part(root, tag, ()) if elements.is_shown(root, tag) else ())


class Walk:
    """A walk through the elements below `root`."""

    def __init__(self, root: _Element, base: str) -> None:
        self.base = base
        # As long as they are held lxml makes them once, and not again whenever one is asked for.
        self._held = list(root.iter())
        self._holders = _holders(root)
        """What has a block inside, however far down."""
        self.depth = 0
        self.room = ROOM

    def inside(self, element: _Element, marks: Marks = ()) -> list[Node]:
        """What stands in `element`, whose words have `marks`."""
        found: list[Node] = []
        gathered = Gathered()
        if self.depth >= DEEPEST:
            gathered.words(_flat(element), marks)
            return [Paragraph(line) for line in gathered.take()]
        self.depth += 1
        gathered.words(element.text, marks)
        for child in element:
            tag = elements.name(child)
            if elements.is_shown(child, tag):
                if tag in elements.BLOCKS or child in self._holders:
                    found += map(Paragraph, gathered.take())
                    found += self.block(child, tag, marks)
                else:
                    self._inline(child, tag, marks, gathered)
            gathered.words(child.tail, marks)
        found += map(Paragraph, gathered.take())
        self.depth -= 1
        return found

    def part(self, element: _Element, tag: str, marks: Marks) -> list[Node]:
        """What an element says that is looked at by itself."""
        if tag in elements.BLOCKS or element in self._holders:
            return self.block(element, tag, marks)
        gathered = Gathered()
        self._inline(element, tag, marks, gathered)
        return list(map(Paragraph, gathered.take()))

    def block(self, element: _Element, tag: str, marks: Marks) -> list[Node]:  # noqa: C901, PLR0911 - a table of elements
        """What a block says, or what else stands by itself because it holds one."""
        if tag not in elements.BLOCKS:
            return self.inside(element, self._marked(element, tag, marks))
        if heading := _HEADING.fullmatch(tag):
            line = self.line(element, tuple(mark for mark in marks if mark.kind == "link"), is_bold=True)
            return [Heading(int(heading[1]), line)] if line else []
        if tag == "pre" and _is_text(element):
            return _code(element)
        if tag == "blockquote":
            return self._quote(element, marks)
        if tag in {"ul", "ol", "menu", "dir"}:
            return lists.items(self, element, tag, marks)
        if tag == "dl":
            return lists.definitions(self, element, marks)
        if tag == "table":
            return tables.table(self, element, marks)
        if tag == "hr":
            return [Rule()]
        if tag in _MEDIA:
            return self._media(element, tag)
        if tag == "figcaption":
            return self.inside(element, (*marks, _EMPHASIS))
        if tag == "summary":
            return self.inside(element, (*marks, _STRONG))
        return self.inside(element, marks)

    def line(self, element: _Element, marks: Marks = (), *, is_bold: bool = False) -> Line:
        """All that `element` says, on one line; `is_bold` where bold words in it are no bolder than the others."""
        gathered = Gathered()
        self._line(element, marks, gathered)
        pieces = [piece for line in gathered.take() for piece in (*line, Piece("break", ""))][:-1]
        if is_bold:
            pieces = [
                piece._replace(marks=tuple(mark for mark in piece.marks if mark.kind != "strong")) for piece in pieces
            ]
        return tuple(pieces)

    def _line(self, element: _Element, marks: Marks, gathered: Gathered) -> None:
        if self.depth >= DEEPEST:
            gathered.words(_flat(element), marks)
            return
        self.depth += 1
        gathered.words(element.text, marks)
        for child in element:
            tag = elements.name(child)
            if elements.is_shown(child, tag):
                if tag in elements.BLOCKS:
                    gathered.words(" ")
                    self._line(child, marks, gathered)
                    gathered.words(" ")
                else:
                    self._inline(child, tag, marks, gathered)
            gathered.words(child.tail, marks)
        self.depth -= 1

    def _inline(self, element: _Element, tag: str, marks: Marks, gathered: Gathered) -> None:
        """Read what stands among words."""
        if tag == "br":
            gathered.line_break()
        elif tag == "img":
            if address := elements.image_address(element, self.base):
                gathered.image(address, elements.alternative(element), marks)
        elif tag in elements.CODE and _is_text(element):
            gathered.code(_flat(element), marks)
        elif tag == "q":
            gathered.words("“", marks)
            self._line(element, marks, gathered)
            gathered.words("”", marks)
        elif tag == "rt":
            gathered.words("(", marks)
            self._line(element, marks, gathered)
            gathered.words(")", marks)
        elif tag in {"sup", "sub"} and len(element) == 0 and _SHIFTED.fullmatch((element.text or "").strip()):
            gathered.words((element.text or "").strip().translate(_ABOVE if tag == "sup" else _BELOW), marks)
        else:
            self._line(element, self._marked(element, tag, marks), gathered)

    def _marked(self, element: _Element, tag: str, marks: Marks) -> Marks:
        """`marks`, and what `element` does to words."""
        if tag == "a":
            to = element.get("href") or ""
            address = "" if to.startswith("#") else addresses.absolute(to, self.base)
            return (*marks, Mark("link", address)) if address else marks
        kind = elements.MARKS.get(tag)
        if kind is None or (kind == "strong" and _NOT_BOLD.search(element.get("style") or "")):
            return marks
        return (*marks, Mark(cast("Literal['strong', 'em', 'strike']", kind)))

    def _quote(self, element: _Element, marks: Marks) -> list[Node]:
        if self.room < 1:
            return self.inside(element, marks)
        self.room -= 1
        found = tuple(self.inside(element, marks))
        self.room += 1
        return [Quote(found)] if found else []

    def _media(self, element: _Element, tag: str) -> list[Node]:
        address = elements.media_address(element, self.base)
        if not address:
            return []
        label = f"{_MEDIA[tag]}: {urlsplit(address).hostname}"
        return [Paragraph((Piece("text", label, (Mark("link", address),)),))]


def _holders(root: _Element) -> set[_Element]:
    holders: set[_Element] = set()
    for block in root.iter(*elements.BLOCKS):
        parent = block.getparent()
        while parent is not None and parent not in holders:
            holders.add(parent)
            parent = parent.getparent()
    return holders


def _flat(element: _Element) -> str:
    """The words in `element`, however deep, with a space beside each block."""
    walk = etree.iterwalk(element, events=("start", "end"))
    words: list[str] = []
    for event, found in walk:
        tag = elements.name(found)
        if event == "start":
            if found is not element and not elements.is_shown(found, tag):
                walk.skip_subtree()
            else:
                words.append(" " if tag in elements.BLOCKS or tag == "br" else "")
                words.append(found.text or "")
        elif found is not element:
            words.append(" " if tag in elements.BLOCKS else "")
            words.append(found.tail or "")
    return "".join(words)


def _is_text(element: _Element) -> bool:
    """Is there nothing in it that code has no way to show?"""
    return next(element.iter("img", "q", "rt"), None) is None


def _code(element: _Element) -> list[Node]:
    """A block of code, with the breaks that its elements make."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, found in walk:
        tag = elements.name(found)
        is_line = tag in {"br", "div", "p", "li", "tr"}
        if event == "start":
            if found is not element and not elements.is_shown(found, tag):
                walk.skip_subtree()
                continue
            if is_line and pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            pieces.append(found.text or "")
        elif found is not element:
            if is_line and tag != "br" and found.tail and found.tail.strip():
                pieces.append("\n")
            pieces.append(found.tail or "")
    text = controls.without("".join(pieces)).replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if not text.strip():
        return []
    classes = " ".join(filter(None, (each.get("class") for each in (element, *element.iter("code")))))
    language = _LANGUAGE.search(classes[:1000])
    return [Code(language[1] if language else "", text)]
