"""Which article of the library imported passages are of: by id, text, address, title, or their words."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import NotFoundError, SourceError
from reader.library import stubs
from reader.library.imports import Found
from reader.library.passages import find
from reader.model import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library.door import Library
    from reader.model.article import Article, Listing
    from reader.sources.notes.imported import ImportedArticle

TELLING = 5
"""Words that do not stand in another article by chance."""

_TELLING_SIGNS = 10
"""The same in Chinese and Japanese signs, which stand without spaces."""

LONG = 20_000
"""Code points of a passage that is looked for as it stands, to the letter."""

_PHRASE = 8
"""Words of a passage that are looked for in all articles."""

_SOME = 12
"""Passages that are looked for in a candidate."""

_CANDIDATES = 6
"""Articles that are read to see whether they say the passages."""

_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]")


class Recognised(NamedTuple):
    """An article, and by what it was recognised."""

    article: Article | None
    """None: it is not here."""

    found: Found


class Recognising:
    """Looks for articles in one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, about: ImportedArticle, quotes: Sequence[str]) -> Recognised:
        """The article that passages are of; `quotes` are their words."""
        catalogue = self._library.catalogue
        for identifier in (about.id, stubs.identifier(about)):
            listing = catalogue.get(identifier) if identifier else None
            if listing is not None:
                return Recognised(listing.article, Found.ID if about.id else Found.TITLE)
        if about.text_hash and (listing := catalogue.by_hash(about.text_hash)) is not None:
            return Recognised(listing.article, Found.HASH)
        by_address = self._by_address.get(addresses.compared(about.url)) if about.url else None
        if by_address and (listing := catalogue.get(by_address)) is not None:
            return Recognised(listing.article, Found.ADDRESS)
        if (article := self._titled(about, quotes)) is not None:
            return Recognised(article, Found.TITLE)
        if (article := self._saying(quotes)) is not None:
            return Recognised(article, Found.WORDS)
        return Recognised(None, Found.NOT)

    @cached_property
    def _by_address(self) -> dict[str, str]:
        """The ids of articles by their addresses as these are compared; of two the newest."""
        pairs = [(addresses.compared(url), identifier) for url, identifier in self._library.catalogue.addresses()]
        return {address: identifier for address, identifier in reversed(pairs) if address}

    def _titled(self, about: ImportedArticle, quotes: Sequence[str]) -> Article | None:
        """The article of a title: by the same people, or one that says the passages."""
        if not about.title:
            return None
        named = [listing for listing in self._library.catalogue.titled(about.title) if may_be_by(listing, about.author)]
        sure = [listing for listing in named if about.author and listing.article.author]
        for some in (sure, named):
            if len(some) == 1 and (some is sure or not quotes or self._says_any(some[0].article, quotes)):
                return some[0].article
            if len(some) > 1:
                saying = [each for each in some if self._says_any(each.article, quotes)]
                return saying[0].article if len(saying) == 1 else None
        return None

    def _saying(self, quotes: Sequence[str]) -> Article | None:
        """The only article that says the passages, all of those that tell."""
        telling = sorted(filter(is_telling, quotes), key=len, reverse=True)[:_SOME]
        if not telling:
            return None
        candidates: dict[str, Article] = {}
        for quote in telling[:3]:
            for listing in self._library.catalogue.saying(phrase(quote), _CANDIDATES):
                candidates.setdefault(listing.article.id, listing.article)
        saying = [each for each in islice(candidates.values(), _CANDIDATES) if self._says_all(each, telling)]
        whole = [each for each in saying if self._library.stubs.words(each) is None]
        found = whole or saying
        return found[0] if len(found) == 1 else None

    def _says_any(self, article: Article, quotes: Sequence[str]) -> bool:
        plain = self._plain(article)
        return any(says(plain, quote) for quote in quotes[:_SOME])

    def _says_all(self, article: Article, quotes: Sequence[str]) -> bool:
        plain = self._plain(article)
        return all(says(plain, quote) for quote in quotes)

    def _plain(self, article: Article) -> str:
        try:
            return self._library.changes.text(article).plain
        except SourceError:
            return ""


def is_telling(quote: str) -> bool:
    """Has a passage so many words that it stands in no other article by chance?"""
    words = islice(_WORD.finditer(quote), TELLING)
    return sum(1 for _ in words) >= TELLING or len(_SIGN.findall(quote[:1000])) >= _TELLING_SIGNS


def phrase(quote: str) -> str:
    """The beginning of a passage, to be looked for."""
    return " ".join(match[0] for match in islice(_WORD.finditer(quote), _PHRASE))


def says(plain: str, quote: str) -> bool:
    """Does a text say a passage, white space apart?"""
    if len(quote) > LONG:
        return quote in plain
    try:
        return find(plain, quote) is not None
    except NotFoundError:
        return True


def may_be_by(listing: Listing, author: str) -> bool:
    """May an article be by these people? It may where one of the two does not say by whom it is."""
    known = listing.article.author
    return not _names(known) or not _names(author) or are_same_people(known, author)


def are_same_people(these: str, those: str) -> bool:
    """Do two ways to say who wrote something have a name in common?"""
    return bool(_names(these) & _names(those))


def _names(people: str) -> set[str]:
    """The words of names that tell people apart."""
    return {word for word in _words(people) if len(word) > 2}


def _words(people: str) -> Iterable[str]:
    return (match[0] for match in _WORD.finditer(people.casefold()))
