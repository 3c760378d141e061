"""The text of a book: its pages as one tree, parted where its table of contents says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError
from reader.sources.footnoted import Footnotes
from reader.sources.html import escaping
from reader.sources.html.markdown import to_markdown
from reader.sources.html.parsing import tree
from reader.sources.pictured import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from reader.sources.archive import Archive
    from reader.sources.epub.package import Package

_OPEN, _CLOSE = "\ue012", "\ue013"
_CUT = re.compile(f"^{_OPEN}(\\d+){_CLOSE}\\s*$", re.MULTILINE)
_ANY_CUT = re.compile(f"[\\\\>\\s-]*{_OPEN}\\d+{_CLOSE}[ \\t]*")
_OWN_ENTITIES = re.compile(rb"<!DOCTYPE[^\[>]{0,2000}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
"""What a page defines for itself: none of it is used, and HTML knows no such thing."""

_PRIVATE = re.compile(f"[{_OPEN}-{_CLOSE}]")
_LEFT_OUT = frozenset({"toc", "landmarks", "page-list", "cover", "pagebreak", "doc-pagebreak"})
_TITLE_PAGES = frozenset({"titlepage", "halftitlepage"})
_TITLE_PAGE = 60
"""Words of a page that says the title once more, and nothing else."""

_NOTHING = "<html><body></body></html>"
_SHORT = 100
"""Words of a part of which its chapters are the articles, and not the part."""

_NAMES = "p div section article h1 h2 h3 h4 h5 h6 ul ol table blockquote figure aside header hr pre"
_BLOCKS = frozenset(_NAMES.split())
_HEADING = re.compile(r"\s*#{1,6} ")


class Chapter(NamedTuple):
    """A part of the book."""

    title: str
    markdown: str


class _Piece(NamedTuple):
    depth: int
    title: str
    markdown: str


class Book:
    """The text of a book; raises SourceError where it has none."""

    def __init__(self, archive: Archive, package: Package) -> None:
        self._entries = package.contents()
        self._pages = [(file, _page(archive, file)) for file in package.pages]
        root = tree(_NOTHING)
        for file, body in self._pages:
            _say_where(body, file, archive)
            described(body)
            root.append(body)
        self._mark(root)
        self._notes = Footnotes(root)
        written = "\n\n".join(filter(None, (to_markdown(body, "").strip() for _, body in self._pages)))
        if not _CUT.sub("", written).strip():
            raise SourceError(f"{archive.name} has no text: it is made of pictures, or empty.")
        self._pieces = list(self._parted(written))

    def whole(self) -> str:
        """All of it as one article, every chapter under its title."""
        return self._notes.finish(
            "\n\n".join(_headed(piece) for piece in self._pieces if piece.markdown.strip()) + "\n"
        )

    def chapters(self) -> list[Chapter]:
        """Its chapters that have text; those of a part that says little itself, and not the part."""
        return [
            Chapter(piece.title, self._notes.finish(piece.markdown.strip() + "\n"))
            for piece in _joined(self._pieces)
            if piece.markdown.strip()
        ]

    def _mark(self, root: HtmlElement) -> None:
        """Put a sign where each entry of the table of contents begins."""
        ids: dict[str, HtmlElement] = {each.get("id", ""): each for each in root.iter() if each.get("id")}
        bodies = dict(self._pages)
        for number, entry in enumerate(self._entries):
            element = ids.get(f"{entry.file}#{entry.fragment}") if entry.fragment else None
            sign = root.makeelement("p")
            sign.text = f"{_OPEN}{number}{_CLOSE}"
            if element is None:
                body = bodies.get(entry.file)
                if body is not None:
                    _put_first(body, sign)
                continue
            while element.tag not in _BLOCKS and (above := element.getparent()) is not None and above.tag != "body":
                element = above
            parent = element.getparent()
            if parent is not None and element.tag != "body":
                parent.insert(parent.index(element), sign)
            else:
                _put_first(element, sign)

    def _parted(self, written: str) -> Iterator[_Piece]:
        found = _CUT.split(written)
        yield _Piece(1, "", _ANY_CUT.sub("", found[0]))
        for number, words in zip(found[1::2], found[2::2], strict=True):
            entry = self._entries[int(number)]
            yield _Piece(entry.depth, entry.title, _ANY_CUT.sub("", words))


def _page(archive: Archive, file: str) -> HtmlElement:
    """The words of a file, without what only leads through the book."""
    root = tree(_OWN_ENTITIES.sub(b"", archive.read(file), count=1))
    body = root.find("body")
    found = body if body is not None else root
    found.tag = "div"
    for each in list(found.iter()):
        if _PRIVATE.search(each.text or "") or _PRIVATE.search(each.tail or ""):
            each.text, each.tail = (_PRIVATE.sub("\ufffd", words or "") for words in (each.text, each.tail))
        if _kinds(each) & _LEFT_OUT and each is not found and each.getparent() is not None:
            each.drop_tree()
    kinds = _kinds(found).union(*map(_kinds, found))
    is_short = len(found.text_content().split()) < _TITLE_PAGE
    return tree(_NOTHING).find("body") if kinds & _LEFT_OUT or (kinds & _TITLE_PAGES and is_short) else found


def _kinds(element: HtmlElement) -> set[str]:
    return {*(element.get("epub:type") or "").split(), element.get("role") or ""}


def _say_where(body: HtmlElement, file: str, archive: Archive) -> None:
    """Let ids be those of the whole book; links inside it lead to them."""
    for each in body.iter():
        name = each.get("id") or (each.get("name") if each.tag == "a" else "")
        if name:
            each.set("id", f"{file}#{name}")
        address = each.get("href") or ""
        if each.tag == "a" and address and ":" not in address.partition("#")[0]:
            target = archive.find(address, file) if not address.startswith("#") else file
            each.set("href", f"#{target}#{address.partition('#')[2]}")


def _put_first(body: HtmlElement, sign: HtmlElement) -> None:
    """Put a sign before everything in `body`, behind those that are there."""
    place = 0
    while place < len(body) and (body[place].text or "").startswith(_OPEN):
        place += 1
    if body.text and body.text.strip():
        holder = body.makeelement("div")
        holder.text, body.text = body.text, None
        body.insert(0, holder)
    body.insert(place, sign)


def _headed(piece: _Piece) -> str:
    words = piece.markdown.strip()
    if not piece.title or _HEADING.match(words):
        return words
    return f"{'#' * min(piece.depth + 1, 6)} {escaping.heading(escaping.words(piece.title))}\n\n{words}"


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The chapters of `pieces`: each with what is below it, or what is below it with its few words before."""
    found: list[_Piece] = []
    place = 0
    while place < len(pieces):
        head = pieces[place]
        after = place + 1
        while after < len(pieces) and pieces[after].depth > head.depth:
            after += 1
        children = pieces[place + 1 : after]
        if children and len(head.markdown.split()) < _SHORT:
            first = children[0]
            words = f"{head.markdown.strip()}\n\n{first.markdown.strip()}".strip()
            found += _joined([first._replace(markdown=words), *children[1:]])
        else:
            words = "\n\n".join(piece.markdown.strip() for piece in (head, *children))
            found.append(head._replace(markdown=words))
        place = after
    return found
