"""Compiles plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text import reflow
from reader.text.builder import Builder
from reader.text.document import CODE

if TYPE_CHECKING:
    from reader.text.document import Text


def compile(source: str) -> Text:  # noqa: A001 - plain.compile
    """Give the text of `source`, which is clean plain text."""
    builder = Builder()
    for paragraph in reflow.paragraphs(source):
        margin = " " * paragraph.indent
        builder.begin(tight=paragraph.tight)
        builder.write(paragraph.text, CODE if paragraph.aligned else 0)
        builder.end("code" if paragraph.aligned else "p", margin, margin, "" if paragraph.aligned else None)
    return builder.build()
