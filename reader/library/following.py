"""An article that is open while its file, or the notes on it, are changed by another hand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError, StoreError
from reader.store import stamp as stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.door import Library
    from reader.library.values import Opened
    from reader.model.annotation import Highlight
    from reader.model.article import Article
    from reader.store.stamp import Stamp


class Look(NamedTuple):
    """What the file system says of an article's files."""

    article: Stamp | None
    """None: there is none."""

    notes: Stamp | None
    """As above."""


def look(library: Library, article: Article) -> Look:
    """The stamps of an article's file and of the notes on it; raises StoreError."""
    return Look(stamps.of(library.root / article.path), library.notes_store.stamp(article.id))


def reread(library: Library, article: Article) -> Opened:
    """An article whose file was changed, as it is now; the list knows it too then.

    Raises SourceError when it cannot be read or has become another article, DamagedError when the notes cannot be read.
    """
    from reader.sources import files  # noqa: PLC0415 - most articles stay as they are

    named = files.read(library.root / article.path).metadata.id
    if named not in ("", article.id):
        raise SourceError(f"{article.path} has another id now: {named}. What is open stays.")
    library.refresh_file(article.path)
    return library.read(article.id)


def reread_notes(library: Library, opened: Opened) -> Opened:
    """An open article with the notes as they are on the disk now; raises DamagedError when they cannot be read."""
    from reader.library.placing import placed  # noqa: PLC0415 - as above
    from reader.text import promotional  # noqa: PLC0415 - as above

    article = opened.listing.article
    shard = library.notes_store.load(article.id)
    shown = {annotation.id: annotation for annotation in shard.annotations}
    is_same = contents(opened.highlights) == shown and opened.conflicts == shard.conflicts
    if is_same and opened.lines == shard.lines:
        return opened
    # Whoever wrote the file by hand or copied it here did not tell the index.
    with suppress(StoreError):
        library.refresh_notes(article)
    return replace(
        opened,
        highlights=placed(opened.text, shard.annotations, library.texts.kept),
        conflicts=shard.conflicts,
        lines=shard.lines,
        promotional=promotional.decided(opened.text, dict(shard.lines)),
    )


def contents(highlights: Sequence[Highlight]) -> dict[str, object]:
    """Annotations by their ids."""
    return {highlight.id: highlight.annotation for highlight in highlights}
