"""Reading everything in a library, and saying what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError, StoreError
from reader.library.placing import placed
from reader.library.values import Problem, Severity
from reader.model.annotation import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.model.article import Listing
    from reader.store.shard import Shard
    from reader.text.document import Text


def check(library: Library, progress: Callable[[int, int], None] | None = None) -> tuple[Problem, ...]:
    """Read every file and every note; `progress` is told how many of how many articles are done."""
    library.tidy()
    problems = list(library.refresh().problems)
    listings = library.listings(sort="title")
    for done, listing in enumerate(listings, 1):
        problems += _check_article(library, listing)
        if progress is not None:
            progress(done, len(listings))
    problems += _check_strays(library, {listing.article.id for listing in listings})
    problems += _check_codebook(library)
    # What the look at the files found is found again on the way; the first time says how bad it is.
    return tuple({(problem.path, problem.message): problem for problem in reversed(problems)}.values())[::-1]


def _check_article(library: Library, listing: Listing) -> Iterator[Problem]:
    article = listing.article
    text: Text | None = None
    try:
        source, text = library.texts.read(article.path)
    except SourceError as error:
        yield Problem(article.path, str(error))
    else:
        yield from (Problem(article.path, problem, Severity.WARNING) for problem in source.problems)
    yield from _check_notes(library, listing, text)


def _check_notes(library: Library, listing: Listing, text: Text | None) -> Iterator[Problem]:
    path = f"notes/{listing.article.id}.json"
    try:
        shard = library.notes_store.load(listing.article.id)
    except StoreError as error:
        yield Problem(path, str(error))
        return
    yield from (Problem(path, problem, Severity.WARNING) for problem in shard.problems)
    yield from _check_conflicts(path, listing, shard)
    if text is None:
        return
    for highlight in placed(text, shard.annotations, library.texts.kept):
        if highlight.status is Status.ORPHANED:
            yield Problem(
                path, f"{_words(highlight.annotation)} is no longer in “{listing.article.title}”.", Severity.WARNING
            )


def _check_conflicts(path: str, listing: Listing, shard: Shard) -> Iterator[Problem]:
    """Notes with two wordings."""
    for version in shard.conflicts:
        words, title = _words(version), listing.article.title
        message = f"The note on {words} in “{title}” has two wordings: `=` in the app shows both, and one or both stay."
        yield Problem(path, message, Severity.WARNING)


def _words(annotation: Annotation) -> str:
    quote = " ".join(annotation.target.quote.exact.split())
    return f"“{quote if len(quote) <= 60 else quote[:59] + '…'}”" if quote else "the whole article"


def _check_strays(library: Library, articles: set[str]) -> Iterator[Problem]:
    """Notes whose article is gone."""
    for name in library.notes_store.names():
        if name in articles or name in library.trash.ids():
            continue
        path = f"notes/{name}.json"
        try:
            shard = library.notes_store.load(name)
        except StoreError as error:
            yield Problem(path, str(error))
            continue
        if shard.annotations:
            title = shard.article.title or name
            count = len(shard.annotations)
            yield Problem(
                path,
                f"Its article “{title}” is not in the library: {count} highlight{'s' * (count != 1)} without a text. "
                "Put the article back, or leave the file: nothing is lost.",
                Severity.WARNING,
            )


def _check_codebook(library: Library) -> Iterator[Problem]:
    try:
        library.codebook.themes()
    except StoreError as error:
        yield Problem("themes.json", str(error))
