"""The one door from a source to its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text import markdown, plain
from reader.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.document import Text

_COMPILERS: dict[str, Callable[[str], Text]] = {"markdown": markdown.compile, "plain": plain.compile}


def compile_text(source: str, kind: str) -> Text:
    """Give the text of `source`, whose `kind` is `markdown` or `plain`; nothing need be clean before."""
    return _COMPILERS[kind](clean(source))
