"""Stubs: articles that hold nothing but the passages that were imported of an article which is not here.

A stub is a Markdown file in `articles/stubs/` whose front matter says `stub: …`; each passage is a block quotation.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError
from reader.export import escape
from reader.library.identity import make
from reader.library.standing import Standing
from reader.model import addresses
from reader.model.span import Span
from reader.sources import files as source_files
from reader.sources import front_matter
from reader.sources.source import Metadata
from reader.store import atomic, files
from reader.store.names import numbered, slug
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.library.door import Library
    from reader.model.article import Article
    from reader.sources.notes.imported import ImportedArticle
    from reader.store.operations import Change, Value
    from reader.text.document import Text

FOLDER = f"{files.ARTICLES}/stubs"
KEY = "stub"
"""The key in the front matter that says that it is one."""

TELLS = "only what was marked in it"
NOTICE = (
    "*This is not the article: these are the passages of it that were imported, each as it was marked. When the "
    "article itself is added to the library it takes their place, and the highlights move into it.*"
)


def is_text(plain: str) -> bool:
    """Is a canonical text that of a stub?"""
    return plain.startswith(NOTICE.strip("*"))


class Words(NamedTuple):
    """What an article's file says."""

    path: str
    """Relative to the library."""

    text: str


def value(words: Words | None) -> str | None:
    """Them as a value of the history."""
    return None if words is None else json.dumps(words._asdict(), ensure_ascii=False)


def of_value(given: Value) -> Words | None:
    """The words in a value of the history."""
    return Words(**json.loads(given)) if isinstance(given, str) else None


def identifier(article: ImportedArticle) -> str:
    """The id of the stub for an article: the same each time."""
    if article.id:
        return article.id
    address = addresses.compared(article.url)
    named = f"title {clean_line(article.title).casefold()} {clean_line(article.author).casefold()}"
    return make(title(article), f"stub {address}" if address else f"stub {named}")


def title(article: ImportedArticle) -> str:
    """What a stub is called."""
    return article.title or addresses.compared(article.url).partition("/")[0] or "Passages without a source"


def begun(article: ImportedArticle, identifier: str, added: str) -> str:
    """The text of a stub without passages."""
    facts = Metadata(
        id=identifier,
        title=title(article),
        author=article.author,
        source=article.source,
        url=article.url,
        published=article.published,
        added=added,
        language=article.language,
        other=((KEY, TELLS),),
    )
    return f"{front_matter.write(facts)}{NOTICE}\n"


def extended(text: str, quotes: Iterable[str]) -> str:
    """The text of a stub with more passages at its end."""
    blocks = "".join(f"\n{escape.quotation(quote)}\n" for quote in quotes)
    return text.removesuffix("\n") + f"\n{blocks}"


def compiled(library: Library, words: str) -> Text:
    """The canonical text of a stub."""
    return library.texts.compile(source_files.from_bytes(words.encode("utf-8", "replace"), "markdown", "stub.md"))


def place(plain: str, quote: str, start: int = 0) -> Span | None:
    """Where a stub says a passage; None where it does not."""
    wanted = quote.strip()
    at = plain.find(wanted, start) if wanted else -1
    return Span(at, at + len(wanted)) if at >= 0 else None


def free_path(
    library: Library, name: str, taken: Iterable[str] = (), *, folder: str = FOLDER, suffix: str = ".md"
) -> str:
    """Where a stub, or another file, of that name may lie."""
    words, reserved, number = slug(name), set(taken), 1
    while True:
        path = f"{folder}/{numbered(words, number)}{suffix}"
        if path not in reserved and not os.path.lexists(library.root / path):
            return path
        number += 1


class Stubs:
    """The stubs of one library, and the files whose whole words are changed in one step."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def any(self) -> bool:
        """Is there one?"""
        return bool(self._library.catalogue.below(FOLDER))

    def all(self) -> list[Article]:
        """What is known of each."""
        found = map(self._library.catalogue.by_path, self._library.catalogue.below(FOLDER))
        return [listing.article for listing in found if listing is not None and self.words(listing.article) is not None]

    def words(self, article: Article) -> Words | None:
        """What a stub's file says; None where it is no stub, or no longer."""
        if not article.path.endswith(".md"):
            return None
        try:
            source = source_files.read(self._library.root / article.path)
        except SourceError:
            return None
        if all(key.casefold() != KEY for key, _ in source.metadata.other):
            return None
        return self._read(article.path)

    # ---- changes of the kind `text`

    def standing(self, change: Change) -> Standing:
        """What the disk says of a change of a file's words."""
        before, after = of_value(change.before), of_value(change.after)
        if self._says(change.article, before, after):
            return Standing.READY
        return Standing.DONE if self._says(change.article, after, before) else Standing.OTHER

    def write(self, change: Change) -> None:
        """Make a change of a file's words."""
        before, after = of_value(change.before), of_value(change.after)
        old = self._where(change.article, before) if before is not None else ""
        new = ""
        if after is not None:
            is_same = before is not None and before.path == after.path
            new = old if is_same else after.path
            self._make_folder(new)
            atomic.write(self._library.root / new, after.text.encode("utf-8", "surrogateescape"))
        if old and old != new:
            atomic.remove(self._library.root / old)
            self._library.catalogue.remove(old)
        if new:
            self._library.refresh_file(new)

    def _says(self, article: str, wanted: Words | None, other: Words | None) -> bool:
        if wanted is None:
            return other is None or not os.path.lexists(self._library.root / self._where(article, other))
        found = self._read(self._where(article, wanted))
        return found is not None and found.text == wanted.text

    def _where(self, article: str, words: Words) -> str:
        """Where the file is now: its owner may have moved it."""
        if os.path.lexists(self._library.root / words.path):
            return words.path
        listing = self._library.catalogue.get(article)
        return listing.article.path if listing is not None else words.path

    def _read(self, path: str) -> Words | None:
        found = atomic.read(self._library.root / path)
        return None if found is None else Words(path, found[0].decode("utf-8", "surrogateescape"))

    def _make_folder(self, path: str) -> None:
        folder = (self._library.root / path).parent
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for each in reversed(missing):
            atomic.make_folder(each)
