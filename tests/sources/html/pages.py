"""Pages at random, and what a browser shows of them, told by other means than those that are tested."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reader.sources.html.parsing import tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_NASTY = [
    *"ab1 \n\t*_`~[]()<>#+-=|:!^&;.\"'\\/”“é中€—\xa0",
    "&amp;lt;",
    "&amp;#35;",
    "1. ",
    "- ",
    "**",
    "[^1]: ",
    "[a]: /b",
    "://",
]
_WORDS = st.lists(st.sampled_from(_NASTY), max_size=8).map(
    lambda pieces: "".join(
        piece if piece.startswith("&amp;") else piece.replace("&", "&amp;").replace("<", "&lt;") for piece in pieces
    )
)
_INLINE = ("b", "i", "em", "strong", "s", "code", "span", "q", "a href='/x?y=1&amp;lt;#(z)'", "a href='javascript:x'")
_BLOCKS = ("p", "div", "h2", "h4", "blockquote", "pre", "section", "figcaption", "summary", "center", "article")


def _element(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag.split(maxsplit=1)[0]}>"


def _many(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inside, max_size=4).map("".join)


_LINE = st.recursive(
    st.one_of(_WORDS, st.sampled_from(["<br>", "<img src=/i.png alt='a*b]'>", "<img src=/i.png alt=''>", "<wbr>"])),
    lambda inside: st.builds(_element, st.sampled_from(_INLINE), _many(inside)),
    max_leaves=8,
)


def _items(inside: st.SearchStrategy[str], *tags: str) -> st.SearchStrategy[str]:
    return st.lists(st.builds(_element, st.sampled_from(tags), inside), max_size=3).map("".join)


def _nested(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = _many(inside)
    rows = st.lists(_items(many, "td", "th", "td colspan=2").map(lambda row: f"<tr>{row}</tr>"), max_size=3).map(
        "".join
    )
    return st.one_of(
        st.builds(_element, st.sampled_from(_BLOCKS), many),
        st.builds(_element, st.sampled_from([tag for tag in _INLINE if tag != "q"]), many),
        st.builds(_element, st.sampled_from(["ul", "ol", "ol start=7"]), st.one_of(many, _items(many, "li"))),
        st.builds(_element, st.just("dl"), _items(many, "dt", "dd")),
        rows.map(lambda inside: f"<table>{inside}</table>"),
    )


PAGES = st.recursive(_many(_LINE), _nested, max_leaves=12)
"""Parts of pages; what is in them would be markup of Markdown, were it not escaped."""

_UNSHOWN = {"script", "style", "template", "title", "head"}


def shown(page: str) -> str:
    """What a browser shows of `page`, with the words of its images, without white space."""
    return bare(_said(tree(page)))


def bare(text: str) -> str:
    """`text` without white space, which a page folds."""
    return re.sub(r"[\s\u200b]+", "", text)


def _said(element: _Element) -> str:
    said = element.text or ""
    for child in element:
        if child.tag not in _UNSHOWN:
            inside = child.get("alt", "") if child.tag == "img" else _said(child)
            said += f"“{inside}”" if child.tag == "q" else inside
        said += child.tail or ""
    return said
