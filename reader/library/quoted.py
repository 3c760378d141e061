"""Quotations in exported files: notes with our markers, web pages, Org, our table, and all that can be imported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import NotFoundError, SourceError, reason
from reader.export import cells, table
from reader.export.vault import markers, properties
from reader.library import quoted_pages
from reader.sources.notes import formats, opening
from reader.sources.notes import table as tables
from reader.sources.notes.imported import Imported, ImportedArticle, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.text.document import Text

LARGEST_NOTE = 32_000_000
"""Bytes of a note, or of a page."""

_CALLOUT = re.compile(r"\A(?:[ \t]*\n)*> \[![^\]\n]*\][+-]?.*\n")
_BAR = "▎"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as a file has it."""

    where: str
    """The file, and where in it."""

    id: str
    """Of the annotation that it comes from, as far as that is known."""

    article: ImportedArticle
    words: str
    """What is quoted."""

    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    occurrence: int = 0
    text_hash: str = ""

    passages: tuple[str, ...] = ()
    """Of a note in Markdown, what it has in quotations, paragraph by paragraph; `words` is the first. White space does
    not count in them."""

    is_markdown: bool = False
    is_loose: bool = False
    """Has the note no quotation, so that the words may stand anywhere in it? Somebody's own template made it."""

    def says(self, words: str) -> bool:
        """Does the file quote exactly these words?"""
        if not self.is_markdown:
            return self.words == words or folded(self.words) == folded(words)
        if self.is_loose:
            return folded(words) in folded(" ".join(self.passages))
        wanted = [folded(part) for part in words.split("\n\n") if part.strip()]
        found = [folded(part) for part in self.passages]
        return any(found[at : at + len(wanted)] == wanted for at in range(len(found) - len(wanted) + 1))


def read(path: Path) -> Iterator[Quoted | Unreadable]:
    """The quotations of a file, or of all notes in a folder; raises NotFoundError, SourceError."""
    if path.is_dir():
        yield from _folder(path)
        return
    if path.suffix.lower() in {".md", ".markdown"}:
        text = _text(path)
        if any(isinstance(part, markers.Found) for part in markers.parts(text)):
            yield from _note(path, text)
            return
    if path.suffix.lower() in {".html", ".htm", ".org"}:
        yield from _pages(path, _text(path))
        return
    head = opening.head(path)
    if head.lstrip("\ufeff").startswith(f'"{table.COLUMNS[0]}","{table.COLUMNS[1]}"'):
        yield from _table(path)
        return
    for item in formats.parse(path)[1]:
        if isinstance(item, Unreadable):
            yield Unreadable(f"{path.name}, {item.where}", item.why)
        elif isinstance(item, Imported) and item.quote:
            yield _imported(path, item)


def _pages(path: Path, text: str) -> Iterator[Quoted]:
    read = quoted_pages.of_org if path.suffix.lower() == ".org" else quoted_pages.of_page
    for number, each in enumerate(read(text), 1):
        about = ImportedArticle(id=each.article, title=each.title, url=each.url)
        yield Quoted(f"{path.name}, quotation {number}", each.id, about, each.words)


def _folder(path: Path) -> Iterator[Quoted | Unreadable]:
    for note in sorted(path.rglob("*.md")):
        if any(part.startswith(".") for part in note.relative_to(path).parts):
            continue
        try:
            yield from _note(note, _text(note))
        except SourceError as error:
            yield Unreadable(note.name, str(error))


def folded(words: str) -> str:
    """Words as they are compared where white space does not count."""
    return " ".join(words.split())


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_NOTE:
            raise SourceError(f"{path} is too large for a note.")
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file {path}. Check the name; quote it if it has spaces.") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {reason(error)}.") from error


def _imported(path: Path, item: Imported) -> Quoted:
    has_place = item.start is not None and item.end is not None and not item.is_utf16
    return Quoted(
        where=f"{path.name}, {item.where}",
        id=item.id,
        article=item.article,
        words=item.quote,
        prefix=item.prefix,
        suffix=item.suffix,
        start=item.start or 0 if has_place else 0,
        end=item.end or 0 if has_place else 0,
        occurrence=item.occurrence or 0,
        text_hash=item.text_hash,
    )


def _table(path: Path) -> Iterator[Quoted | Unreadable]:
    """The rows of `export.table`."""
    for row in tables.rows(path, {name: name for name in table.COLUMNS}):
        if isinstance(row, Unreadable):
            yield Unreadable(f"{path.name}, {row.where}", row.why)
            continue
        cell = {name: cells.plain(words) for name, words in row.cells.items()}
        if not cell.get("quote"):
            continue
        about = ImportedArticle(
            id=cell.get("article", ""),
            title=cell.get("title", ""),
            url=cell.get("url", ""),
            author=cell.get("author", ""),
        )
        yield Quoted(
            where=f"{path.name}, line {row.line}",
            id=cell.get("id", ""),
            article=about,
            words=cell["quote"],
            start=_number(cell.get("start", "")),
            end=_number(cell.get("end", "")),
            text_hash=cell.get("text_hash", ""),
        )


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else 0


def _note(path: Path, text: str) -> Iterator[Quoted]:
    """The blocks of a note that stands for an article or a theme."""
    head = properties.split(text)
    lines = head.lines if head else ()
    about = ImportedArticle(
        id=properties.value_of(lines, "reader_id"),
        title=properties.value_of(lines, "title"),
        url=properties.value_of(lines, "url"),
    )
    for part in markers.parts(text):
        if isinstance(part, markers.Found) and part.kind == markers.HIGHLIGHT:
            passages, is_loose = _passages(part.body)
            if passages:
                yield Quoted(
                    where=f"{path.name}, block {part.id}",
                    id=part.id,
                    article=about,
                    words=passages[0],
                    passages=passages,
                    is_markdown=True,
                    is_loose=is_loose,
                )


def _passages(body: str) -> tuple[tuple[str, ...], bool]:
    """What stands in the quotations of a block, paragraph by paragraph; if it has none, all of it, and that it has."""
    from reader.text.compile import compile_text  # noqa: PLC0415 - only where a note is read

    text: Text = compile_text(_CALLOUT.sub("", body.replace("\r\n", "\n")), "markdown")
    quotations = [block for block in text.blocks if block.rest.startswith(_BAR)]
    found = tuple(text.plain[block.start : block.end] for block in quotations or text.blocks)
    return tuple(words for words in found if words), not quotations
