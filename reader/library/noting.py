"""Notes in a folder of a person's, kept in step with the library."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from reader import __version__
from reader.errors import StoreError
from reader.export.noting import Noting as Maker
from reader.export.vault import record as records
from reader.export.vault import writing
from reader.export.vault.markers import COMMONMARK, OBSIDIAN, Profile
from reader.export.vault.note import THEME
from reader.export.vault.writing import Item
from reader.export.written import Said, Written
from reader.library.collecting import by_article
from reader.library.grouping import article_names, theme_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.export.material import Marked
    from reader.export.request import Request
    from reader.export.template_files import Templates
    from reader.export.vault.note import Note
    from reader.export.vault.record import Record
    from reader.export.vault.writing import Ways
    from reader.library.door import Library
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (OBSIDIAN, COMMONMARK)}
"""How markers are written, by the name of the format."""


class Noting:
    """Writes the notes that a request is about."""

    def __init__(self, library: Library, templates: Templates, request: Request) -> None:
        self._library, self._templates, self._request = library, templates, request
        self.is_narrow = bool(request.query.strip() or request.articles or request.annotations)
        """Are there highlights that are not in this export? Their blocks stay."""

        block = request.template if request.template and templates.info(request.template).takes == "highlight" else ""
        self.maker = Maker(PROFILES[request.format], templates, block)

    def article(self, marked: Marked) -> Note:
        """The note on an article."""
        others = self._all_ids.get(marked.listing.article.id, set()) if self.is_narrow else set()
        return self.maker.article(marked, frozenset(others.difference(ids_of(marked))))

    def theme(self, use: ThemeUse, groups: Sequence[Marked]) -> Note:
        """The note on a theme."""
        others = set[str]().union(*self._all_ids.values()) if self.is_narrow else set[str]()
        return self.maker.theme(use, groups, frozenset(others.difference(*map(ids_of, groups))))

    def write_articles(
        self,
        place: Path,
        wanted: Mapping[str, set[str]],
        marked: Callable[[str, set[str]], Marked | None],
        ways: Ways,
        *,
        is_file: bool,
    ) -> Written:
        """Write the notes on the articles that are `wanted`, ids of annotations by those of articles."""
        record = records.Record() if is_file else records.load(self._records, place)
        there = {} if is_file else writing.look(place, record)
        if not self.is_narrow:
            # Of an article that nothing is marked in any more the note is brought up to date too.
            bare = [each for each in there if each not in wanted and self._library.catalogue.get(each) is not None]
            wanted = {**wanted, **{each: set[str]() for each in bare}}
        items = self._items(wanted, marked)
        if is_file:
            return writing.write_one(place, next(items), ways)
        return self._written(place, items, len(wanted), record, ways)

    def write_themes(
        self, place: Path, groups: Sequence[tuple[ThemeUse, Sequence[Marked]]], ways: Ways, *, is_file: bool
    ) -> Written:
        """Write the notes on themes."""
        record = records.Record() if is_file else records.load(self._records, place)
        there = {} if is_file else writing.look(place, record)
        names = theme_names(groups)
        origin = self._origin()
        items = [
            Item(
                f"{THEME}{use.theme.name}",
                name,
                # What a narrow one leaves out may change as well.
                "" if self.is_narrow else origin(use, [(each.listing, ids_of(each)) for each in group]),
                lambda use=use, group=group: self.theme(use, group),  # type: ignore[misc]
            )
            for name, (use, group) in zip(names, groups, strict=True)
        ]
        if is_file:
            return writing.write_one(place, items[0], ways)
        written = self._written(place, items, len(items), record, ways)
        return written + Written(notices=tuple(self._bare_themes(there, {item.id for item in items})))

    def _written(self, place: Path, items: Iterable[Item], total: int, record: Record, ways: Ways) -> Written:
        """Write notes into a folder, and remember what was seen there."""
        written = writing.write(place, items, total, record, ways)
        if not ways.dry_run:
            # It only saves time: a library that cannot be written is exported all the same.
            with suppress(StoreError):
                records.save(record, self._records, place)
        return written

    @property
    def _records(self) -> Path:
        """Where the library remembers what was seen in folders."""
        return self._library.root / ".reader" / "exports"

    def _bare_themes(self, there: Mapping[str, list[str]], written: set[str]) -> Iterator[Said]:
        """What is to be said of notes on themes that no highlight has any more."""
        if self.is_narrow:
            return
        for identifier, names in there.items():
            if identifier.startswith(THEME) and identifier not in written:
                theme = identifier.removeprefix(THEME)
                what = f"{names[0]} is left as it is: no highlight has the theme “{theme}” any more."
                yield Said(names[0], what)

    def _items(
        self, wanted: Mapping[str, set[str]], marked: Callable[[str, set[str]], Marked | None]
    ) -> Iterator[Item]:
        catalogue, origin = self._library.catalogue, self._origin()
        listings = {each: catalogue.get(each) for each in wanted}
        names = article_names(listings)
        for each, listing in listings.items():
            made_from = origin(None, [(listing, wanted[each])]) if listing else ""

            def make(each: str = each) -> Note | None:
                found = marked(each, wanted[each])
                return self.article(found) if found else None

            yield Item(each, names[each], made_from, make)

    def _origin(self) -> Callable[[ThemeUse | None, Sequence[tuple[Listing, Iterable[str]]]], str]:
        """Says what a note is made from: the program and its templates, a theme, articles with ids of annotations."""
        catalogue, template = self._library.catalogue, self._request.template
        stamps, note_stamps = catalogue.stamps(), catalogue.note_stamps()
        common = f"{__version__}\n{self._request.format}\n{template}\n{self._templates.digest(template)}"

        def origin(use: ThemeUse | None, articles: Sequence[tuple[Listing, Iterable[str]]]) -> str:
            parts = [
                (about.article.id, stamps.get(about.article.path), note_stamps.get(about.article.id), sorted(ids))
                for about, ids in articles
            ]
            return hashlib.sha256(repr((common, use, parts)).encode("utf-8", "surrogatepass")).hexdigest()

        return origin

    @cached_property
    def _all_ids(self) -> dict[str, set[str]]:
        """The ids of all annotations by those of their articles."""
        return by_article(self._library.catalogue.annotations())


def ids_of(marked: Marked) -> list[str]:
    """The ids of the annotations of an article."""
    return [each.annotation.id for each in marked.highlights]
