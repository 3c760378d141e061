"""Handing over: what is asked for, in the format asked for, as files or as text."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reader.errors import ExportError, UsageError, reason_behind
from reader.export.formats import BY_NAME, Format, Makes
from reader.export.material import Marked, Material
from reader.export.receipts import Receipts
from reader.export.request import Document
from reader.export.template_files import Templates
from reader.export.vault import merging
from reader.export.vault.writing import Ways
from reader.export.written import Written
from reader.library import kept_exports, templated
from reader.library.collecting import by_article, collect
from reader.library.grouping import article_names, groups_of, theme_names
from reader.library.noting import Noting
from reader.library.taking_back import Edits, TakenBack, TakingBack, take
from reader.library.whole_files import WholeFiles
from reader.store import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from reader.export.request import Request
    from reader.export.template_files import Info
    from reader.library.door import Library
    from reader.library.values import Problem
    from reader.model.article import Listing
    from reader.store.stamp import Stamp

    Trouble = Callable[[Problem], None]
    Progress = Callable[[int, int], None]


class Exporting:
    """What goes out of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.templates = Templates(None)
        """Those that come with the program; whoever knows a person's own puts these in their place."""

        self.watch: Callable[[], None] = lambda: None
        """Called before each article that is gathered; what it raises ends the gathering."""

    # ---- what

    def material(self, request: Request, trouble: Trouble) -> Material:
        """What a request is about; articles are read when they are asked for.

        Notes that cannot be read are told to `trouble`, and the others go on. Raises QueryError.
        """
        wanted = self._wanted(request)

        def articles() -> Iterator[Marked]:
            stamps = self._library.catalogue.stamps()
            for article_id, ids in wanted.items():
                self.watch()
                if found := self._marked(article_id, ids, trouble, stamps):
                    yield found

        return Material(articles, self._library.themes(), self._library.clock())

    def _wanted(self, request: Request) -> dict[str, set[str]]:
        """Ids of the annotations that are to go out, by article."""
        query = self._library.query(request.query)
        pairs = self._library.catalogue.annotations(query)
        wanted: dict[str, set[str]] = {}
        template = self._template(request)
        if template.takes_all if template is not None else _format(request).takes_all:
            wanted = {article_id: set() for article_id in self._library.catalogue.ids(query)}
        wanted |= by_article(pairs)
        if request.articles:
            wanted = {article_id: ids for article_id, ids in wanted.items() if article_id in request.articles}
        if request.annotations:
            chosen = {article_id: ids & request.annotations for article_id, ids in wanted.items()}
            wanted = {article_id: ids for article_id, ids in chosen.items() if ids}
        return wanted

    def _marked(self, article_id: str, ids: set[str], trouble: Trouble, stamps: Mapping[str, Stamp]) -> Marked | None:
        library = self._library
        listing: Listing | None
        if ids:
            found = collect(library, article_id, ids, trouble, stamps)
            listing, highlights = found or (None, ())
        else:
            listing, highlights = library.catalogue.get(article_id), ()
        return Marked(listing, highlights, lambda: library.text_of(article_id)) if listing else None

    def bare(self, request: Request) -> int:
        """How many highlights of a request have no theme, and so no place in an export by theme."""
        if request.by != "theme" or _format(request).makes is Makes.COLLECTION:
            return 0
        bare = self._library.catalogue.unthemed()
        return sum(len(ids & bare) for ids in self._wanted(request).values())

    # ---- as text

    def documents(self, request: Request, trouble: Trouble) -> Iterator[Document]:
        """The files that a request makes, one after the other; a note for a vault is as it is when it is new.

        Raises TemplateError where a template is wrong.
        """
        material = self.material(request, trouble)
        known = _format(request)
        template = self._template(request)
        if template is not None and template.takes != "highlight":
            yield from self._templated(request, request.template, material)
        elif known.makes is Makes.COLLECTION:
            _refuse_by_theme(request, known)
            yield Document(f"{known.stem}{known.suffix}", _module(known).render(material))
        elif known.makes is Makes.NOTES:
            yield from self._as_notes(request, material)
        elif request.by == "theme":
            groups = groups_of(material)
            for name, (use, group) in zip(theme_names(groups, known.suffix), groups, strict=True):
                yield Document(name, (_module(known).theme(use, group, material.at, themes=material.themes),))
        else:
            names = self._names(request, known.suffix)
            for marked in material.articles():
                page = _module(known).article(marked, material.at, full_text=request.full_text, themes=material.themes)
                yield Document(names[marked.listing.article.id], (page,))

    def _template(self, request: Request) -> Info | None:
        """The template that is asked for; None where the format's own is meant."""
        found = templated.chosen(self.templates, request.template, _format(request))
        if found is not None and found.takes in {"article", "articles"} and request.by == "theme":
            makes = "a file for each article" if found.takes == "article" else "one file of all articles"
            raise UsageError(f"`{found.name}` makes {makes}, so it cannot be exported by theme.")
        return found

    def _templated(self, request: Request, name: str, material: Material) -> Iterator[Document]:
        return templated.documents(self.templates, name, material, lambda suffix: self._names(request, suffix))

    def _as_notes(self, request: Request, material: Material) -> Iterator[Document]:
        """Notes as they are when they are new; as plain Markdown without markers."""
        is_plain = request.format == "markdown" and not request.template
        if is_plain:
            name = "theme" if request.by == "theme" else "article"
            yield from self._templated(request, name, material)
            return
        noting = Noting(self._library, self.templates, request)
        if request.by == "theme":
            groups = groups_of(material)
            for name, (use, group) in zip(theme_names(groups, ".md"), groups, strict=True):
                yield Document(name, (merging.fresh(noting.theme(use, group)),))
        else:
            names = self._names(request, ".md")
            for marked in material.articles():
                yield Document(names[marked.listing.article.id], (merging.fresh(noting.article(marked)),))

    def _names(self, request: Request, suffix: str) -> dict[str, str]:
        """Names of files by the ids of their articles."""
        catalogue = self._library.catalogue
        return article_names({article_id: catalogue.get(article_id) for article_id in self._wanted(request)}, suffix)

    # ---- as files

    def edits(self, request: Request, trouble: Trouble) -> Edits:
        """What a person changed inside of the blocks of an earlier export to the same place."""
        place = request.place
        if place is None or _format(request).makes is not Makes.NOTES:
            return Edits()
        articles = self.material(request, trouble).articles()
        known = {each.id: (marked.listing, each) for marked in articles for each in marked.highlights}
        taking = TakingBack(self._library, Noting(self._library, self.templates, request).maker)
        return taking.edits(place, known, is_file=self.is_one_file(request, place))

    def take_back(self, edits: Edits, place: Path) -> TakenBack:
        """Take changed notes into the library, in one step of undo; what came of it, of which `write` is to know."""
        return take(self._library, edits.notes, place)

    def write(
        self,
        request: Request,
        trouble: Trouble,
        *,
        taken: frozenset[str] = frozenset(),
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        dry_run: bool = False,
    ) -> Written:
        """Write what a request makes to its place: a folder, or one file.

        Nothing that a person wrote is lost: see `vault.write` for notes and `whole.write` for other files. `progress`
        is told (done, of how many); when `cancelled` says so no further file is written. `taken`: versions of blocks
        whose notes were taken back from there, so that they are ours again as long as nobody changes them. Raises
        ExportError where one file was asked for and cannot be written.
        """
        place = self._checked(request.place)
        template = self._template(request)
        if _format(request).makes is Makes.NOTES and (template is None or template.takes == "highlight"):
            ways = Ways(
                self._library.clock().date(),
                self.keep,
                dry_run=dry_run,
                taken=taken,
                progress=progress,
                cancelled=cancelled,
            )
            if self._has_own(template) and not dry_run:
                self._notes(request, place, lambda _: None, replace(ways, dry_run=True, progress=None))
            return self._notes(request, place, trouble, ways)
        if template is not None and self._has_own(template) and not dry_run:
            for document in self.documents(request, lambda _: None):
                del document
        return self._whole(request, place, trouble, progress, cancelled, dry_run=dry_run)

    def _has_own(self, template: Info | None) -> bool:
        """May a template be wrong? Then all is made once before anything is written, so that it writes nothing."""
        return self.templates.has_own or (template is not None and not template.is_shipped)

    def _checked(self, place: Path | None) -> Path:
        """A place where an export may go; raises ExportError or UsageError for others."""
        if place is None:
            raise ExportError("It is not said where the export should go. Name a folder or a file.")
        try:
            place.is_dir()
            whole, root = place.resolve(), self._library.root.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise ExportError(f"{place} cannot be looked at: {reason_behind(error)}. Choose another place.") from error
        if any(whole.is_relative_to(root / name) for name in files.FOLDERS):
            raise UsageError(f"{place} is a part of the library itself, which would take it in. Choose another place.")
        return place

    def _notes(self, request: Request, place: Path, trouble: Trouble, ways: Ways) -> Written:
        noting = Noting(self._library, self.templates, request)
        is_file = self.is_one_file(request, place)
        if request.by == "theme":
            problems: list[Problem] = []
            groups = groups_of(self.material(request, problems.append))
            # What could not be read was not deleted.
            noting.is_narrow |= bool(problems)
            for problem in problems:
                trouble(problem)
            if is_file:
                _refuse_many(place, len(groups))
            return noting.write_themes(place, groups, ways, is_file=is_file) if groups else Written()
        wanted = self._wanted(request)
        if is_file:
            _refuse_many(place, len(wanted))
        if not wanted and (is_file or not place.is_dir()):
            return Written()
        stamps = self._library.catalogue.stamps()
        return noting.write_articles(
            place, wanted, lambda each, ids: self._marked(each, ids, trouble, stamps), ways, is_file=is_file
        )

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
        may_replace = request.replace and not self._library.read_only  # never without a copy of what is there
        whole = WholeFiles(receipts, self.keep, replace=may_replace, dry_run=dry_run)
        is_file = self.is_one_file(request, place)
        total = len(self._wanted(request))
        if is_file and not self._makes_one(request):
            _refuse_many(place, sum(1 for _ in self.documents(request, lambda _: None)))
        written = Written()
        try:
            for done, document in enumerate(self.documents(request, trouble)):
                if cancelled():
                    written += Written(is_whole=False)
                    break
                if progress is not None:
                    progress(done, total)
                written += whole.write(place if is_file else place / document.name, document, is_alone=is_file)
        except BaseException:
            whole.remember()
            raise
        return written + whole.remember()

    def is_one_file(self, request: Request, place: Path) -> bool:
        """Does a place name one file, and not a folder?

        A folder is what is one, and what has no suffix, or another one than the files that a request makes.
        """
        if place.is_dir():
            return False
        if self._makes_one(request):
            return bool(place.suffix)
        template = self._template(request)
        whole = template if template is not None and template.takes != "highlight" else _format(request)
        return place.suffix.lower() == whole.suffix

    def _makes_one(self, request: Request) -> bool:
        """Is there one file for everything?"""
        template = self._template(request)
        if template is not None and template.takes != "highlight":
            return template.takes == "articles"
        return _format(request).makes is Makes.COLLECTION

    def keep(self, path: Path, data: bytes) -> None:
        """Put by what a file was before it is replaced: one version back; not in a library that cannot be written."""
        if not self._library.read_only:
            kept_exports.keep(self._library.root, path, data)

    def restore(self, path: Path, *, dry_run: bool = False) -> str:
        """Put an exported file back to what it was before the last export: `kept_exports.restore`."""
        return kept_exports.restore(self._library.root, path, dry_run=dry_run)


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
