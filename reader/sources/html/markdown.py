"""HTML to Markdown: words first.

What a parser of Markdown shows of it is what the page says. No HTML is left in it, no link leads anywhere but into the
web or to a mailbox, no character is a control. Beyond CommonMark it has tables, strikethrough and definition lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.sources.html import addresses, blocks, parsing, writing

if TYPE_CHECKING:
    from lxml.etree import _Element


def to_markdown(html: str | bytes | _Element, base: str = "") -> str:
    """The Markdown of a page, a part of one or a tree of it; it ends with a line break, or says nothing.

    Links that are not whole are on the page `base`, or on the one that the page says.
    """
    root = parsing.tree(html) if isinstance(html, (str, bytes)) else html
    return writing.write(blocks.nodes(root, base_of(root, base)))


def base_of(root: _Element, base: str) -> str:
    """The address that links of the page are relative to."""
    said = next((element.get("href") for element in root.iter("base") if element.get("href")), "")
    try:
        return addresses.absolute(urljoin(base, said or ""), "") or base
    except ValueError:
        return base
