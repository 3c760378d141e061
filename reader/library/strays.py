"""Notes whose article is gone, or goes by another id now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.errors import StoreError
from reader.library.findings import Finding
from reader.library.values import Severity
from reader.store import joining

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.door import Library
    from reader.model.article import Article
    from reader.store.shard import Shard


def find(library: Library) -> Iterator[Finding]:
    """Files of notes that belong to no article of the list."""
    in_trash = library.trash.ids()
    for name in library.notes_store.names():
        if name in in_trash or library.catalogue.get(name) is not None:
            continue
        path = f"notes/{name}.json"
        try:
            shard = library.notes_store.load(name)
        except StoreError as error:
            yield Finding(path, str(error), severity=Severity.ERROR)
            continue
        if shard.annotations:
            yield _stray(library, path, shard)


def _stray(library: Library, path: str, shard: Shard) -> Finding:
    name = shard.article.id
    title = shard.article.title or name
    count = len(shard.annotations)
    article = _article(library, shard)
    if article is not None:
        return Finding(
            path,
            f"{_many(count)} on “{title}” {'is' if count == 1 else 'are'} not shown: the article is in the library as "
            f"{article.id}.",
            "brings them to it" if count > 1 else "brings it to it",
            partial(_join, library, name, article),
        )
    return Finding(
        path,
        f"Its article “{title}” is not in the library: {_many(count).lower()} without a text. "
        "Put the article back, or leave the file: nothing is lost.",
    )


def _article(library: Library, shard: Shard) -> Article | None:
    """The article that notes were made on, under the id that their file should have, its address or its text."""
    known, catalogue = shard.article, library.catalogue
    listing = catalogue.get(joining.noted_id(library.root, known.id))
    if listing is None and known.url:
        listing = catalogue.by_url(known.url)
    if listing is None and known.text_hash:
        listing = catalogue.by_hash(known.text_hash)
    return listing.article if listing else None


def _join(library: Library, name: str, article: Article) -> str:
    kept = joining.join(library.root, name, article.id)
    library.catalogue.remove_notes(name)
    library.refresh_notes(article)
    return f"They were brought to it, and the file is kept as {kept}."


def _many(count: int) -> str:
    return f"{count} highlight{'s' * (count != 1)}"
