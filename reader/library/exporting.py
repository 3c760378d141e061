"""Handing over: what is asked for, in the format asked for, as files or as text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reader.errors import ExportError, UsageError
from reader.export import filenames
from reader.export.formats import BY_NAME, Format, Makes
from reader.export.material import Marked, Material
from reader.export.receipts import Receipts
from reader.export.request import Document
from reader.export.whole import Outcome
from reader.export.whole import write as write_whole
from reader.export.written import Said, Written
from reader.library.collecting import by_article, collect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.export.request import Request
    from reader.library.door import Library
    from reader.library.values import Problem
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse

    Trouble = Callable[[Problem], None]
    Progress = Callable[[int, int], None]

_IN_THE_WAY = "is no export or has been edited, and is left as it is; the export gets a name of its own."
_EDITED = "is no export or has been edited, and is left as it is. Choose another name, or move it away."


class Exporting:
    """What goes out of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    # ---- what

    def material(self, request: Request, trouble: Trouble) -> Material:
        """What a request is about; articles are read when they are asked for.

        Notes that cannot be read are told to `trouble`, and the others go on. Raises QueryError.
        """
        wanted = self._wanted(request)

        def articles() -> Iterator[Marked]:
            for article_id, ids in wanted.items():
                if found := self._marked(article_id, ids, trouble):
                    yield found

        return Material(articles, self._library.themes(), self._library.clock())

    def _wanted(self, request: Request) -> dict[str, set[str]]:
        """Ids of the annotations that are to go out, by article."""
        query = self._library.query(request.query)
        pairs = self._library.catalogue.annotations(query)
        wanted: dict[str, set[str]] = {}
        if _format(request).takes_all:
            wanted = {article_id: set() for article_id in self._library.catalogue.ids(query)}
        wanted |= by_article(pairs)
        if request.articles:
            wanted = {article_id: ids for article_id, ids in wanted.items() if article_id in request.articles}
        if request.annotations:
            chosen = {article_id: ids & request.annotations for article_id, ids in wanted.items()}
            wanted = {article_id: ids for article_id, ids in chosen.items() if ids}
        return wanted

    def _marked(self, article_id: str, ids: set[str], trouble: Trouble) -> Marked | None:
        library = self._library
        listing: Listing | None
        if ids:
            found = collect(library, article_id, ids, trouble)
            listing, highlights = found or (None, ())
        else:
            listing, highlights = library.catalogue.get(article_id), ()
        return Marked(listing, highlights, lambda: library.text_of(article_id)) if listing else None

    def bare(self, request: Request) -> int:
        """How many highlights of a request have no theme, and so no place in an export by theme."""
        if request.by != "theme":
            return 0
        articles = self.material(request, lambda _: None).articles()
        return sum(not each.annotation.themes for marked in articles for each in marked.highlights)

    # ---- as text

    def documents(self, request: Request, trouble: Trouble) -> Iterator[Document]:
        """The files that a request makes, one after the other; a note for a vault is as it is when it is new."""
        material = self.material(request, trouble)
        known = _format(request)
        if known.makes is Makes.COLLECTION:
            _refuse_by_theme(request, known)
            yield Document(f"{known.stem}{known.suffix}", _module(known).render(material))
        elif request.by == "theme":
            yield from self._by_theme(request, material)
        else:
            yield from self._by_article(request, material)

    def _by_article(self, request: Request, material: Material) -> Iterator[Document]:
        module, known = _module(_format(request)), _format(request)
        names = self._names(request, known.suffix)
        if known.makes is Makes.NOTES:
            for marked in material.articles():
                listing = marked.listing
                yield Document(names[listing.article.id], (module.article(listing, marked.highlights),))
            return
        for marked in material.articles():
            page = module.article(marked, material.at, full_text=request.full_text, themes=material.themes)
            yield Document(names[marked.listing.article.id], (page,))

    def _by_theme(self, request: Request, material: Material) -> Iterator[Document]:
        module, known = _module(_format(request)), _format(request)
        groups: list[tuple[ThemeUse, list[Marked]]] = [(use, []) for use in material.themes]
        for marked in material.articles():
            for use, group in groups:
                own = tuple(each for each in marked.highlights if use.theme.name in each.annotation.themes)
                if own:
                    group.append(Marked(marked.listing, own, marked.read))
        used = [(use, group) for use, group in groups if group]
        names = filenames.unique([(use.theme.name, use.theme.name) for use, _ in used], known.suffix)
        for name, (use, group) in zip(names, used, strict=True):
            if known.makes is Makes.NOTES:
                parts = [(marked.listing, marked.highlights) for marked in group]
                yield Document(name, (module.theme(use, parts),))
            else:
                yield Document(name, (module.theme(use, group, material.at, themes=material.themes),))

    def _names(self, request: Request, suffix: str) -> dict[str, str]:
        """Names of files by the ids of their articles."""
        catalogue = self._library.catalogue
        listings = {article_id: catalogue.get(article_id) for article_id in self._wanted(request)}
        titles = [(each, listing.article.title if listing else each) for each, listing in listings.items()]
        return dict(zip(listings, filenames.unique(titles, suffix), strict=True))

    # ---- as files

    def write(
        self,
        request: Request,
        trouble: Trouble,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        dry_run: bool = False,
    ) -> Written:
        """Write what a request makes to its place: a folder, or one file.

        Nothing that a person wrote is lost: see `vault.write` for notes and `whole.write` for other files. `progress`
        is told (done, of how many); when `cancelled` says so no further file is written. Raises ExportError where one
        file was asked for and cannot be written.
        """
        place = request.place
        if place is None:
            raise ExportError("It is not said where the export should go. Name a folder or a file.")
        if _format(request).makes is Makes.NOTES:
            return self._notes(request, place, trouble, dry_run=dry_run)
        return self._whole(request, place, trouble, progress, cancelled, dry_run=dry_run)

    def _notes(self, request: Request, place: Path, trouble: Trouble, *, dry_run: bool) -> Written:
        from reader.export import writing  # noqa: PLC0415 - only for notes

        files = {document.name: document.text for document in self.documents(request, trouble)}
        if not files:
            return Written()
        if is_one_file(request, place):
            _refuse_many(place, len(files))
            done = writing.write_file(place, next(iter(files.values())), dry_run=dry_run)
        else:
            done = writing.write_files(place, files, dry_run=dry_run)
        notices = tuple(Said(name, f"{name} {_IN_THE_WAY}") for name in done.left)
        return Written(done.new, done.updated, done.unchanged, notices=notices)

    def _whole(
        self,
        request: Request,
        place: Path,
        trouble: Trouble,
        progress: Progress | None,
        cancelled: Callable[[], bool],
        *,
        dry_run: bool,
    ) -> Written:
        receipts = Receipts(self._library.root / ".reader" / "exports.json")
        is_file = is_one_file(request, place)
        total = len(self._wanted(request))
        if is_file and request.by == "article" and _format(request).makes is not Makes.COLLECTION:
            _refuse_many(place, total)
        written = Written()
        try:
            for done, document in enumerate(self.documents(request, trouble)):
                if cancelled():
                    return written + Written(is_whole=False)
                if progress is not None:
                    progress(done, total)
                path = place if is_file else place / document.name
                written += self._write_whole(path, document, receipts, request, is_alone=is_file, dry_run=dry_run)
        finally:
            receipts.save()
        return written

    def _write_whole(
        self, path: Path, document: Document, receipts: Receipts, request: Request, *, is_alone: bool, dry_run: bool
    ) -> Written:
        name = path.name
        try:
            outcome = write_whole(path, document.chunks, receipts, self.keep, replace=request.replace, dry_run=dry_run)
        except ExportError as error:
            if is_alone:
                raise
            return Written(left=(Said(name, str(error)),))
        match outcome:
            case Outcome.NEW:
                return Written(new=(name,))
            case Outcome.UPDATED:
                return Written(updated=(name,))
            case Outcome.UNCHANGED:
                return Written(unchanged=(name,))
            case Outcome.LEFT:
                return Written(left=(Said(name, f"{name} {_EDITED}"),))

    def keep(self, path: Path, data: bytes) -> None:
        """Put by what a file was before it is replaced."""


def is_one_file(request: Request, place: Path) -> bool:
    """Does a place name one file, and not a folder?

    A folder is what is one, and what has no suffix, or one that is not the format's where that makes several files.
    """
    if place.is_dir():
        return False
    known = _format(request)
    if known.makes is Makes.COLLECTION:
        return bool(place.suffix)
    return place.suffix.lower() == known.suffix


def _refuse_many(place: Path, files: int) -> None:
    if files > 1:
        raise UsageError(f"{place} is one file, and there are {files:,} to write: name a folder, or narrow the query.")


def _format(request: Request) -> Format:
    return BY_NAME[request.format]


def _module(known: Format) -> Any:
    return import_module(f"reader.export.{known.module}")


def _refuse_by_theme(request: Request, known: Format) -> None:
    if request.by == "theme":
        raise UsageError(f"{known.label} is one file for everything, so it cannot be exported by theme.")
