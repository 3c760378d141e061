"""The article itself comes, and takes the place of the stub that holds its passages: under the same id, with its notes.

It is known by its address, by title and author, or because it says the passages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import SourceError, StoreError
from reader.index.folding import sort_key
from reader.library import stubs
from reader.library.recognising import are_same_people, is_telling, says
from reader.library.renewing import fates
from reader.model import addresses
from reader.sources import front_matter
from reader.store import atomic, files, stamp, texts
from reader.store.operations import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.door import Library
    from reader.model.annotation import Annotation
    from reader.model.article import Article, Listing
    from reader.sources.source import Metadata, Source

_KEPT = 1024 * 1024
"""Code points of an article up to which the history keeps it, so that undo and redo can put it there."""

_SEARCHED = 200
"""Articles that come at once and are searched for passages; of more the address and the title tell."""


class _Awaited(NamedTuple):
    """A stub, and by what its article is known."""

    article: Article
    address: str
    title: str
    quotes: tuple[str, ...]
    """Its passages, the longest first."""


class Joining:
    """Brings the articles of one library together with their stubs."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: tuple[object, list[_Awaited]] = (None, [])

    def awaiting(self, facts: Metadata, title: str, plain: str) -> Listing | None:
        """The stub that waits for an article that comes; None where none does."""
        found = self._awaiting(facts.url, title, facts.author, plain)
        return None if found is None else self._library.catalogue.get(found.article.id)

    def take_place(self, known: Listing, source: Source, facts: Metadata, title: str) -> str:
        """Put an article in the place of its stub, and say what became of the highlights."""
        article = known.article
        before = self._library.stubs.words(article)
        if before is None:
            raise SourceError(f"{article.path} was changed by another program just now: try again.")
        suffix = ".txt" if source.kind == "plain" else ".md"
        whole = replace(
            facts,
            id=article.id,
            title=facts.title or title,
            author=facts.author or article.author,
            source=facts.source or article.source,
            url=facts.url or article.url,
            published=facts.published or article.published,
            language=facts.language or article.language,
            added=facts.added or self._library.clock().isoformat(timespec="seconds"),
        )
        path = stubs.free_path(self._library, title, folder=files.ARTICLES, suffix=suffix)
        words = stubs.Words(path, (front_matter.write(whole) + source.body).encode("utf-8", "replace").decode())
        self._keep(article)
        label = f"“{title}” took the place of its passages"
        change = Change("text", article.id, article.id, stubs.value(before), stubs.value(words))
        if len(words.text) <= _KEPT:
            self._library.apply(self._library.operation(label, change))
        else:
            files.keep_replaced(self._library.root, before.path, before.text.encode("utf-8", "surrogateescape"))
            self._library.stubs.write(change)
            self._library.history.record(self._library.operation(label))
        return f"It took the place of its passages, which were here{fates(self._library, known)}."

    def arrived(self, paths: Sequence[str]) -> list[str]:
        """Join articles that were put into the library with their stubs; the ids of what is another article now."""
        changed: list[str] = []
        if not self._library.stubs.any():
            return changed
        for path in paths:
            listing = self._library.catalogue.by_path(path)
            if listing is None or path.startswith(f"{stubs.FOLDER}/"):
                continue
            article = listing.article
            plain = self._plain(article) if len(paths) <= _SEARCHED else ""
            found = self._awaiting(article.url, article.title, article.author, plain)
            if found is not None and found.article.id != article.id:
                changed += (found.article.id, article.id)
                self._join(found.article, article)
        return changed

    # ---- which one

    def _awaiting(self, url: str, title: str, author: str, plain: str) -> _Awaited | None:
        waiting = self._waiting()
        address, key = addresses.compared(url), sort_key(title)
        if address:
            by_address = next((each for each in waiting if each.address == address), None)
            if by_address is not None:
                return by_address
        for each in waiting:
            if each.title == key and self._is_by(each.article, author, each.quotes, plain):
                return each
        telling = [each for each in waiting if plain and _says_all(plain, each.quotes)]
        return telling[0] if len(telling) == 1 else None

    def _is_by(self, stub: Article, author: str, quotes: Sequence[str], plain: str) -> bool:
        """Is it by the same people, or does it say what was quoted, where one of the two names nobody?"""
        if stub.author and author:
            return are_same_people(stub.author, author)
        return any(says(plain, quote) for quote in quotes)

    def _waiting(self) -> list[_Awaited]:
        """All stubs; known until there are others."""
        root = self._library.root
        state = [(path, stamp.of(root / path)) for path in self._library.catalogue.below(stubs.FOLDER)]
        if self._known[0] != state:
            self._known = state, [self._awaited(article) for article in self._library.stubs.all()]
        return self._known[1]

    def _awaited(self, stub: Article) -> _Awaited:
        quotes = {each.target.quote.exact for each in self._notes(stub.id)}
        telling = sorted(filter(is_telling, quotes), key=len, reverse=True)
        return _Awaited(stub, addresses.compared(stub.url), sort_key(stub.title), tuple(telling))

    def _plain(self, article: Article) -> str:
        try:
            return self._library.changes.text(article).plain
        except SourceError:
            return ""

    # ---- how

    def _join(self, stub: Article, article: Article) -> None:
        """Let an article that lies in the library have the notes of its stub."""
        self._keep(stub)
        if self._library.notes_store.stamp(article.id) is not None or self._names_itself(article):
            self._move_notes(stub, article)
        else:
            self._take_over(stub, article)

    def _take_over(self, stub: Article, article: Article) -> None:
        """Let a file that names no id have that of the stub, which goes."""
        library = self._library
        before = library.stubs.words(stub)
        if before is None:
            return
        kept = files.keep_replaced(library.root, before.path, before.text.encode("utf-8", "surrogateescape"))
        library.notes_store.follow(replace(article, id=stub.id))
        atomic.remove(library.root / before.path)
        library.catalogue.remove(before.path)
        library.catalogue.remove(article.path)
        library.refresh_file(article.path)
        label = f"“{article.title}” took the place of its passages; these are kept in {kept}"
        library.history.record(library.operation(label))
        library.counts_as_before()

    def _move_notes(self, stub: Article, article: Article) -> None:
        """Give the notes of a stub to an article that has an id of its own."""
        before = self._library.stubs.words(stub)
        changes = [Change("text", stub.id, stub.id, stubs.value(before), None)]
        for note in self._notes(stub.id):
            moved = replace(note, target=replace(note.target, article=article.id))
            changes += (
                Change("note", article.id, note.id, None, moved),
                Change("note", stub.id, note.id, note, None),
            )
        label = f"“{article.title}” got the passages that waited for it"
        self._library.apply(self._library.operation(label, *changes))

    def _names_itself(self, article: Article) -> bool:
        try:
            return bool(self._library.texts.read(article.path)[0].metadata.id)
        except SourceError:
            return True

    def _notes(self, article: str) -> Sequence[Annotation]:
        try:
            return self._library.notes_store.load(article).annotations
        except StoreError:
            return ()

    def _keep(self, stub: Article) -> None:
        """Keep the text of a stub, which its highlights were made on."""
        text = self._library.changes.text(stub)
        texts.keep(self._library.root, text.hash, text.plain)


def _says_all(plain: str, quotes: Iterable[str]) -> bool:
    some = tuple(quotes)
    return bool(some) and all(says(plain, quote) for quote in some)
