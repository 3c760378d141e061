"""What two implementations of CommonMark read in exported Markdown: ours, and the one that GitHub reads with."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import cmarkgfm
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset(("br", "hr", "img", "input"))
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def by_markdown_it(source: str) -> Element:
    """CommonMark with tables, strikethrough and footnotes, by markdown-it-py."""
    return tree(_PARSER.render(source))


def by_cmark(source: str) -> Element:
    """GitHub's Markdown with footnotes, by the parser in C that it is defined by."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return tree(cmarkgfm.github_flavored_markdown_to_html(source, options=options))


READERS = {"markdown-it-py": by_markdown_it, "cmark-gfm": by_cmark}


class Element:
    """An element of HTML."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.children: list[Element | str] = []

    def elements(self) -> list[Element]:
        """Those right below."""
        return [child for child in self.children if isinstance(child, Element)]

    def tags(self) -> set[str]:
        """Of all below."""
        return {tag for child in self.elements() for tag in (child.tag, *child.tags())}

    def outline(self) -> list[str]:
        """The tags right below."""
        return [child.tag for child in self.elements()]

    @property
    def text(self) -> str:
        """The words, with a line break for each `br`."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        after_break = False
        for child in self.children:
            if isinstance(child, Element):
                yield "\n" if child.tag == "br" else child.text
                after_break = child.tag == "br"
            else:
                # The source of the page goes on in a new line after a break.
                yield child.removeprefix("\n") if after_break else child
                after_break = False


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        element = Element(tag)
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and tag not in VOID:
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def tree(html: str) -> Element:
    """HTML as a tree."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading.root


def paragraphs(quotation: Element) -> list[str]:
    """The words of a block quotation, in which there is nothing but words, and addresses that a reader links."""
    below = quotation.elements()
    assert all(child.tag == "p" for child in below), quotation.outline()
    assert quotation.tags() <= {"p", "br", "a"}, quotation.tags()
    return [child.text for child in below]
