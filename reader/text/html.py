"""The words of raw HTML: what a browser would show of it as text, paragraph by paragraph."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = (
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main menu nav ol option p pre section "
    "select summary table tbody td tfoot th thead title tr ul"
)
BREAK = re.compile(r"<br\b", re.IGNORECASE)
_PARAGRAPH = re.compile(rf"</?(?:{'|'.join(_BLOCKS.split())})\b", re.IGNORECASE)
_PREFORMATTED = re.compile(r"<(/?)(?:pre|textarea)\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?P<name>script|style|template)\b.*?(?:</(?P=name)\s*>|\Z)"
    r"|<[?!][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"""</?[a-z][^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+>""", re.IGNORECASE)
_SHORT_TAG = re.compile(r"</?[a-z][^<>]*+>", re.IGNORECASE)
_WHITE = re.compile(r"\s+")
_OPENING = re.compile(r"</?[a-z]", re.IGNORECASE)


def paragraphs(source: str) -> Iterator[str]:
    r"""Give the paragraphs of `source`; `\n` stands where it breaks a line."""
    pieces: list[str] = []
    depth = 0
    for piece, tag in _pieces(_HIDDEN.sub("", source)):
        pieces.append(piece if depth else _WHITE.sub(" ", piece))
        if BREAK.match(tag):
            pieces.append("\n")
        elif _PARAGRAPH.match(tag) or not tag:
            yield from _joined(pieces, preformatted=depth > 0)
            pieces = []
        if preformatted := _PREFORMATTED.match(tag):
            depth = max(0, depth - 1 if preformatted[1] else depth + 1)


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """Give each piece of text with the tag after it; the last tag is empty.

    A tag whose quotation marks do not match would be looked for up to the end of the source, again and again, so
    after the first one quotation marks are not looked at any more.
    """
    position, pattern, search = 0, _TAG, 0
    while opening := _OPENING.search(source, search):
        tag = pattern.match(source, opening.start())
        if tag is None and pattern is _TAG:
            pattern = _SHORT_TAG
            tag = pattern.match(source, opening.start())
        if tag is None:
            search = opening.end()
            continue
        yield source[position : tag.start()], tag[0]
        position = search = tag.end()
    yield source[position:], ""


def _joined(pieces: list[str], *, preformatted: bool) -> Iterator[str]:
    """Give the paragraph that `pieces` make, if any."""
    text = unescape("".join(pieces)).expandtabs(4)
    if not preformatted:
        text = "\n".join(line.strip(" ") for line in text.split("\n"))
    if text.strip():
        yield text.strip("\n").rstrip()
