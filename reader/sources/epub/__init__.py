"""EPUB books: one article, or one for each chapter.

`package` is what a book says of itself and of its parts, `chapters` its text. Of pictures the words that stand for
them are kept. Books that a shop has locked (DRM) are refused with that reason.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import SourceError
from reader.sources.archive import Archive
from reader.sources.epub import chapters as parts
from reader.sources.epub.package import Package
from reader.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.raw import Raw


def read(raw: Raw, *, chapters: bool = False) -> Iterator[Source]:
    """The book in `raw` as one article, or its `chapters`; raises SourceError."""
    archive = Archive(raw.data, raw.name)
    package = Package(archive)
    book = parts.Book(archive, package)
    if not chapters:
        yield Source("markdown", book.whole(), package.facts, name=PurePath(raw.name).stem)
        return
    found = book.chapters()
    if not found:
        raise SourceError(f"{raw.name} has no chapters with text.")
    for number, chapter in enumerate(found, start=1):
        yield Source("markdown", chapter.markdown, package.facts_of(chapter.title, number))
