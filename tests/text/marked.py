"""Texts for tests with their passages marked: `"«The» bridge opened."`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model.span import Span
from reader.text.compile import compile_text

if TYPE_CHECKING:
    from reader.text.document import Text


def marked(source: str, brackets: str = "«»") -> tuple[Text, tuple[Span, ...]]:
    """Give the text of `source`, which has no markup, and its marked passages."""
    opening, closing = brackets[0], brackets[1]
    spans: list[Span] = []
    plain = ""
    start = 0
    for piece in re.split(f"([{brackets}])", source):
        if piece == opening:
            start = len(plain)
        elif piece == closing:
            spans.append(Span(start, len(plain)))
        else:
            plain += piece
    text = compile_text(plain, "markdown")
    assert text.plain == plain
    return text, tuple(spans)


def shown(text: Text, *spans: Span, brackets: str = "«»") -> str:
    """Give the canonical text with `spans` marked."""
    pieces, end = [], 0
    for span in spans:
        pieces += [text.plain[end : span.start], brackets[0], span.cut(text.plain), brackets[1]]
        end = span.end
    return "".join(pieces) + text.plain[end:]
