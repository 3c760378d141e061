"""Compiles plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text import addresses, mail, reflow, transcripts
from reader.text.builder import Builder
from reader.text.document import CODE, DIM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.document import Text

_BAR = "▎ "
"""What stands before each line of what a mail quotes, for each time it was quoted."""


def compile(source: str) -> Text:  # noqa: A001 - plain.compile
    """Give the text of `source`, which is clean plain text."""
    lines = [line.rstrip() for line in source.expandtabs(8).split("\n")]
    stretches = mail.stretches(lines)
    turns = transcripts.turns(lines)
    pages = {
        level: reflow.Page.of(
            [stretch.lines for stretch in stretches if (stretch.role, stretch.level) == ("words", level)], turns
        )
        for level in {stretch.level for stretch in stretches}
    }
    builder = Builder()
    for stretch in stretches:
        bars = _BAR * stretch.level
        if stretch.role == "words":
            _write(builder, pages[stretch.level].paragraphs(stretch.lines), bars)
        else:
            builder.begin()
            addresses.write(builder, "\n".join(stretch.lines), 0 if stretch.role == "attribution" else DIM)
            builder.end("p", bars, bars)
    return builder.build()


def _write(builder: Builder, paragraphs: Iterable[reflow.Paragraph], bars: str) -> None:
    for paragraph in paragraphs:
        margin = bars + " " * paragraph.indent
        builder.begin(tight=paragraph.tight)
        if paragraph.aligned:
            builder.write(paragraph.text, CODE)
            builder.end("code", margin, margin, "")
        else:
            addresses.write(builder, paragraph.text)
            builder.end("p", margin, margin)
