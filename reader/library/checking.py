"""Reading everything in a library, and saying what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SourceError, StoreError
from reader.library import leftovers, soundness, strays, vanished
from reader.library.findings import Finding
from reader.library.placing import placed
from reader.library.refreshing import taken
from reader.library.values import Problem, Severity
from reader.model.annotation import Status
from reader.store.names import is_id
from reader.store.shard import MENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.model.article import Listing
    from reader.store.shard import Shard
    from reader.text.document import Text


INDEX = ".reader/index.sqlite"
"""Where the index is, relative to the library."""


def check(
    library: Library, progress: Callable[[int, int], None] | None = None, *, fix: bool = False
) -> tuple[Problem, ...]:
    """Read every file and every note; mend what is wrong, where that is safe and `fix` asks for it.

    `progress` is told how many of how many articles are done.
    """
    library.mends = False
    try:
        return _once(_problems(library, progress, fix=fix))
    finally:
        library.mends = True


def _problems(library: Library, progress: Callable[[int, int], None] | None, *, fix: bool) -> Iterator[Problem]:
    yield from (finding.settled(fix=fix) for finding in leftovers.temporary(library))
    if library.catalogue.was_damaged:
        yield Problem(INDEX, "The index was damaged. It was made anew from the files.", Severity.WARNING, fixed=True)
    yield from (finding.settled(fix=fix) for finding in soundness.damaged(library))
    yield from leftovers.second_versions(library, fix=fix)
    yield from leftovers.unfinished(library, fix=fix)
    yield from library.refresh().problems
    yield from (finding.settled(fix=fix) for finding in strays.find(library))
    yield from (finding.settled(fix=fix) for finding in vanished.find(library))
    listings = library.listings(sort="title")
    fitting = True
    for done, listing in enumerate(listings, 1):
        checked = _Checked(library, listing)
        yield from checked.problems()
        fitting = fitting and checked.fits_index
        if progress is not None:
            progress(done, len(listings))
    if not fitting:
        yield _index(library).settled(fix=fix)
    yield from (finding.settled(fix=fix) for finding in soundness.kept_texts(library))
    yield from (finding.settled(fix=fix) for finding in soundness.histories(library))


def _once(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once: what the look at the files finds is found again on the way, in fewer words."""
    problems = tuple(dict.fromkeys(found))
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(problem.path, []).append(problem.message)
    damaged = {
        problem.path for problem in problems if problem.message.startswith(soundness.DAMAGED) and not problem.fixed
    }
    return tuple(
        problem
        for problem in problems
        if not any(_says_more(other, problem.message) for other in said[problem.path])
        and (problem.path not in damaged or problem.message.startswith(soundness.DAMAGED))
    )


def _says_more(other: str, message: str) -> bool:
    """Does another sentence say what this one says, and what was done about it?"""
    return other != message and other.startswith(message.removesuffix(MENDS))


def _index(library: Library) -> Finding:
    def cure() -> str:
        library.catalogue.renew()
        library.refresh()
        return "It was made anew from them."

    return Finding(INDEX, "The index does not fit the files.", "makes it anew from them", cure)


class _Checked:
    """A look at one article and the notes on it."""

    def __init__(self, library: Library, listing: Listing) -> None:
        self._library, self._listing = library, listing
        self.fits_index = True
        """Does the index say of it what its files say?"""

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        article = self._listing.article
        text: Text | None = None
        try:
            source, text = self._library.texts.read(article.path)
        except SourceError as error:
            yield Problem(article.path, str(error))
        else:
            self.fits_index = text.hash == article.text_hash
            yield from (Problem(article.path, problem, Severity.WARNING) for problem in source.problems)
            if is_id(source.metadata.id) and source.metadata.id != article.id:
                yield taken(article.path, source.metadata.id, article.id)
        yield from self._in_notes(text)

    def _in_notes(self, text: Text | None) -> Iterator[Problem]:
        listing = self._listing
        path = f"notes/{listing.article.id}.json"
        try:
            shard = self._library.notes_store.load(listing.article.id)
        except StoreError as error:
            yield Problem(path, str(error))
            return
        yield from (Problem(path, problem, Severity.WARNING) for problem in shard.problems)
        yield from _check_conflicts(path, listing, shard)
        if sum(annotation.is_passage for annotation in shard.annotations) != listing.highlights:
            self.fits_index = False
        if text is None:
            return
        for highlight in placed(text, shard.annotations, self._library.texts.kept):
            if highlight.status is Status.ORPHANED:
                words, title = _words(highlight.annotation), listing.article.title
                yield Problem(path, f"{words} is no longer in “{title}”.", Severity.WARNING)


def _check_conflicts(path: str, listing: Listing, shard: Shard) -> Iterator[Problem]:
    """Notes with two wordings."""
    for version in shard.conflicts:
        words, title = _words(version), listing.article.title
        message = f"The note on {words} in “{title}” has two wordings: `=` in the app shows both, and one or both stay."
        yield Problem(path, message, Severity.WARNING)


def _words(annotation: Annotation) -> str:
    quote = " ".join(annotation.target.quote.exact.split())
    return f"“{quote if len(quote) <= 60 else quote[:59] + '…'}”" if quote else "the whole article"
