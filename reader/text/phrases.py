"""Writes what stands inside a paragraph of Markdown: words, emphasis, links, images, line breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text import addresses
from reader.text.clean import clean_line
from reader.text.document import ATTRIBUTES, BOLD, CODE, IMAGE, ITALIC, LINK, NOTEREF, STRIKE
from reader.text.tags import Inline, joined, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from reader.text.builder import Builder

_OPENED = {"strong_open": BOLD, "em_open": ITALIC, "s_open": STRIKE}
_BLANK = re.compile(r"[\t\n]")


def write(builder: Builder, tokens: Sequence[Token], broken: str = "\n") -> None:
    """Write `tokens` into the current block, with `broken` for a hard line break."""
    _Phrase(builder, broken).write(tokens)


class _Phrase:
    """Writes the inline tokens of one block."""

    def __init__(self, builder: Builder, broken: str) -> None:
        self.builder = builder
        self.broken = broken
        """What a hard break is written as."""
        self.marks = 0
        """What Markdown says of the words that are being written."""
        self.tags: Inline | None = None
        """What the tags of HTML say, where there are any."""
        self.attributes = 0
        """What both say."""

    def write(self, tokens: Sequence[Token]) -> None:
        outer: list[int] = []
        for token in tokens:
            if token.type == "text":
                self._words(token.content)
            elif token.nesting:
                if token.nesting > 0:
                    outer.append(self.marks)
                    self._open(token)
                else:
                    self.marks = outer.pop()
                self.attributes = self.marks if self.tags is None else joined(self.marks, self.tags.attributes)
            else:
                self._single(token)

    def _open(self, token: Token) -> None:
        if token.type == "link_open":
            self.marks = self.marks & ATTRIBUTES | LINK | self.builder.link(address(token, "href"))
        else:
            self.marks |= _OPENED.get(token.type, 0)

    def _words(self, words: str) -> None:
        if "\t" in words or "\n" in words:
            words = _BLANK.sub(" ", words)
        if self.tags is not None:
            words = self.tags.words(words)
        if ("://" in words or "www." in words) and not self.attributes & LINK:
            addresses.write(self.builder, words, self.attributes)
        else:
            self.builder.write(words, self.attributes)

    def _tag(self, source: str) -> None:
        """Read a tag of HTML that stands among the words."""
        found = tag(source)
        if found is None:
            return
        if found.name == "br":
            self._break()
            return
        if self.tags is None:
            self.tags = Inline(self.builder.link)
        if found.name == "img":
            words, attributes = self.tags.image(found)
            self.builder.write(words, joined(self.marks, attributes))
        else:
            self.tags.read(found)
            self.attributes = joined(self.marks, self.tags.attributes)

    def _single(self, token: Token) -> None:
        write, attributes = self.builder.write, self.attributes
        match token.type:
            case "softbreak" if not self.builder.at_line_start:
                write(" ", attributes)
            case "hardbreak":
                self._break()
            case "html_inline":
                self._tag(token.content)
            case "code_inline":
                write(token.content.replace("\t", " "), attributes | CODE)
            case "image":
                linked = attributes & LINK
                link = 0 if linked else self.builder.link(address(token, "src"))
                write(_alternative(token) or clean_line(str(token.attrs.get("title", ""))), attributes | IMAGE | link)
            case "footnote_ref":
                write(f"[{token.meta['id'] + 1}]", attributes | NOTEREF)
            case _:
                pass

    def _break(self) -> None:
        if not self.builder.at_line_start:
            self.builder.write(self.broken, self.attributes)


def _alternative(image: Token) -> str:
    """Give the words that stand for an image."""
    pieces = []
    for token in image.children or ():
        if token.type in ("text", "code_inline"):
            pieces.append(_BLANK.sub(" ", token.content))
        elif token.type == "image":
            pieces.append(_alternative(token))
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return "".join(pieces)


def only_picture(tokens: Sequence[Token]) -> Token | None:
    """Give the image when there is nothing but it, and perhaps a link around it."""
    if len(tokens) == 3 and tokens[0].type == "link_open":
        tokens = tokens[1:2]
    return tokens[0] if len(tokens) == 1 and tokens[0].type == "image" else None


def address(token: Token, attribute: str) -> str:
    """Give the address that a link or an image leads to."""
    return clean_line(str(token.attrs.get(attribute, "")))
