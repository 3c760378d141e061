"""What an EPUB book says of itself: its facts, its parts in their order, its table of contents."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError
from reader.sources.metadata import is_address, line
from reader.sources.source import Metadata
from reader.sources.xml import below, local, parse, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from reader.sources.archive import Archive

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = ("META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How fonts are made useless outside a book; the text is not touched by it."""

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml", "application/x-dtbook+xml"})
_ISBN = re.compile(r"(?:urn:isbn:)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])")
_DEEPEST = 8
_LAST = "2099"


class Entry(NamedTuple):
    """A line of the table of contents."""

    depth: int
    title: str
    file: str
    fragment: str


class Item(NamedTuple):
    """A file of the book."""

    file: str
    media_type: str
    properties: str


class Package:
    """A book without its text. Raises SourceError for what is none, or is locked."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        _refuse_locked(archive)
        self._file = _package_file(archive)
        self._root = parse(archive.read(self._file), archive.name)
        self._items = {
            each.get("id", ""): Item(
                archive.find(each.get("href", ""), self._file),
                each.get("media-type", "").casefold(),
                each.get("properties", ""),
            )
            for each in below(self._root, "item")
        }
        self.facts = _facts(self._root)

    @property
    def pages(self) -> tuple[str, ...]:
        """The files of the text in the order of reading, what stands apart from it (`linear="no"`) at its end."""
        first: list[str] = []
        last: list[str] = []
        for each in below(self._root, "itemref"):
            item = self._items.get(each.get("idref", ""))
            if item is None or not item.file or "nav" in item.properties.split():
                continue
            if item.media_type in _PAGES:
                (last if each.get("linear") == "no" else first).append(item.file)
        found = dict.fromkeys((*first, *last))
        if not found:
            # A book that does not say its order has one in its list of files.
            found = dict.fromkeys(item.file for item in self._items.values() if item.file and item.media_type in _PAGES)
        if not found:
            raise SourceError(f"{self._archive.name} has no text: it names no page that it holds.")
        return tuple(found)

    def contents(self) -> tuple[Entry, ...]:
        """The table of contents, as the book's navigation has it, or the older `toc.ncx`; empty where it has none."""
        for item in self._items.values():
            if item.file and "nav" in item.properties.split():
                found = tuple(self._navigation(item.file))
                if found:
                    return found
        for item in self._items.values():
            if item.file and item.media_type == "application/x-dtbncx+xml":
                root = parse(self._archive.read(item.file), self._archive.name)
                return tuple(self._points(root, item.file))
        return ()

    def facts_of(self, title: str, number: int) -> Metadata:
        """The facts of a chapter: the book is where it comes from."""
        book = self.facts
        other = (("book", book.title), ("chapter", str(number)))
        return replace(
            book,
            title=line(title) or line(f"{book.title}, {number}"),
            source=book.title or book.source,
            url="",
            other=tuple(pair for pair in other if pair[1]),
        )

    def _navigation(self, file: str) -> Iterator[Entry]:
        root = parse(self._archive.read(file), self._archive.name)
        navigation = [
            each
            for each in below(root, "nav")
            if "toc" in (each.get("{http://www.idpf.org/2007/ops}type") or "toc").split()
        ]
        for nav in navigation[:1]:
            for link in below(nav, "a"):
                depth = sum(local(each) == "ol" for each in link.iterancestors())
                yield from self._entry(depth, words(link), link.get("href") or "", file)

    def _points(self, root: _Element, file: str) -> Iterator[Entry]:
        for point in below(root, "navpoint"):
            depth = 1 + sum(local(each) == "navpoint" for each in point.iterancestors())
            label = next((words(each) for each in point if local(each) == "navlabel"), "")
            place = next((each.get("src") or "" for each in point if local(each) == "content"), "")
            yield from self._entry(depth, label, place, file)

    def _entry(self, depth: int, title: str, address: str, file: str) -> Iterator[Entry]:
        target = self._archive.find(address, file)
        if target and title:
            yield Entry(min(depth, _DEEPEST), line(title), target, address.partition("#")[2])


def _refuse_locked(archive: Archive) -> None:
    is_locked = any(name in archive.names for name in _RIGHTS)
    if _ENCRYPTION in archive.names:
        root = parse(archive.read(_ENCRYPTION), archive.name)
        methods = [each.get("Algorithm") or "" for each in below(root, "encryptionmethod")]
        is_locked = is_locked or any(not method.startswith(_FONTS) for method in methods)
    if is_locked:
        raise SourceError(
            f"{archive.name} is locked by the shop that sold it (DRM), and can be read with its program alone. "
            "Ask for a copy without a lock."
        )


def _package_file(archive: Archive) -> str:
    if _CONTAINER in archive.names:
        for each in below(parse(archive.read(_CONTAINER), archive.name), "rootfile"):
            found = archive.find(each.get("full-path") or "")
            if found:
                return found
    found = next((name for name in archive.names if name.casefold().endswith(".opf")), "")
    if not found:
        raise SourceError(f"{archive.name} is no EPUB book that can be read: it does not say what it holds.")
    return found


def _facts(root: _Element) -> Metadata:
    metadata = next(below(root, "metadata"), root)
    said: dict[str, list[_Element]] = {}
    for each in metadata.iter():
        if local(each) and words(each):
            said.setdefault(local(each), []).append(each)

    def first(name: str) -> str:
        return line(words(said[name][0])) if name in said else ""

    identifiers = [words(each) for each in (*said.get("identifier", ()), *said.get("source", ()))]
    isbn = next((found[1] for each in identifiers if (found := _ISBN.fullmatch(each))), "")
    return Metadata(
        title=_title(metadata, said),
        author=line(", ".join(dict.fromkeys(map(words, _authors(metadata, said))))),
        source=first("publisher"),
        url=next(filter(is_address, identifiers), ""),
        published=_date(said),
        language=first("language"),
        other=(("isbn", line(isbn)),) if isbn else (),
    )


def _title(metadata: _Element, said: dict[str, list[_Element]]) -> str:
    """The main title, and the subtitle where the book names one."""
    titles = said.get("title", [])
    kinds = {
        (each.get("refines") or "").removeprefix("#"): words(each)
        for each in below(metadata, "meta")
        if each.get("property") == "title-type"
    }
    main = next((each for each in titles if kinds.get(each.get("id") or "") == "main"), titles[0] if titles else None)
    sub = next((each for each in titles if kinds.get(each.get("id") or "") == "subtitle"), None)
    return line(": ".join(words(each) for each in (main, sub) if each is not None))


def _authors(metadata: _Element, said: dict[str, list[_Element]]) -> list[_Element]:
    """Who wrote it; translators and others are named as creators too."""
    creators = said.get("creator", [])
    roles = {
        (each.get("refines") or "").removeprefix("#"): words(each)
        for each in below(metadata, "meta")
        if each.get("property") == "role"
    }

    def role(each: _Element) -> str:
        return each.get("{http://www.idpf.org/2007/opf}role") or roles.get(each.get("id") or "", "aut")

    return [each for each in creators if role(each) == "aut"] or creators[:1]


def _date(said: dict[str, list[_Element]]) -> str:
    dates = said.get("date", [])
    events = {each.get("{http://www.idpf.org/2007/opf}event") or "": each for each in reversed(dates)}
    chosen = events.get("original-publication") or events.get("publication") or events.get("")
    date = line(words(chosen)) if chosen is not None else ""
    # A date of the future would stand above everything else for ever.
    return "" if date[:4].isdigit() and date[:4] > _LAST else date
