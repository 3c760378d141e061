"""What articles were made of is read once more: a better reading takes the place of the text, notes stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ReaderError, SourceError
from reader.library import arriving
from reader.library.renewing import renew
from reader.library.values import Added
from reader.sources.raw import Raw
from reader.store.originals import Original

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.library.door import Library
    from reader.model.article import Listing


def run(library: Library, listings: Sequence[Listing] = ()) -> Iterator[Added | SourceError]:
    """Read what some articles, or all, were made of; one with another text than before is given as renewed.

    One whose text was changed since by other hands stays as it is, and says so.
    """
    every = (library.catalogue.get(identifier) for identifier in library.originals.ids())
    for listing in listings or filter(None, every):
        try:
            yield _again(library, listing)
        except ReaderError as error:
            yield SourceError(f"“{listing.article.title}”: {error}")


def _again(library: Library, listing: Listing) -> Added:
    article = listing.article
    original = library.originals.get(article.id)
    if original is None:
        raise SourceError("what it was made of is not kept. Add its source again, with --update.")
    if original.text_hash != article.text_hash:
        raise SourceError(
            "its text was changed since it was taken in, so it stays. To have it read anew, add its source again with "
            "--update."
        )
    raw = Raw(original.data, original.name, original.url, original.media_type)
    sources = arriving.read(library, raw, original.format)
    if len(sources) != 1:
        raise SourceError(f"{original.name} holds {len(sources)} articles now, and held one.")
    text = library.texts.compile(sources[0])
    if text.hash == article.text_hash:
        return Added(listing, is_new=False, problems=sources[0].problems)
    told = renew(library, listing, sources[0])
    renewed = library.listing(article.id)
    library.originals.keep(
        article.id,
        Original(original.data, original.name, original.format, raw.url, raw.media_type, renewed.article.text_hash),
    )
    return Added(renewed, is_new=False, problems=(*sources[0].problems, told), is_renewed=True)
