"""PDF documents: their words, made into paragraphs again as far as that goes.

A PDF says where letters stand on paper and not what they are. pypdf gives them with their places; `lines` makes lines
of them, `furniture` takes out what stands on every page, `paragraphs` joins lines across columns and pages and tells
headings, `joining` makes divided words whole. All of it is guessed from sizes, gaps and indents, and the article says
so.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources import properties
from reader.sources.html.markdown import to_markdown
from reader.sources.metadata import line
from reader.sources.pdf import document, furniture, paragraphs, writing
from reader.sources.source import Metadata, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.pdf.paragraphs import Block
    from reader.sources.raw import Raw

GUESSED = "Made from a PDF: paragraphs, columns, headings and divided words are guessed. Compare quotations with it."
"""A problem."""

_CONVERTED = ("converted", "from PDF, layout guessed")
_UNREADABLE = 0.2
"""Part of the characters for which a font may say no letter."""


def read(raw: Raw) -> Iterator[Source]:
    """The document in `raw`; raises SourceError."""
    opened = document.Document(raw.data, raw.name)
    pages = furniture.without(list(opened.pages()))
    blocks = paragraphs.of(pages)
    text = "\n".join(block.words for block in blocks)
    if not text.strip() and opened.is_broken:
        raise SourceError(f"{raw.name} is damaged, or needs more memory than it may have: no page of it can be read.")
    _refuse_unreadable(text, raw.name)
    found = properties.believed(opened.title, opened.author, text)
    heading = _heading(blocks)
    facts = Metadata(
        title=found.title if properties.is_said(found.title, text) or not heading else line(heading),
        author=found.author,
        published=opened.made,
        language=line(opened.language),
        other=(("pages", str(opened.count)), _CONVERTED, *found.other),
    )
    problems = (GUESSED, *opened.problems, *((properties.DATED,) if opened.made else ()))
    body = to_markdown(writing.html(blocks), "")
    yield Source("markdown", body, facts, problems, PurePath(raw.name).stem)


def _heading(blocks: list[Block]) -> str:
    """The largest heading of the first page, where it stands near its top."""
    found = [block for block in blocks[:12] if block.level]
    return min(found, key=lambda block: block.level).words if found else ""


def _refuse_unreadable(text: str, name: str) -> None:
    if not text.strip():
        raise SourceError(
            f"{name} has no text, only pictures of pages, as scans are. Run a program that recognises text over it "
            "(ocrmypdf does), and add what it makes."
        )
    unknown = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " " for character in text)
    unknown -= text.count("\n")
    if unknown > _UNREADABLE * len(text):
        raise SourceError(
            f"{name} does not say which letters its fonts show, so its text cannot be read. Run a program that "
            "recognises text over it (ocrmypdf --force-ocr does), and add what it makes."
        )
