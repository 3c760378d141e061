"""Blocks to a page, so that they become Markdown as every page does."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.sources.pdf.lines import Run
    from reader.sources.pdf.paragraphs import Block


def html(blocks: Iterable[Block]) -> str:
    """The blocks as a page, so that they become Markdown as every page does."""
    parts = []
    for is_item, group in groupby(blocks, key=lambda block: block.is_item):
        inner = "".join(_element(block) for block in group)
        parts.append(f"<ul>{inner}</ul>" if is_item else inner)
    return f"<html><body>{''.join(parts)}</body></html>"


def _element(block: Block) -> str:
    if block.is_code:
        left = min(line.x for line in block.lines)
        code = "\n".join(
            " " * min(60, round((line.x - left) / (0.6 * line.size or 1)))
            + "".join(run.text for run in line.runs).strip()
            for line in block.lines
        )
        return f"<pre>{escape(code)}</pre>"
    tag = f"h{block.level}" if block.level else "li" if block.is_item else "p"
    words = "".join(_marked(run, is_heading=bool(block.level)) for run in block.runs)
    return f"<{tag}>{words}</{tag}>"


def _marked(run: Run, *, is_heading: bool) -> str:
    words = escape(run.text)
    inner = words.strip()
    if is_heading or not inner:
        return words
    before, _, after = words.partition(inner)
    words = inner
    for tag, is_so in (("code", run.is_fixed), ("em", run.is_italic), ("strong", run.is_bold)):
        words = f"<{tag}>{words}</{tag}>" if is_so else words
    return f"{before}{words}{after}"
