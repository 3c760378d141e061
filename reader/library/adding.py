"""Taking articles in: files, folders, standard input; the same thing twice is one article."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.library.identity import make
from reader.library.values import Added
from reader.sources import files as source_files
from reader.sources import front_matter, inference
from reader.store import files
from reader.store.operations import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.library.door import Library
    from reader.model.article import Listing
    from reader.sources.source import Kind, Metadata, Source
    from reader.text.document import Text

OVERRIDES = ("title", "author", "source", "url", "published", "language")
"""Facts that whoever adds an article may set."""

_OTHER_TEXT = (
    "It has the id or the address of this article and another text, which was not taken. To have it, with your notes, "
    "add it with --update."
)


def add(
    library: Library, path: Path, overrides: Mapping[str, str], recorder: Recorder, *, update: bool = False
) -> Iterator[Added | SourceError]:
    """Take in the file at `path`, or every article in and below the folder, one after the other."""
    if not os.path.exists(path):  # noqa: PTH110 - `Path` raises for a name that is too long
        yield SourceError(f"{path} does not exist. Check the name; quote it if it has spaces.")
        return
    troubles: list[str] = []
    found = source_files.discover(path, troubles.append) if path.is_dir() else iter((path,))
    empty = True
    for file in found:
        empty = False
        try:
            added = add_file(library, file, overrides, update=update)
        except SourceError as error:
            yield error
        else:
            recorder.record(added)
            yield added
    for trouble in troubles:
        yield SourceError(trouble)
    if empty and not troubles:
        yield SourceError(f"{path} holds no articles: Reader takes {', '.join(source_files.KINDS)}.")


def add_file(library: Library, path: Path, overrides: Mapping[str, str], *, update: bool = False) -> Added:
    """Take in one file; one that already lies in the library stays where it is. Raises SourceError.

    `update`: another text of an article that is there takes the place of its text.
    """
    inside = _inside(library, path)
    if inside is not None:
        is_new = library.catalogue.by_path(inside) is None
        return Added(_listing_at(library, inside), is_new)
    return _take_in(library, source_files.read(path), path.name, overrides, update=update)


def add_text(
    library: Library,
    data: bytes,
    overrides: Mapping[str, str],
    kind: Kind,
    recorder: Recorder,
    *,
    update: bool = False,
) -> Added:
    """Take in what came from standard input; `update` as for `add_file`. Raises SourceError."""
    source = source_files.from_bytes(data, kind, "standard input")
    added = _take_in(library, source, "", overrides, update=update)
    recorder.record(added)
    return added


class Recorder:
    """Writes down what came in: all that it is told of is one step of undo."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._first = ""
        self._count = 0

    def record(self, added: Added) -> None:
        """Write down an article, if it was taken in."""
        if not added.is_new:
            return
        self._count += 1
        article = added.listing.article
        label = f"“{article.title}” added" if self._count == 1 else f"{self._count:,} articles added"
        change = Change("file", article.id, article.id, None, article.path)
        operation = replace(self._library.operation(label, change), joins=self._first)
        self._library.history.record(operation)
        self._library.counts_as_before()
        self._first = self._first or operation.id


def add_samples(library: Library, folder: Path) -> int:
    """Copy sample articles in as they are; how many there were."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in source_files.KINDS]
    for path in paths:
        files.add_article(library.root, path.name, path.read_bytes())
    library.refresh()
    return len(paths)


def _inside(library: Library, path: Path) -> str | None:
    """The path relative to the library, if it lies below its articles."""
    articles = (library.root / files.ARTICLES).resolve()
    resolved = path.resolve()
    return resolved.relative_to(articles.parent).as_posix() if resolved.is_relative_to(articles) else None


def _take_in(library: Library, source: Source, name: str, overrides: Mapping[str, str], *, update: bool) -> Added:
    facts = _overridden(source.metadata, overrides)
    source = replace(source, metadata=facts)
    text = library.texts.compile(source)
    known = _known(library, facts, text.hash)
    title = inference.infer_title(source, text)
    stub = _stub(library, known, facts, title, text)
    if stub is not None:
        told = library.joining.take_place(stub, source, facts, title)
        problems = (*source.problems, told)
        return Added(library.listing(stub.article.id), is_new=False, problems=problems, is_renewed=True)
    if known is not None:
        if known.article.text_hash == text.hash:
            return Added(known, is_new=False, problems=source.problems)
        if not update:
            return Added(known, is_new=False, problems=(*source.problems, _OTHER_TEXT))
        from reader.library.renewing import renew  # noqa: PLC0415 - most articles come once

        what = renew(library, known, source)
        return Added(
            library.listing(known.article.id), is_new=False, problems=(*source.problems, what), is_renewed=True
        )
    published = inference.infer_published(source, Path(name) if name else None)
    facts = replace(
        facts,
        id=facts.id if facts.id and library.catalogue.get(facts.id) is None else make(title, text.hash),
        published=published or facts.published,
        added=facts.added or library.clock().isoformat(timespec="seconds"),
    )
    content = (front_matter.write(facts) + source.body).encode("utf-8", "replace")
    suffix = ".txt" if source.kind == "plain" else ".md"
    path = files.add_article(library.root, f"{title}{suffix}", content)
    return Added(_listing_at(library, path), is_new=True, problems=source.problems)


def _known(library: Library, facts: Metadata, text_hash: str) -> Listing | None:
    """The article that this one is, if it is here: by its id, its address, its text."""
    found = library.catalogue.get(facts.id) if facts.id else None
    if found is None and facts.url:
        found = library.catalogue.by_url(facts.url)
    return found or library.catalogue.by_hash(text_hash)


def _stub(library: Library, known: Listing | None, facts: Metadata, title: str, text: Text) -> Listing | None:
    """The stub that this article takes the place of; None where there is none."""
    if not library.stubs.any():
        return None
    if known is None:
        return library.joining.awaiting(facts, title, text.plain)
    is_stub = known.article.text_hash != text.hash and library.stubs.words(known.article) is not None
    return known if is_stub else None


def _listing_at(library: Library, path: str) -> Listing:
    """The article in a file of the library, read now."""
    problems = library.refresh_file(path)
    listing = library.catalogue.by_path(path)
    if listing is None:
        raise SourceError(problems[0].message if problems else f"{path} cannot be read.")
    return listing


def _overridden(facts: Metadata, overrides: Mapping[str, str]) -> Metadata:
    given: dict[str, Any] = {key: overrides[key] for key in OVERRIDES if overrides.get(key)}
    return replace(facts, **given)
