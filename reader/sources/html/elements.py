"""What elements of HTML are: which part a page, which mark words, and what is not shown of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.html import addresses, controls

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES_BLOCKS = (
    "address article aside audio blockquote body center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main menu nav ol p "
    "pre search section summary table tbody td tfoot th thead tr ul video"
)
BLOCKS = frozenset(_NAMES_BLOCKS.split())
"""What stands by itself on a page."""

_NAMES_UNSHOWN = (
    "annotation annotation-xml applet area base button canvas datalist embed frame head input link map meta "
    "meter noframes noscript object optgroup option param progress rp script select style svg template "
    "textarea title"
)
_UNSHOWN = frozenset(_NAMES_UNSHOWN.split())
MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "del": "strike",
    "s": "strike",
    "strike": "strike",
}
CODE = frozenset({"code", "kbd", "samp", "tt"})

_STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?<![\w-])(?:sr-only|visually-?hidden|screen-reader-text|assistive-text|mw-editsection)(?![\w-])", re.IGNORECASE
)
_DECORATION = frozenset({"img", "figure", "picture", "a", "span", "p", "div"})
"""What pages hide from screen readers though it is there to be read."""

_PLACEHOLDER = re.compile(r"^data:|blank\.|spacer|placeholder|lazy|pixel|transparent|loading\.", re.IGNORECASE)
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-orig-file", "data-url")
_WIDTH = re.compile(r"(\d{1,5})w")


def name(element: _Element) -> str:
    """The name of an element, in small letters; nothing for a comment."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return (tag.rpartition("}")[2] if tag[:1] == "{" else tag).lower()


def is_shown(element: _Element, tag: str) -> bool:
    """Would a browser show it, as far as the page itself says?"""
    if tag in _UNSHOWN or not tag:
        return False
    get = element.get
    if get("hidden") not in {None, "until-found"}:
        return False
    if tag == "dialog" and get("open") is None:
        return False
    if get("aria-hidden") == "true" and tag not in _DECORATION:
        return False
    style = get("style")
    if style and _STYLED_AWAY.search(style):
        return False
    classes = get("class")
    return not (classes and _UNSEEN.search(classes))


def image_address(element: _Element, base: str) -> str:
    """Where an image lies, also one that the page loads when it is scrolled to; nothing for a tracking pixel."""
    if element.get("width") in {"0", "1"} and element.get("height") in {"0", "1"}:
        return ""
    source = element.get("src") or ""
    later: str = next(filter(None, map(element.get, _LAZY)), "")
    if not later:
        later = _widest(element.get("data-srcset") or element.get("srcset") or _picture(element))
    first, second = (later, source) if not source or (later and _PLACEHOLDER.search(source)) else (source, later)
    return addresses.absolute(first, base) or addresses.absolute(second, base)


def alternative(element: _Element) -> str:
    """What an image shows, as its page says."""
    return controls.without(element.get("alt") or "")


def media_address(element: _Element, base: str) -> str:
    """Where a video, a sound or a page in a frame lies."""
    source = element.get("src") or element.get("data-src")
    if not source:
        source = next((child.get("src") for child in element.iter("source") if child.get("src")), "")
    found = addresses.absolute(source, base)
    return found if found.startswith("http") else ""


def _picture(element: _Element) -> str:
    """The `srcset` of the picture that an image belongs to. The parser takes a `source` to hold what follows it."""
    for above in element.iterancestors():
        if above.tag not in {"source", "picture"}:
            return ""
        if found := above.get("srcset") or above.get("data-srcset"):
            return str(found)
    return ""


def _widest(candidates: str) -> str:
    """The address of a `srcset` with the largest width, else its first."""
    best, width = "", -1
    for candidate in candidates[:8000].split(", "):
        address, _, described = candidate.strip().rstrip(",").partition(" ")
        wide = _WIDTH.search(described)
        if address and (int(wide[1]) if wide else 0) > width:
            best, width = address, int(wide[1]) if wide else 0
    return best
