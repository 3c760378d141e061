"""Compiles plain text: finds its paragraphs and joins the lines that were only wrapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.builder import Builder

if TYPE_CHECKING:
    from reader.text.document import Text


def compile(source: str) -> Text:  # noqa: A001 - plain.compile
    """Give the text of `source`, which is clean plain text."""
    builder = Builder()
    for paragraph in re.split(r"\n\s*\n", source.strip("\n")):
        builder.begin()
        builder.write(paragraph.expandtabs(4))
        builder.end("p")
    return builder.build()
