"""An article arrives: it is known already, takes the place of a stub or of its older text, or is new."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import SourceError
from reader.library.identity import make
from reader.library.values import Added
from reader.sources import front_matter, inference
from reader.store import files
from reader.store.operations import Change
from reader.store.originals import Original

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.library.door import Library
    from reader.model.article import Listing
    from reader.sources.formats import Format
    from reader.sources.raw import Raw
    from reader.sources.source import Metadata, Source
    from reader.text.document import Text

OVERRIDES = ("title", "author", "source", "url", "published", "language")
"""Facts that whoever adds an article may set."""

_OTHER_TEXT = (
    "It has the id or the address of this article and another text, which was not taken. To have it, with your notes, "
    "add it with --update."
)


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
        self._library.did(operation)
        self._first = self._first or operation.id


def read(library: Library, raw: Raw, format_name: str = "", options: Mapping[str, Any] | None = None) -> list[Source]:
    """The articles in `raw`, parsed in a worker where its format asks for that. Any thread may ask.

    Raises SourceError.
    """
    from reader.sources import reading  # noqa: PLC0415 - only where something is taken in

    return list(reading.read(raw, reading.format_of(raw, format_name), library.workers, options))


def take(
    library: Library,
    raw: Raw,
    overrides: Mapping[str, str],
    recorder: Recorder,
    *,
    update: bool = False,
    format_name: str = "",
    options: Mapping[str, Any] | None = None,
) -> list[Added | SourceError]:
    """Take in the articles in `raw`; `update` as for `land`. Raises SourceError when it holds none."""
    from reader.sources import mbox, reading  # noqa: PLC0415 - only where something is taken in

    if reading.format_of(raw, format_name).name == "mbox":
        results: list[Added | SourceError] = []
        for each in mbox.mails(io.BytesIO(raw.data), raw.name):
            try:
                if isinstance(each, SourceError):
                    raise each
                results += take(library, each, overrides, recorder, update=update, format_name="mail")
            except SourceError as error:
                results.append(error)
        return results
    return land_all(library, read(library, raw, format_name, options), raw, overrides, recorder, update=update)


def land_all(
    library: Library,
    sources: list[Source],
    raw: Raw,
    overrides: Mapping[str, str],
    recorder: Recorder,
    *,
    update: bool = False,
) -> list[Added | SourceError]:
    """Take in the articles that `raw` was read to be."""
    results: list[Added | SourceError] = []
    for source in sources:
        try:
            kept = raw if len(sources) == 1 else None
            results.append(land(library, source, kept, overrides, recorder, update=update))
        except SourceError as error:
            results.append(error)
    return results


def land(
    library: Library,
    source: Source,
    raw: Raw | None,
    overrides: Mapping[str, str],
    recorder: Recorder,
    *,
    update: bool = False,
    is_address_its_own: bool = True,
) -> Added:
    """Take in one article; `raw` is what it was read from, None where that is not to be kept.

    `update`: another text of an article that is there takes the place of its text. `is_address_its_own`: no other
    article has its address. Raises SourceError.
    """
    source = replace(source, metadata=_overridden(source.metadata, overrides))
    added = prepared(library, source, raw, update=update, is_address_its_own=is_address_its_own)
    if isinstance(added, Prepared):
        return placed(library, added, files.add_article(library.root, added.name, added.content), recorder)
    recorder.record(added)
    if raw is not None and added.is_renewed:
        keep_original(library, added.listing, raw)
    return added


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article that is new, before its file is written."""

    name: str
    """What its file is to be called."""

    content: bytes
    text_hash: str
    raw: Raw | None
    problems: tuple[str, ...]


def prepared(
    library: Library, source: Source, raw: Raw | None, *, update: bool = False, is_address_its_own: bool = True
) -> Added | Prepared:
    """One article, ready to be written where it is new; else what became of it. As `land`."""
    text = library.texts.compile(source)
    known = _known(library, source.metadata, text.hash, by_address=is_address_its_own)
    return _landed(library, source, text, raw, known, update=update)


def placed(library: Library, new: Prepared, path: str, recorder: Recorder) -> Added:
    """A new article whose file has been written. Raises SourceError."""
    added = Added(listing_at(library, path), is_new=True, problems=new.problems)
    recorder.record(added)
    if new.raw is not None:
        keep_original(library, added.listing, new.raw)
    return added


def keep_original(library: Library, listing: Listing, raw: Raw) -> None:
    """Keep what an article was made of, where it is not the article itself."""
    from reader.sources import formats  # noqa: PLC0415 - only where something is taken in

    found: Format | None = formats.of(raw)
    if found is not None and found.is_isolated:
        article = listing.article
        original = Original(raw.data, raw.name, found.name, raw.url, raw.media_type, article.text_hash)
        library.originals.keep(article.id, original)


def _landed(
    library: Library, source: Source, text: Text, raw: Raw | None, known: Listing | None, *, update: bool
) -> Added | Prepared:
    facts = source.metadata
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
    name = Path(raw.name) if raw is not None and not raw.url else None
    published = inference.infer_published(source, name)
    facts = replace(
        facts,
        id=facts.id if facts.id and library.catalogue.get(facts.id) is None else make(title, text.hash),
        published=published or facts.published,
        added=facts.added or library.clock().isoformat(timespec="seconds"),
    )
    content = (front_matter.write(facts) + source.body).encode("utf-8", "replace")
    suffix = ".txt" if source.kind == "plain" else ".md"
    return Prepared(f"{title}{suffix}", content, text.hash, raw, source.problems)


def listing_at(library: Library, path: str) -> Listing:
    """The article in a file of the library, read now; raises SourceError."""
    problems = library.refresh_file(path)
    listing = library.catalogue.by_path(path)
    if listing is None:
        raise SourceError(problems[0].message if problems else f"{path} cannot be read.")
    return listing


def _known(library: Library, facts: Metadata, text_hash: str, *, by_address: bool) -> Listing | None:
    """The article that this one is, if it is here: by its id, its address, its text."""
    found = library.catalogue.get(facts.id) if facts.id else None
    if found is None and facts.url and by_address:
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


def _overridden(facts: Metadata, overrides: Mapping[str, str]) -> Metadata:
    given: dict[str, Any] = {key: overrides[key] for key in OVERRIDES if overrides.get(key)}
    return replace(facts, **given)
