"""Writes what stands inside a paragraph of Markdown: words, emphasis, links, images, line breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text import html
from reader.text.clean import clean_line
from reader.text.document import ATTRIBUTES, BOLD, CODE, IMAGE, ITALIC, LINK, NOTEREF, STRIKE

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
        self.attributes = 0

    def write(self, tokens: Sequence[Token]) -> None:
        outer: list[int] = []
        write = self.builder.write
        for token in tokens:
            if token.type == "text":
                content = token.content
                write(_BLANK.sub(" ", content) if "\t" in content or "\n" in content else content, self.attributes)
            elif token.nesting > 0:
                outer.append(self.attributes)
                self._open(token)
            elif token.nesting < 0:
                self.attributes = outer.pop()
            else:
                self._single(token)

    def _open(self, token: Token) -> None:
        if token.type == "link_open":
            self.attributes = self.attributes & ATTRIBUTES | LINK | self.builder.link(address(token, "href"))
        else:
            self.attributes |= _OPENED.get(token.type, 0)

    def _single(self, token: Token) -> None:
        write, attributes = self.builder.write, self.attributes
        match token.type:
            case "softbreak" if not self.builder.at_line_start:
                write(" ", attributes)
            case "hardbreak":
                self._break()
            case "html_inline" if html.BREAK.match(token.content):
                self._break()
            case "code_inline":
                write(token.content.replace("\t", " "), attributes | CODE)
            case "image":
                linked = attributes & LINK
                link = 0 if linked else self.builder.link(address(token, "src"))
                write(_alternative(token), attributes | IMAGE | link)
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
