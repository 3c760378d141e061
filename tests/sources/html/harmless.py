"""What no Markdown from a stranger's page may have."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from reader.text.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

_UNSEEN = re.compile(
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def assert_harmless(markdown: str) -> None:
    """No HTML, no address but of the web and of mail, no control but line breaks and tabs."""
    tokens = list(_all(parse(markdown)))
    assert not [token for token in tokens if token.type in {"html_block", "html_inline"}]
    for token in tokens:
        for name in ("href", "src"):
            address = str(token.attrs.get(name, "http:"))
            assert address.startswith(("http:", "https:", "mailto:")), address
    assert_no_controls(markdown.replace("\n", "").replace("\t", ""))


def assert_no_controls(text: str) -> None:
    """Nothing that a terminal acts on, or that turns the direction of a line."""
    assert not [each for each in text if unicodedata.category(each) in {"Cc", "Cs"}]
    assert not _UNSEEN.search(text)


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())
